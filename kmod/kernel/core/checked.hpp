// SPDX-License-Identifier: GPL-2.0-only
// Arithmetic whose failure is an errno, never undefined behaviour.
#pragma once

#include "kernel/core/result.hpp"

namespace kernel
{
namespace
{

/// a + b, a - b, a * b, or EOVERFLOW. (No product of 64 bits: on 32-bit machines that is a call into libgcc.)
template <Integer T>
constexpr Result<T> checked_add(T a, Identity<T> b)
{
	T sum;
	if (__builtin_add_overflow(a, b, &sum))
		return errors::overflow;
	return sum;
}

template <Integer T>
constexpr Result<T> checked_subtract(T a, Identity<T> b)
{
	T difference;
	if (__builtin_sub_overflow(a, b, &difference))
		return errors::overflow;
	return difference;
}

template <Integer T>
requires(sizeof(T) <= sizeof(long)) constexpr Result<T> checked_multiply(T a, Identity<T> b)
{
	T product;
	if (__builtin_mul_overflow(a, b, &product))
		return errors::overflow;
	return product;
}

/// a + b modulo 2^64, for signed numbers too.
constexpr s64 wrapping_add(s64 a, s64 b)
{
	return static_cast<s64>(static_cast<u64>(a) + static_cast<u64>(b));
}

/// The same number in another type, or ERANGE.
template <Integer To, Integer From>
constexpr Result<To> checked_cast(From from)
{
	const auto to = static_cast<To>(from);
	if (static_cast<From>(to) != from)
		return errors::out_of_range;
	if constexpr (SignedInteger<To> != SignedInteger<From>) {
		if ((to < To{0}) != (from < From{0}))
			return errors::out_of_range;
	}
	return to;
}

} // namespace
} // namespace kernel
