// SPDX-License-Identifier: GPL-2.0-only
// What holds a device looks here for its sysfs files, which kernel/sysfs/attribute.hpp makes (without that header no device has any).
#pragma once

#include "kernel/core/table.hpp"

namespace kernel
{
namespace
{

KERNEL_MEMBER_PROBE(attributes)
KERNEL_MEMBER_PROBE(attribute_groups)

template <typename Host>
const void *attribute_groups_of();
// (kernel/sysfs/group.hpp)
template <typename Host>
const void *attribute_group_list_of();

// What a Host's device is registered with: an array of struct attribute_group pointers that ends with NULL, or NULL.
template <typename Host>
const void *groups_of_host()
{
	if constexpr (has_attribute_groups<typename Host::Device>)
		return attribute_group_list_of<Host>();
	else if constexpr (has_attributes<typename Host::Device>)
		return attribute_groups_of<Host>();
	else
		return nullptr;
}

} // namespace
} // namespace kernel
