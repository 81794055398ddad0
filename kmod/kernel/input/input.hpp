// SPDX-License-Identifier: GPL-2.0-only
// InputDevice: keys and axes of a device, for user space (/dev/input/event0) and the console.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/core/span.hpp"
#include "kernel/device/device.hpp"
#include "kernel/input/parts.hpp"

namespace kernel
{
namespace
{

/// How a device is connected.
enum class InputBus : u16 {
	pci = LAYOUT_INPUT_BUS_PCI,
	usb = LAYOUT_INPUT_BUS_USB,
	bluetooth = LAYOUT_INPUT_BUS_BLUETOOTH,
	virtual_device = LAYOUT_INPUT_BUS_VIRTUAL,
	i8042 = LAYOUT_INPUT_BUS_I8042,
	i2c = LAYOUT_INPUT_BUS_I2C,
	host = LAYOUT_INPUT_BUS_HOST,
	spi = LAYOUT_INPUT_BUS_SPI,
};

/// Who a device is, to programs and udev. The texts end with a NUL and live as long as the device.
struct InputIdentity {
	const char *name = nullptr;
	InputBus bus = InputBus::virtual_device;
	u16 vendor = 0;
	u16 product = 0;
	u16 version = 0;
	/// The path to it in the system, "usb-0000:00:14.0-1/input0"; what tells two of a kind apart, as a serial number. Or nullptr.
	const char *phys = nullptr;
	const char *uniq = nullptr;
};

// What all input devices have in common: the same functions serve all of their classes.
class InputHost : Pinned
{
protected:
	~InputHost()
	{
		if (raw_ != nullptr)
			shim_input_unregister_device(raw_);
	}

	[[gnu::noinline, gnu::cold]] Result<void> register_device(Device parent,
								  const InputIdentity &identity, void *owner,
								  Span<const InputCode> codes,
								  Span<const InputAxis> axes,
								  const InputCallbacks &callbacks)
	{
		if (raw_ != nullptr)
			return errors::busy;
		if (identity.name == nullptr || *identity.name == '\0')
			return errors::invalid;
		input_dev *const raw = shim_input_allocate_device();
		if (raw == nullptr)
			return errors::no_memory;
		shim_input_describe(raw, parent.raw(), identity.name, identity.phys, identity.uniq);
		shim_input_identify(raw, static_cast<u16>(identity.bus), identity.vendor, identity.product,
				    identity.version);
		shim_input_set_callbacks(raw, owner, callbacks.open, callbacks.close);
		// (It may be opened before it is registered, and its owner may report then.)
		raw_ = raw;
		const Result<void> added = add(raw, codes, axes, callbacks);
		if (!added.ok()) {
			raw_ = nullptr;
			shim_input_free_device(raw);
		}
		return added;
	}

	input_dev *raw_ = nullptr;

private:
	static Result<void> add(input_dev *raw, Span<const InputCode> codes, Span<const InputAxis> axes,
				const InputCallbacks &callbacks)
	{
		// (More in one report than the kernel has room for become two reports. It makes this room for each open file.)
		const size_t at_once = min(codes.size() + axes.size() + 1, size_t{64});
		shim_input_set_events_per_packet(raw, static_cast<int>(at_once));
		for (const InputCode &each : codes)
			shim_input_set_capability(raw, each.type, each.code);
		for (const InputAxis &axis : axes)
			if (!shim_input_set_abs_params(raw, axis.code, axis.min, axis.max, axis.fuzz,
						       axis.flat, axis.resolution))
				return errors::no_memory;
		if (callbacks.prepare != nullptr)
			TRY(Result<void>::from_kernel(callbacks.prepare(raw)));
		return Result<void>::from_kernel(shim_input_register_device(raw));
	}
};

// The tables of these parts.
template <typename... Parts>
struct InputTables {
	static constexpr size_t code_count = (0 + ... + Parts::codes);
	static constexpr size_t axis_count = (0 + ... + Parts::axes);

	InputCode codes[code_count + 1]{};
	InputAxis axes[axis_count + 1]{};
	InputCallbacks callbacks{};
	size_t codes_used = 0;
	size_t axes_used = 0;

	static constexpr InputTables make()
	{
		InputTables made{};
		(Parts::add_to(made), ...);
		return made;
	}
};
template <typename... Parts>
constinit const InputTables<Parts...> input_tables_of = InputTables<Parts...>::make();

// The one class whose members the parts call.
template <typename... Parts>
struct InputOwner {
	using Type = NoClass;
};
template <typename First, typename... Rest>
struct InputOwner<First, Rest...> {
	using OfRest = typename InputOwner<Rest...>::Type;
	using Type = Conditional<is_same<typename First::Owner, NoClass>, OfRest, typename First::Owner>;
	static_assert(is_one_of<typename First::Owner, NoClass, Type> && is_one_of<OfRest, NoClass, Type>,
		      "an input device calls members of one class, its owner");
};

/// An input device with these parts (kernel/input/parts.hpp). A member of its owner, the driver's class, behind all that its callbacks use:
///
///     class Pad : Pinned {
///             InputDevice<input::keys<BTN_SOUTH, BTN_EAST>, input::abs<ABS_X, 0, 255>, input::abs<ABS_Y, 0, 255>> input_;
///     };
///     TRY(pad->input_.register_device(client, {.name = "Pad", .bus = InputBus::i2c}));
///     pad->input_.report_key<BTN_SOUTH>((state & 1) != 0);
///     pad->input_.sync();
///
/// With callbacks, such as input::opened, it is made as `input_{*this}`.
///
/// Reports are for any context but NMI, from register_device() on until the destructor: what reports, as an interrupt, is a member behind this.
/// They take the device's own lock, cost what C's do, and are heard by programs at the next sync(). Each is sent on only if it changes something.
template <typename... Parts>
class InputDevice : InputHost
{
	using Tables = InputTables<Parts...>;
	using Owner = typename InputOwner<Parts...>::Type;
	static constexpr bool has_owner = !is_same<Owner, NoClass>;
	static_assert(Tables::code_count + Tables::axis_count != 0,
		      "an input device has keys or axes: InputDevice<input::keys<KEY_POWER>>");
	template <unsigned int type, unsigned int code>
	static constexpr bool has = (Parts::has(type, code) || ...);

public:
	InputDevice() : owner_(nullptr)
	{
		static_assert(!has_owner, "an input device with callbacks is given its owner: input_{*this}");
	}
	explicit InputDevice(Owner &owner) : owner_(&owner) {}
	/// Deregisters, closed before if it is open. When it returns, no callback runs and none will; programs that read it get ENODEV.
	~InputDevice() = default;

	/// Registers it, below the device that has it. From now on its callbacks are called. EBUSY: it is registered. EINVAL: it has no name. EINTR: a
	/// signal. ENOMEM. Sleeps.
	Result<void> register_device(Device parent, const InputIdentity &identity)
	{
		const Tables &tables = input_tables_of<Parts...>;
		return InputHost::register_device(parent, identity, owner_, {tables.codes, tables.codes_used},
						  {tables.axes, tables.axes_used}, tables.callbacks);
	}

	/// Whether a key is down; how far an axis was moved; where it is. Of a code that the device has.
	template <unsigned int code>
	void report_key(bool is_pressed)
	{
		static_assert(has<EV_KEY, code>, "the input device does not have this key among its parts");
		report_key(code, is_pressed);
	}
	template <unsigned int code>
	void report_rel(int value)
	{
		static_assert(has<EV_REL, code>,
			      "the input device does not have this relative axis among its parts");
		report_rel(code, value);
	}
	template <unsigned int code>
	void report_abs(int value)
	{
		static_assert(has<EV_ABS, code>,
			      "the input device does not have this absolute axis among its parts");
		report_abs(code, value);
	}
	/// The same of codes that are found at run time. Of one that the device does not have nobody hears.
	void report_key(unsigned int code, bool is_pressed) { event(EV_KEY, code, is_pressed ? 1 : 0); }
	void report_rel(unsigned int code, int value) { event(EV_REL, code, value); }
	void report_abs(unsigned int code, int value) { event(EV_ABS, code, value); }
	/// All that was reported since the last one is of one moment, and programs get it now.
	void sync() { event(EV_SYN, SYN_REPORT, 0); }

	/// What was reported last, after the kernel's filter. From register_device() on, any context.
	template <unsigned int code>
	bool key() const
	{
		static_assert(has<EV_KEY, code>, "the input device does not have this key among its parts");
		return shim_input_test_key(raw_, code);
	}
	template <unsigned int code>
	int abs() const
	{
		static_assert(has<EV_ABS, code>,
			      "the input device does not have this absolute axis among its parts");
		return shim_input_abs_get_val(raw_, code);
	}

private:
	void event(unsigned int type, unsigned int code, int value)
	{
		shim_input_event(raw_, type, code, value);
	}

	Owner *const owner_;
};

} // namespace
} // namespace kernel
