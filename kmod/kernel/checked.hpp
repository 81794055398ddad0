// SPDX-License-Identifier: GPL-2.0-only
// Arithmetic and indexing whose failure is an errno, never undefined behaviour.
#pragma once

#include "kernel/result.hpp"

namespace kernel
{
namespace
{

// a + b, a - b, a * b, or EOVERFLOW. (No product of 64 bits: on 32-bit machines that is a call into libgcc.)
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

// a + b modulo 2^64, for signed numbers too.
constexpr s64 wrapping_add(s64 a, s64 b)
{
	return static_cast<s64>(static_cast<u64>(a) + static_cast<u64>(b));
}

// The same number in another type, or ERANGE.
template <Integer To, Integer From>
constexpr Result<To> checked_cast(From from)
{
	const auto to = static_cast<To>(from);
	if (static_cast<From>(to) != from || (to < To{0}) != (from < From{0}))
		return errors::out_of_range;
	return to;
}

// Some Ts that somebody else owns, and how many. at() beyond the end is ERANGE.
template <typename T>
class Span
{
public:
	constexpr Span() = default;
	constexpr Span(T *data, size_t size) : data_(data), size_(size) {}
	template <size_t count>
	constexpr Span(T (&array)[count]) : data_(array), size_(count)
	{
	}

	constexpr T *data() const { return data_; }
	constexpr size_t size() const { return size_; }
	constexpr bool empty() const { return size_ == 0; }
	constexpr T *begin() const { return data_; }
	constexpr T *end() const { return data_ + size_; }

	constexpr Result<T &> at(size_t index) const
	{
		if (index >= size_)
			return errors::out_of_range;
		return data_[index];
	}
	// What lies behind the first `count`; nothing, if there are no more.
	constexpr Span from(size_t count) const
	{
		const size_t skipped = min(count, size_);
		return Span(data_ + skipped, size_ - skipped);
	}
	// The first `count`, or all if there are fewer.
	constexpr Span first(size_t count) const { return Span(data_, min(count, size_)); }

private:
	T *data_ = nullptr;
	size_t size_ = 0;
};

// Text that somebody else owns; NUL is a character like any other.
class Text : public Span<const char>
{
public:
	using Span::Span;
	constexpr Text(Span<const char> characters) : Span(characters) {}
	// A literal.
	template <size_t size>
	constexpr Text(const char (&literal)[size]) : Span(literal, size - 1)
	{
	}
	// Text that ends with a NUL.
	static constexpr Text terminated(const char *text)
	{
		size_t size = 0;
		while (text[size] != '\0')
			++size;
		return Text(text, size);
	}

	constexpr bool operator==(Text other) const
	{
		if (size() != other.size())
			return false;
		for (size_t index = 0; index < size(); ++index)
			if (data()[index] != other.data()[index])
				return false;
		return true;
	}
};

} // namespace
} // namespace kernel
