// SPDX-License-Identifier: GPL-2.0-only
// struct dev_pm_ops of a driver, made of two member functions of its class D:
//
//     Result<void> suspend();         the system is about to sleep, or to write its memory to disk: an error keeps it awake
//     Result<void> resume();          it is awake again, or was kept awake: an error is a line in the kernel's log
//
// They are called for suspend, hibernation (freeze, thaw, poweroff, restore) alike, in process context; they may sleep. Neither is called while
// probe() or the destructor runs. A device that goes between the two finds itself suspended in its destructor.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/member.hpp"
#include "kernel/device/power.hpp"

namespace kernel
{
namespace
{

// (Under the device's lock, as probe and remove: there is an object.)
template <typename D, auto function>
int platform_power_entry(device *raw)
{
	D &object = *static_cast<D *>(field<void *>(raw, LAYOUT_PLATFORM_DRIVER_DATA));
	return static_cast<int>(returned((object.*function)()));
}

template <typename D>
constexpr bool has_power = has_suspend<D> || has_resume<D>;

template <typename D>
constexpr PowerTable make_platform_power_operations()
{
	static_assert(has_suspend<D> && has_resume<D>,
		      "a driver with one of `suspend` and `resume` has both: write the other, or call it "
		      "something else");
	PowerTable table{};
	if constexpr (can_call_suspend<D> && can_call_resume<D>) {
		static_assert(is_member_of_type<&D::suspend, Result<void>()>,
			      "the driver's `suspend` must be Result<void> suspend()");
		static_assert(is_member_of_type<&D::resume, Result<void>()>,
			      "the driver's `resume` must be Result<void> resume()");
		constexpr PowerOperation down = &platform_power_entry<D, &D::suspend>;
		constexpr PowerOperation up = &platform_power_entry<D, &D::resume>;
		table.set(LAYOUT_DEV_PM_OPS_suspend, down);
		table.set(LAYOUT_DEV_PM_OPS_freeze, down);
		table.set(LAYOUT_DEV_PM_OPS_poweroff, down);
		table.set(LAYOUT_DEV_PM_OPS_resume, up);
		table.set(LAYOUT_DEV_PM_OPS_thaw, up);
		table.set(LAYOUT_DEV_PM_OPS_restore, up);
	} else {
		static_assert(can_call_suspend<D> && can_call_resume<D>,
			      "the driver's `suspend` and `resume` must each be one public member function: "
			      "one is private, overloaded or a template");
	}
	return table;
}

template <typename D>
constinit const PowerTable platform_power_operations_of = make_platform_power_operations<D>();

} // namespace
} // namespace kernel
