// SPDX-License-Identifier: MIT
// libudev's objects, released once.
#ifndef RUSTY_DETAIL_UDEV_HPP
#define RUSTY_DETAIL_UDEV_HPP

#include <libudev.h>
#include <memory>

namespace rusty::detail
{

struct Unref {
	void operator()(udev *context) const noexcept { udev_unref(context); }
	void operator()(udev_device *device) const noexcept { udev_device_unref(device); }
	void operator()(udev_monitor *monitor) const noexcept { udev_monitor_unref(monitor); }
};

using Udev = std::unique_ptr<udev, Unref>;
using UdevDevice = std::unique_ptr<udev_device, Unref>;
using UdevMonitor = std::unique_ptr<udev_monitor, Unref>;

} // namespace rusty::detail

#endif
