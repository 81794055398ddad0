// SPDX-License-Identifier: GPL-2.0-only
// PlatformDevice: a device that no bus finds, as a driver's probe() is given it: its name, its interrupts.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/device/device.hpp"
#include "kernel/irq/irq_line.hpp"
#include "kernel/platform/shim.h"

namespace kernel
{
namespace
{

/// struct platform_device, borrowed, as Device is: it stands until the driver's object of it has been destroyed. Its memory is PlatformMemory's
/// (kernel/platform/memory.hpp).
class PlatformDevice
{
public:
	/// For the layer.
	constexpr explicit PlatformDevice(platform_device *raw) : raw_(raw) {}
	constexpr platform_device *raw() const { return raw_; }

	Device device() const
	{
		return Device(reinterpret_cast<::device *>(reinterpret_cast<char *>(raw_) +
							   LAYOUT_PLATFORM_DEVICE_dev));
	}
	operator Device() const { return device(); }
	/// "hello", "hello.0", "RSTY0001:00". Any context.
	Text name() const { return device().name(); }
	/// The number behind its name, or platform_devid::none. Any context.
	int id() const { return field<int>(raw_, LAYOUT_PLATFORM_DEVICE_id); }

	/// Its interrupt of this number, from 0 on: what Irq::request takes. Sleeps. ENXIO: it has none (the kernel says so in the log);
	/// EPROBE_DEFER: what it is wired to has no driver yet; returned from probe(), it is probed again then.
	Result<IrqLine> get_irq(unsigned int index) const
	{
		const int number = shim_platform_get_irq(raw_, index);
		if (number < 0)
			return Errno::from_kernel(number);
		// (0, which no interrupt has, on kernels that return it.)
		if (number == 0)
			return Errno(ENXIO);
		const unsigned long flags =
			shim_platform_get_resource(raw_, LAYOUT_PLATFORM_IRQ, index).flags;
		return IrqLine(static_cast<unsigned int>(number),
			       (flags & LAYOUT_PLATFORM_IRQ_SHAREABLE) != 0);
	}

private:
	platform_device *raw_;
};

namespace platform_devid
{
enum : int {
	/// PLATFORM_DEVID_NONE: the only one of its name.
	none = LAYOUT_PLATFORM_DEVID_NONE,
	/// PLATFORM_DEVID_AUTO: a number that nobody else has, "hello.3.auto".
	automatic = LAYOUT_PLATFORM_DEVID_AUTO,
};
} // namespace platform_devid

} // namespace
} // namespace kernel
