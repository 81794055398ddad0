// SPDX-License-Identifier: GPL-2.0-only
// Views of memory that somebody else owns: Span<T> and Text. Indexing beyond the end is an errno, never undefined behaviour.
#pragma once

#include "kernel/core/result.hpp"

namespace kernel
{
namespace
{

/// Some Ts that somebody else owns, and how many. at() beyond the end is ERANGE.
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
	/// What lies behind the first `count`; nothing, if there are no more.
	constexpr Span from(size_t count) const
	{
		const size_t skipped = min(count, size_);
		return Span(data_ + skipped, size_ - skipped);
	}
	/// The first `count`, or all if there are fewer.
	constexpr Span first(size_t count) const { return Span(data_, min(count, size_)); }

private:
	T *data_ = nullptr;
	size_t size_ = 0;
};

/// Text that somebody else owns; NUL is a character like any other.
class Text : public Span<const char>
{
public:
	using Span::Span;
	constexpr Text(Span<const char> characters) : Span(characters) {}
	/// A literal.
	template <size_t size>
	constexpr Text(const char (&literal)[size]) : Span(literal, size - 1)
	{
	}
	// An array that can change is no literal: say how much of it is text, Text(array, size).
	template <size_t size>
	Text(char (&)[size]) = delete;
	/// Text that ends with a NUL.
	static constexpr Text terminated(const char *text)
	{
		size_t size = 0;
		while (text[size] != '\0')
			++size;
		return Text(text, size);
	}

	constexpr Text from(size_t count) const { return Span::from(count); }
	constexpr Text first(size_t count) const { return Span::first(count); }

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
