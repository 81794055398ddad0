// SPDX-License-Identifier: GPL-2.0-only
// The object that a member lies in: container_of<Item, Link, &Item::link>(link).
#pragma once

#include "kernel/core/types.hpp"

namespace kernel
{
namespace
{

// For the layer: the T whose `member` this is.
template <typename T, typename Member, Member T::*member>
T *container_of(const Member *address)
{
	// (What a pointer to a member is made of: the member's offset.)
	constexpr Member T::*pointer = member;
	uintptr_t offset;
	static_assert(sizeof(pointer) == sizeof(offset));
	__builtin_memcpy(&offset, &pointer, sizeof(offset));
	return reinterpret_cast<T *>(reinterpret_cast<uintptr_t>(address) - offset);
}

} // namespace
} // namespace kernel
