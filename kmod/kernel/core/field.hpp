// SPDX-License-Identifier: GPL-2.0-only
// A field of one of the kernel's structures, where its headers say that it lies.
#pragma once

#include "kernel/core/types.hpp"

namespace kernel
{
namespace
{

// For the layer: the T at `offset` (LAYOUT_...) in a structure that C++ knows by name alone.
template <typename T, typename Structure>
volatile T &field(Structure *structure, size_t offset)
{
	return *reinterpret_cast<volatile T *>(reinterpret_cast<char *>(structure) + offset);
}

} // namespace
} // namespace kernel
