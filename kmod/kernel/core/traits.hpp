// SPDX-License-Identifier: GPL-2.0-only
// The few type traits and utilities that the layer needs, over the compiler's own builtins: the standard
// library's headers are hidden by -nostdinc, missing for cross compilers, and several break under the
// kernel's flags.
#pragma once

#include "kernel/core/types.hpp"

#define KERNEL_ALWAYS_INLINE [[gnu::always_inline]] inline
// Behind the parameters of a lambda, which then says no type that it returns (g++ 10).
#define KERNEL_INLINE_LAMBDA __attribute__((always_inline))

// For a variable that is written before it is read: hardened kernels have all others zeroed, which costs on hot paths.
#if defined(__has_attribute) && __has_attribute(uninitialized)
#define KERNEL_UNINITIALIZED __attribute__((uninitialized))
#else
#define KERNEL_UNINITIALIZED
#endif

namespace kernel
{
namespace
{

template <typename T>
struct RemoveReferenceOf {
	using Type = T;
};
template <typename T>
struct RemoveReferenceOf<T &> {
	using Type = T;
};
template <typename T>
struct RemoveReferenceOf<T &&> {
	using Type = T;
};
template <typename T>
using RemoveReference = typename RemoveReferenceOf<T>::Type;

template <typename T>
struct RemoveConstOf {
	using Type = T;
};
template <typename T>
struct RemoveConstOf<const T> {
	using Type = T;
};
template <typename T>
using RemoveConst = typename RemoveConstOf<T>::Type;
template <typename T>
using RemoveConstReference = RemoveConst<RemoveReference<T>>;

// A parameter of this type takes no part in deducing T.
template <typename T>
struct IdentityOf {
	using Type = T;
};
template <typename T>
using Identity = typename IdentityOf<T>::Type;

template <bool condition, typename A, typename B>
struct ConditionalOf {
	using Type = A;
};
template <typename A, typename B>
struct ConditionalOf<false, A, B> {
	using Type = B;
};
template <bool condition, typename A, typename B>
using Conditional = typename ConditionalOf<condition, A, B>::Type;

template <typename A, typename B>
constexpr bool is_same = false;
template <typename A>
constexpr bool is_same<A, A> = true;

template <typename T>
constexpr bool is_reference = !is_same<T, RemoveReference<T>>;

// Where it is first asked: the answer stays. (Ask only in a template, where `When` is one of its arguments.)
template <typename T, typename When>
constexpr bool is_complete = requires
{
	sizeof(T);
};

template <typename T>
constexpr bool is_pointer = false;
template <typename T>
constexpr bool is_pointer<T *> = true;

template <typename T, typename... Others>
constexpr bool is_one_of = (is_same<T, Others> || ...);

// clang-format off
template <typename T>
concept Integer = is_one_of<RemoveConstReference<T>, signed char, unsigned char, short, unsigned short, int, unsigned int, long,
			    unsigned long, long long, unsigned long long>;
// clang-format on

template <typename T>
concept SignedInteger = Integer<T> && static_cast<T>(-1) < static_cast<T>(0);

template <Integer T>
struct NumericLimits {
	static constexpr T min()
	{
		if constexpr (SignedInteger<T>)
			return static_cast<T>(1ULL << (sizeof(T) * 8 - 1));
		else
			return T{0};
	}
	static constexpr T max() { return static_cast<T>(~min()); }
};

// (The builtin holds for a Pinned type too: of what it does not have, all is trivial.)
template <typename T>
concept TriviallyCopyable = __is_trivially_copyable(T) && __is_constructible(T, const T &);

// No byte of it is padding: what may go to user space without telling it what was on the stack before.
template <typename T>
concept WithoutPadding = TriviallyCopyable<T> && __has_unique_object_representations(T);

template <typename T>
KERNEL_ALWAYS_INLINE constexpr RemoveReference<T> &&move(T &&value)
{
	return static_cast<RemoveReference<T> &&>(value);
}

template <typename T>
KERNEL_ALWAYS_INLINE constexpr T &&forward(RemoveReference<T> &value)
{
	return static_cast<T &&>(value);
}

template <typename T>
constexpr T exchange(T &value, Identity<T> next)
{
	T old = kernel::move(value);
	value = kernel::move(next);
	return old;
}

template <typename T>
constexpr T min(T a, Identity<T> b)
{
	return b < a ? b : a;
}

// Tag of the layer's placement new: `new (At{memory}) T(...)`.
struct At {
	void *memory;
};

// Bytes of the size and alignment of a kernel type that C++ never looks into.
template <size_t bytes, size_t alignment>
struct Opaque {
	// (A type can be empty in C, struct lock_class_key without lockdep is; not here.)
	alignas(alignment) unsigned char storage[bytes == 0 ? 1 : bytes];
};

} // namespace
} // namespace kernel

// (Its parameter's type keeps it local to this unit, although it must be declared in the global namespace.)
[[gnu::returns_nonnull]] KERNEL_ALWAYS_INLINE void *operator new(size_t, kernel::At place) noexcept
{
	return place.memory;
}
