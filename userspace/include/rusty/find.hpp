// SPDX-License-Identifier: MIT
// Finds the node (needs -ludev).
#ifndef RUSTY_FIND_HPP
#define RUSTY_FIND_HPP

#include <filesystem>

#include <rusty/detail/udev.hpp>
#include <rusty/device.hpp>

namespace rusty
{

// Where libudev says the device misc/rusty has its node. If it knows of none (the module is not loaded, or this is a
// container without /sys), the path where the node belongs: opening that reports the error. Thread-safe.
inline std::filesystem::path find_node()
{
	if (const detail::Udev context{udev_new()}) {
		const detail::UdevDevice device{
			udev_device_new_from_subsystem_sysname(context.get(), "misc", "rusty")};
		const char *const node = device ? udev_device_get_devnode(device.get()) : nullptr;
		if (node)
			return node;
	}
	return "/dev/rusty";
}

inline Device find_device(Access access = Access::read_write)
{
	return Device(find_node(), access);
}

} // namespace rusty

#endif
