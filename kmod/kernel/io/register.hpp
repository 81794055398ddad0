// SPDX-License-Identifier: GPL-2.0-only
// Register: one of a device's registers, by its place and its width; a constant, that Mmio reads and writes.
#pragma once

#include "kernel/core/traits.hpp"

namespace kernel
{
namespace
{

/// What a register can hold: 8, 16 or 32 bits, or 64 where the machine reads and writes those at once.
template <typename T>
concept RegisterValue = is_one_of<T, u8, u16, u32> ||(LAYOUT_READQ != 0 && is_same<T, u64>);

// What the kinds of registers have in common. (As a driver's constant it differs from all others by its type, and takes no memory.)
template <typename T, size_t at, bool is_readable, bool is_writable>
struct RegisterOfKind {
	static_assert(RegisterValue<T>,
		      "a register is an u8, u16 or u32, or an u64 where the machine can read "
		      "that at once");
	static_assert(at % sizeof(T) == 0, "a register's offset is a multiple of its width");

	using Value = T;
	static constexpr size_t offset = at;
	static constexpr bool readable = is_readable;
	static constexpr bool writable = is_writable;
};

/// A register that can be read and written, of this type, so many bytes behind the start of the device's memory:
///
///     constexpr Register<u32, 0x08> factorial;
///     constexpr ReadOnlyRegister<u32, 0x24> interrupt_status;
///     constexpr WriteOnlyRegister<u32, 0x64> interrupt_acknowledge;
///
/// It is read and written as a whole, never in another width, in the byte order of PCI, little-endian, whatever the machine's is.
template <typename T, size_t at>
using Register = RegisterOfKind<T, at, true, true>;

/// A register that is only read.
template <typename T, size_t at>
using ReadOnlyRegister = RegisterOfKind<T, at, true, false>;

/// A register that is only written: what reading it would give, or do, the device does not say.
template <typename T, size_t at>
using WriteOnlyRegister = RegisterOfKind<T, at, false, true>;

} // namespace
} // namespace kernel
