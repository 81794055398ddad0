// SPDX-License-Identifier: GPL-2.0-only
// For the layer: struct device_type of a Host's devices, made by C++.
#pragma once

#include "kernel/core/member.hpp"
#include "kernel/core/table.hpp"
#include "kernel/device/power.hpp"
#include "kernel/device/uevent.hpp"
#include "kernel/probes.h"

#include "kernel/device/operations.h"

struct device;
struct kgid_t;
struct kuid_t;

namespace kernel
{
namespace
{

#define KERNEL_OPERATION_TYPE(name, result, ...) using DeviceType_##name = result (*)(__VA_ARGS__);
KERNEL_DEVICE_TYPE_OPERATIONS(KERNEL_OPERATION_TYPE)
#undef KERNEL_OPERATION_TYPE
using DeviceTypeTable =
	Table<LAYOUT_DEVICE_TYPE_SIZE, DeviceType_uevent, DeviceType_devnode, DeviceType_release>;

// What the kernel calls of a device. (Of the kernel's own types, kCFI compares them.)
template <typename Host>
struct DeviceEntries {
	static void release(device *raw) { Host::release(raw); }
	// The node's mode; NULL: its name is the device's.
	static char *devnode(KERNEL_DEVNODE_DEVICE *raw, unsigned short *mode, kuid_t *, kgid_t *)
	{
		if (mode != nullptr)
			*mode = Host::of(raw).mode();
		return nullptr;
	}
	static int uevent(KERNEL_UEVENT_DEVICE *raw, kobj_uevent_env *raw_env)
	{
		UeventEnv env(raw_env);
		const auto &device = Host::of(raw).device();
		return static_cast<int>(returned(device.uevent(env)));
	}
};

template <typename Host>
constexpr DeviceTypeTable make_device_type()
{
	using D = typename Host::Device;
	static_assert(check_device_operations<D>());
	DeviceTypeTable table{};
	table.set(LAYOUT_DEVICE_TYPE_release, &DeviceEntries<Host>::release);
	table.set(LAYOUT_DEVICE_TYPE_devnode, &DeviceEntries<Host>::devnode);
	if constexpr (lists_operation<D, operation::uevent>() && can_call_uevent<D>) {
		static_assert(is_member_of_type<&D::uevent, Result<void>(UeventEnv &) const>,
			      "the device's `uevent` must be Result<void> uevent(UeventEnv &) const");
		table.set(LAYOUT_DEVICE_TYPE_uevent, &DeviceEntries<Host>::uevent);
	}
	if constexpr (lists_operation<D, operation::suspend>())
		table.set(LAYOUT_DEVICE_TYPE_PM, static_cast<const void *>(&power_operations_of<Host>));
	return table;
}

template <typename Host>
constinit const DeviceTypeTable device_type_of = make_device_type<Host>();

} // namespace
} // namespace kernel
