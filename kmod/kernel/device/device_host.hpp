// SPDX-License-Identifier: GPL-2.0-only
// For the layer: what holds a D beside its struct device, and the handle that registers the two.
#pragma once

#include "kernel/core/container_of.hpp"
#include "kernel/device/device_class.hpp"
#include "kernel/device/device_type.hpp"
#include "kernel/file/attributes.hpp"
#include "kernel/file/host.hpp"
#include "kernel/format/name.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/removable/removable.hpp"

namespace kernel
{
namespace
{

constinit LockClass device_registered_class{"device_registered"};

// Base of a Host (CharHost, ClassHost) that adds itself to the kernel by add(), and takes itself back by del(). It is counted by its struct
// device: the last put_device ends it.
template <typename Host, typename D>
class DeviceHost : public FileHost
{
	static_assert(__is_base_of(Removable, D), "a device can go while others hold it: it derives from "
						  "Removable");

public:
	using Device = D;
	static constexpr bool may_go = true;

	template <typename... Arguments>
	DeviceHost(DeviceClass &owner, u16 mode, Arguments &&...arguments)
		: class_(owner), mode_(mode), device_(kernel::forward<Arguments>(arguments)...)
	{
	}
	D &device() { return device_; }
	u16 mode() const { return mode_; }
	::device *raw() { return reinterpret_cast<::device *>(&raw_); }
	static Host &of(const ::device *raw)
	{
		using Raw = decltype(raw_);
		return *static_cast<Host *>(
			container_of<DeviceHost, Raw, &DeviceHost::raw_>(reinterpret_cast<const Raw *>(raw)));
	}

	// Makes one of the arguments and adds it. EINVAL: the class has not been created.
	template <typename... Arguments>
	static Result<Host *> register_host(DeviceClass &owner, u32 number, const DeviceName &name, u16 mode,
					    Arguments &&...arguments)
	{
		if (owner.raw() == nullptr)
			return errors::invalid;
		Host *const host = TRY(Box<Host>::make(Gfp::kernel, owner, mode,
						       kernel::forward<Arguments>(arguments)...))
					   .release();
		owner.get();
		shim_device_initialize(host->raw(), owner.raw(), &device_type_of<Host>,
				       groups_of_host<Host>(), host->private_data(), number);
		const Result<void> added = host->name_and_add(name);
		if (added.ok()) {
			host->registered_.with([](bool &registered) { registered = true; });
			return host;
		}
		host->device().remove();
		shim_put_device(host->raw());
		return added.error();
	}
	void deregister_host()
	{
		registered_.with([](bool &registered) { registered = false; });
		device().remove();
		static_cast<Host *>(this)->del();
		shim_put_device(raw());
	}
	// (Under the lock: an event of a device that is being deleted would walk through what is no more.)
	Result<void> send_change_uevent()
	{
		return registered_.with([&](const bool &registered) -> Result<void> {
			if (!registered)
				return errors::no_device;
			return Result<void>::from_kernel(shim_kobject_uevent_change(raw()));
		});
	}
	static Host &of_device(D &device)
	{
		return *static_cast<Host *>(container_of<DeviceHost, D, &DeviceHost::device_>(&device));
	}
	// Nobody holds the struct device any more.
	static void release(::device *raw)
	{
		Host &host = of(raw);
		DeviceClass &owner = host.class_;
		Box<Host>::take(&host);
		owner.put();
	}

private:
	Result<void> name_and_add(const DeviceName &name)
	{
		TRY(Result<void>::from_kernel(shim_dev_set_name(raw(), name.text())));
		return static_cast<Host *>(this)->add();
	}

	DeviceClass &class_;
	Opaque<LAYOUT_DEVICE_SIZE, LAYOUT_DEVICE_ALIGN> raw_{};
	u16 mode_;
	Mutex<bool> registered_{device_registered_class, false};
	D device_;
};

// A registered device that can be removed before its module: what ClassDevice and CharDevice have in common.
template <typename Host>
class RegisteredDevice
{
	using D = typename Host::Device;

public:
	RegisteredDevice(RegisteredDevice &&other) : host_(kernel::exchange(other.host_, nullptr)) {}
	RegisteredDevice &operator=(RegisteredDevice &&) = delete;
	~RegisteredDevice()
	{
		if (host_ != nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			host_->deregister_host();
	}

	// cppcheck-suppress returnDanglingLifetime ; of the host, which is no temporary
	D *operator->() const { return &host_->device(); }
	// cppcheck-suppress returnTempReference ; of the host, which is no temporary
	D &operator*() const { return host_->device(); }

	/// Notifies user space (udev) that something about the device has changed: a change event, with the variables that its uevent() adds. Of
	/// a handle's device, or from a member function of one, `CharDevice<Lamp>::send_change_uevent(*this)`; never of a D that lies
	/// elsewhere, nor in uevent(), nor holding a lock that uevent() takes. Sleeps. ENODEV: it is not registered yet, or no more. ENOMEM.
	static Result<void> send_change_uevent(D &device)
	{
		return Host::of_device(device).send_change_uevent();
	}

protected:
	explicit RegisteredDevice(Host *host) : host_(host) {}

private:
	Host *host_;
};

} // namespace
} // namespace kernel
