// SPDX-License-Identifier: GPL-2.0-only
// I2cDriver<D>: a driver for devices on I2C. D is the driver's class, an object of which is one device:
//
//     class Chip : Pinned {
//     public:
//             static Result<Box<Chip>> probe(I2cClient client)
//             {
//                     auto chip = TRY(Box<Chip>::make(Gfp::kernel, client));
//                     TRY(chip->hwmon_.register_device(client, client.name()));
//                     return chip;
//             }
//             ...
//     };
//
// NAME.module.h says for which devices it is, I2C_IDS(chip, {"chip"}), and the module is the driver (kernel/module/driver_module.hpp),
//
//     using Module = DriverModule<I2cDriver<Chip>, i2c_ids::chip>;
//
// or its class has it as a member, I2cDriver<Chip> driver_{i2c_ids::chip}, and registers it in create().
#pragma once

#include "kernel/core/call.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/i2c/client.hpp"
#include "kernel/memory/box.hpp"

namespace kernel
{
namespace
{

/// What an I2C_IDS word of NAME.module.h declares: i2c_ids::NAME.
struct I2cIds {
	const char *name;
	const i2c_device_id *table;
};

/// What the word says of the device that probe() is called for: the number beside its name.
struct I2cId {
	unsigned long driver_data;
};

} // namespace

namespace i2c_ids
{
}
} // namespace kernel

// (To C an array, of what C++ does not know.)
#define I2C_IDS(name, ...)                                                                                   \
	extern "C" const i2c_device_id i2c_ids_##name;                                                       \
	namespace kernel                                                                                     \
	{                                                                                                    \
	namespace i2c_ids                                                                                    \
	{                                                                                                    \
	namespace                                                                                            \
	{                                                                                                    \
	constexpr I2cIds name{#name, &i2c_ids_##name};                                                       \
	}                                                                                                    \
	}                                                                                                    \
	}
#include "kernel/module/declarations.h"

namespace kernel
{
namespace
{

template <typename D>
constexpr bool can_call_i2c_probe = requires
{
	&D::probe;
};

/// The driver. D::probe() is called for each device that its ids name, in process context, as soon as both are there; what it returns lives until
/// the device or the driver goes, and is destroyed then: its destructor is what C calls remove(). An error is a line in the log, ENODEV and ENXIO
/// not even that, and the device stays without a driver. It may take, in any order, an I2cClient and an I2cId.
template <typename D>
class I2cDriver : Pinned
{
public:
	explicit I2cDriver(I2cIds ids) : ids_(ids) {}
	/// When it returns, no D is alive, and none will be made.
	~I2cDriver()
	{
		if (is_registered_)
			shim_i2c_del_driver(raw());
	}

	/// Calls D::probe() for the devices that are there, and from now on for those that come. EBUSY: there is a driver of this name, or it is
	/// registered. ENOMEM. Sleeps.
	Result<void> register_driver()
	{
		check();
		if (is_registered_)
			return errors::busy;
		if constexpr (can_call_i2c_probe<D>)
			TRY(Result<void>::from_kernel(
				shim_i2c_register_driver(raw(), ids_.name, ids_.table, &probe, &remove)));
		is_registered_ = true;
		return {};
	}

private:
	static constexpr void check()
	{
		static_assert(can_call_i2c_probe<D>,
			      "a driver's class has one public function that makes an object of "
			      "a device: static Result<Box<D>> probe(I2cClient client)");
		if constexpr (can_call_i2c_probe<D>) {
			static_assert(!Signature<decltype(&D::probe)>::is_member,
				      "the driver's `probe` must be static: there is no object yet");
			static_assert(is_same<ReturnedBy<&D::probe>, Result<Box<D>>>,
				      "the driver's `probe` must return Result<Box<D>>");
			static_assert(are_available<ArgumentsOf<&D::probe>, I2cClient, I2cId>,
				      "the driver's `probe` takes a parameter that there is not: it may "
				      "take, in any order, "
				      "I2cClient, I2cId");
		}
	}

	static int probe(i2c_client *raw)
	{
		auto made = make(raw);
		if (!made.ok())
			return static_cast<int>(made.error().to_kernel());
		field<void *>(raw, LAYOUT_I2C_CLIENT_DRIVER_DATA) = made.value().release();
		return 0;
	}
	static Result<Box<D>> make(i2c_client *raw)
	{
		I2cClient client(raw);
		if constexpr (are_available<ArgumentsOf<&D::probe>, I2cClient>) {
			return CallWith<&D::probe>::call(client, client);
		} else {
			// (One that is bound by hand, through driver_override, need not be among the ids.)
			const i2c_device_id *const found = shim_i2c_client_get_device_id(raw);
			if (found == nullptr)
				return errors::no_device;
			I2cId id{field<unsigned long>(const_cast<i2c_device_id *>(found),
						      LAYOUT_I2C_DEVICE_ID_driver_data)};
			return CallWith<&D::probe>::call(client, client, id);
		}
	}
	static KERNEL_I2C_REMOVED remove(i2c_client *raw)
	{
		Box<D>::take(static_cast<D *>(field<void *>(raw, LAYOUT_I2C_CLIENT_DRIVER_DATA)));
		return KERNEL_I2C_REMOVED();
	}

	i2c_driver *raw() { return reinterpret_cast<i2c_driver *>(&driver_); }

	Opaque<LAYOUT_I2C_DRIVER_SIZE, LAYOUT_I2C_DRIVER_ALIGN> driver_{};
	I2cIds ids_;
	bool is_registered_ = false;
};

} // namespace
} // namespace kernel
