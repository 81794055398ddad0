// SPDX-License-Identifier: GPL-2.0-only
// Constant tables of the kernel's structures, made by C++: words, each where the kernel's headers say (kernel/layouts.h).
#pragma once

#include "kernel/core/traits.hpp"

// The module that this becomes; modpost makes it.
extern "C" {
struct module;
extern struct module __this_module;
}

namespace kernel
{
namespace
{

// A word of a table: an integer, an address, or one of these function pointers. (A union and no cast, so that a table is a constant.)
template <typename... Types>
union Slot;
template <>
union Slot<> {
};
template <typename First, typename... Rest>
union Slot<First, Rest...> {
	First first;
	Slot<Rest...> rest;
	constexpr Slot() : first() {}
	constexpr Slot(First value) : first(value) {}
	template <typename Other>
	constexpr Slot(Other value) : rest(value)
	{
	}
};

// A structure of so many bytes, whose words may be of these types. It is what the kernel takes for const: in .rodata.
template <size_t bytes, typename... Types>
struct Table {
	using Word = Slot<uintptr_t, const void *, struct module *, Types...>;
	static_assert(sizeof(Word) == sizeof(void *) && bytes % sizeof(void *) == 0);
	Word words[bytes / sizeof(void *)];

	template <typename T>
	constexpr void set(size_t offset, T value)
	{
		words[offset / sizeof(void *)] = Word(value);
	}
	// A part of a word, at an offset of its own, the rest of the word being zero.
	template <typename T>
	constexpr void set_part(size_t offset, T value)
	{
		const size_t place = offset % sizeof(void *);
		const size_t shift = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
					     ? place
					     : sizeof(void *) - sizeof(T) - place;
		words[offset / sizeof(void *)] = Word(static_cast<uintptr_t>(value) << (8 * shift));
	}
};

// Whether T has a member of this name at all, a private, overloaded or template one too, which &T::name would not find: the name
// in a second base makes it ambiguous.
#define KERNEL_MEMBER_PROBE(name)                                                                            \
	struct Named_##name {                                                                                \
		int name;                                                                                    \
	};                                                                                                   \
	template <typename T>                                                                                \
	struct Probe_##name : T, Named_##name {                                                              \
	};                                                                                                   \
	template <typename T>                                                                                \
	constexpr bool has_##name = !requires                                                                \
	{                                                                                                    \
		&Probe_##name<T>::name;                                                                      \
	};                                                                                                   \
	template <typename T>                                                                                \
	constexpr bool can_call_##name = requires                                                            \
	{                                                                                                    \
		&T::name;                                                                                    \
	};

} // namespace
} // namespace kernel
