// SPDX-License-Identifier: GPL-2.0-only
// Device: the device that a driver drives, on any bus; dev_err to dev_info, lines of the log about it.
#pragma once

#include "kernel/device/shim.h"
#include "kernel/log/log.hpp"

struct device;

namespace kernel
{
namespace
{

/// struct device, borrowed: a copy is the same device. What a bus's driver is given (PciDevice and its like) converts to it, and what is made
/// for a device takes it. It stands from probe() until the driver's object of the device has been destroyed; code that can run after that,
/// as operations of open files can, keeps none.
class Device
{
public:
	/// For the layer.
	constexpr explicit Device(device *raw) : raw_(raw) {}
	constexpr device *raw() const { return raw_; }

	constexpr bool operator==(const Device &other) const = default;
	/// As its folder in sysfs is called: "0000:00:04.0". Any context.
	Text name() const { return Text::terminated(shim_dev_name(raw_)); }

private:
	device *raw_;
};

template <typename Line, typename... Arguments>
KERNEL_ALWAYS_INLINE void log_about(const char *level, Device device, const Arguments &...arguments)
{
	pass_printk_values<sizeof...(Arguments)>(
		[level, device](auto... values) KERNEL_INLINE_LAMBDA {
			shim_dev_printk(level, device.raw(),
					printk_format_of<Line, decltype(format_value(arguments))...>.text,
					values...);
		},
		format_value(arguments)...);
}

/// As pr_err() to pr_info() (kernel/log/log.hpp), with the device's driver and name before the line: `edu 0000:00:04.0: no interrupt`.
/// dev_err(device, "no interrupt after {} ms", 100). Any context.
#define dev_err(device, format, ...) KERNEL_LOG_ABOUT("3", device, format, ##__VA_ARGS__)
#define dev_warn(device, format, ...) KERNEL_LOG_ABOUT("4", device, format, ##__VA_ARGS__)
#define dev_notice(device, format, ...) KERNEL_LOG_ABOUT("5", device, format, ##__VA_ARGS__)
#define dev_info(device, format, ...) KERNEL_LOG_ABOUT("6", device, format, ##__VA_ARGS__)
#define KERNEL_LOG_ABOUT(level, device, format, ...)                                                         \
	do {                                                                                                 \
		KERNEL_LINE("", format);                                                                     \
		::kernel::log_about<KernelLine>("\001" level, device, ##__VA_ARGS__);                        \
	} while (false)

} // namespace
} // namespace kernel
