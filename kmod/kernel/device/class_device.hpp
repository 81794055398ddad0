// SPDX-License-Identifier: GPL-2.0-only
// ClassDevice<D>: a device of a class that has no node in /dev, /sys/class/<class>/<name>. D is the driver's class: its attributes
// (kernel/sysfs/attribute.hpp) are the files there.
//
//     class Lamp : public Removable { ... };
//     class Module {
//             DeviceClass class_;                             // TRY(class_.create("lamp"))
//             Vec<ClassDevice<Lamp>> lamps_;                  // TRY(ClassDevice<Lamp>::register_device(class_, "lamp0"))
//     };
#pragma once

#include "kernel/device/device_host.hpp"

namespace kernel
{
namespace
{

template <typename D>
class ClassHost : public DeviceHost<ClassHost<D>, D>
{
public:
	using DeviceHost<ClassHost<D>, D>::DeviceHost;

	Result<void> add() { return Result<void>::from_kernel(shim_device_add(this->raw())); }
	void del() { shim_device_del(this->raw()); }
};

/// A registered device of a class: registered from register_device() until this is destroyed. The D is counted by its struct device, and
/// destroyed, in process context, when nobody in the kernel holds that any more.
template <typename D>
class ClassDevice : public RegisteredDevice<ClassHost<D>>
{
	using Host = ClassHost<D>;

public:
	/// Makes a D of the arguments, then registers it. Sleeps. ENOMEM; EINVAL: the class has not been created; EEXIST: the name is
	/// taken, of which the kernel warns in the log.
	template <typename... Arguments>
	static Result<ClassDevice> register_device(DeviceClass &owner, const DeviceName &name,
						   Arguments &&...arguments)
	{
		return ClassDevice(TRY(
			Host::register_host(owner, 0, name, 0, kernel::forward<Arguments>(arguments)...)));
	}

private:
	explicit ClassDevice(Host *host) : RegisteredDevice<Host>(host) {}
};

} // namespace
} // namespace kernel
