// SPDX-License-Identifier: GPL-2.0-only
// What a device lists as its Operations, and what is a mistake in such a list.
#pragma once

#include "kernel/core/table.hpp"

namespace kernel
{
namespace
{

KERNEL_MEMBER_PROBE(Operations)
// (Those that only some kinds of device have.)
KERNEL_MEMBER_PROBE(uevent)
KERNEL_MEMBER_PROBE(suspend)
KERNEL_MEMBER_PROBE(resume)

// Those of kernel/file/operations.hpp, of kernel/mm/mmap.hpp, and of devices of a class: kernel/device/device_operations.hpp.
namespace operation
{
struct open;
struct nonseekable;
struct read;
struct write;
struct poll;
struct ioctl;
struct mmap;
struct fault;
struct uevent;
struct suspend;
struct resume;
} // namespace operation

// (Not before the class is complete: only what is made of it asks.)
template <typename D, typename Operation>
constexpr bool lists_operation()
{
	if constexpr (has_Operations<D>)
		return D::Operations::template has<Operation>;
	else
		return false;
}

template <typename D>
constexpr bool has_device_operations =
	has_uevent<D> || has_suspend<D> || has_resume<D> || lists_operation<D, operation::uevent>() ||
	lists_operation<D, operation::suspend>() || lists_operation<D, operation::resume>();

// What is written but not listed, listed but not written, or private does not compile.
// clang-format off
#define KERNEL_CHECK_LISTED(name)                                                                            \
	static_assert(!has_##name<D> || lists_operation<D, operation::name>(),                               \
		      "`" #name                                                                              \
		      "` is a member of the device, but not in its Operations: list operation::" #name       \
		      ", or call the member something else");                                                \
	static_assert(!lists_operation<D, operation::name>() || has_##name<D>,                               \
		      "operation::" #name                                                                    \
		      " is in the device's Operations, but it has no member function `" #name                \
		      "`: write it, or take it out of the list");                                            \
	static_assert(!lists_operation<D, operation::name>() || !has_##name<D> || can_call_##name<D>,        \
		      "the device's `" #name                                                                 \
		      "` must be one public member function: it is private, overloaded or a template");
// clang-format on

} // namespace
} // namespace kernel
