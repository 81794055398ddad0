// SPDX-License-Identifier: GPL-2.0-only
// struct dev_pm_ops of a device of a class (ClassDevice, CharDevice), made by C++ of two member functions of D, which lists them
// as operation::suspend and operation::resume (kernel/device/device_operations.hpp):
//
//     Result<void> suspend();         the system is about to sleep, or to write its memory to disk: an error keeps it awake
//     Result<void> resume();          it is awake again, or was kept awake: an error is a line in the kernel's log
//
// They are called for suspend, hibernation (freeze, thaw, poweroff, restore) alike, in process context; they may sleep. User space is
// frozen then, works and timers are not: a driver that has some stops and starts them there. Of a device that is being removed neither is called
// any more; when that happens between the two, its destructor finds it suspended.
#pragma once

#include "kernel/core/member.hpp"
#include "kernel/core/result.hpp"
#include "kernel/core/table.hpp"
#include "kernel/device/device_operations.hpp"

struct device;

namespace kernel
{
namespace
{

using PowerOperation = int (*)(device *);
using PowerTable = Table<LAYOUT_DEV_PM_OPS_SIZE, PowerOperation>;

template <typename Host>
struct PowerEntries {
	using D = typename Host::Device;

	template <auto function>
	static int entry(device *raw)
	{
		D &device = Host::of(raw).device();
		// cppcheck-suppress danglingTempReference ; of the host, which is no temporary
		return device.removed() ? 0 : static_cast<int>(returned((device.*function)()));
	}
};

template <typename Host>
constexpr PowerTable make_power_operations()
{
	using D = typename Host::Device;
	PowerTable table{};
	if constexpr (can_call_suspend<D> && can_call_resume<D>) {
		static_assert(is_member_of_type<&D::suspend, Result<void>()>,
			      "the device's `suspend` must be Result<void> suspend()");
		static_assert(is_member_of_type<&D::resume, Result<void>()>,
			      "the device's `resume` must be Result<void> resume()");
		constexpr PowerOperation down = &PowerEntries<Host>::template entry<&D::suspend>;
		constexpr PowerOperation up = &PowerEntries<Host>::template entry<&D::resume>;
		table.set(LAYOUT_DEV_PM_OPS_suspend, down);
		table.set(LAYOUT_DEV_PM_OPS_freeze, down);
		table.set(LAYOUT_DEV_PM_OPS_poweroff, down);
		table.set(LAYOUT_DEV_PM_OPS_resume, up);
		table.set(LAYOUT_DEV_PM_OPS_thaw, up);
		table.set(LAYOUT_DEV_PM_OPS_restore, up);
	}
	return table;
}

template <typename Host>
constinit const PowerTable power_operations_of = make_power_operations<Host>();

} // namespace
} // namespace kernel
