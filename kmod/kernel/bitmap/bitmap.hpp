// SPDX-License-Identifier: GPL-2.0-only
// Bitmap<size>: bits that the lock of their owner protects.
#pragma once

#include "kernel/bitmap/bit.hpp"
#include "kernel/bitmap/shim.h"

namespace kernel
{
namespace
{

/// So many bits, none of them set at first. Like any plain object it has no lock of its own: the lock of its owner is held while it is changed. Any
/// context.
///
///     constinit LockClass channels_class{"channels"};
///     SpinLock<Bitmap<64>> channels_{channels_class};
///
///     auto channels = channels_.lock();
///     const auto channel = TRY(channels->find_first_zero());      // ENOSPC: all are in use
///     channels->set(channel);
///
/// A constant that it has no bit for does not compile: `bits.set(64)`. Any other number is looked at once, by at(), and is a bit from then
/// on: `const auto bit = TRY(bits.at(number)); bits.set(bit);`.
template <size_t size_>
class Bitmap
{
	static_assert(size_ > 0, "a bitmap has at least one bit");

public:
	using Bit = kernel::Bit<size_>;

	constexpr Bitmap() = default;

	static constexpr size_t size() { return size_; }
	/// The bit of this number. ERANGE: there is none.
	static constexpr Result<Bit> at(size_t number) { return Bit::at(number); }

	constexpr bool test(Bit bit) const { return (words_[bit.word()] & bit.mask()) != 0; }
	constexpr void set(Bit bit) { words_[bit.word()] |= bit.mask(); }
	constexpr void clear(Bit bit) { words_[bit.word()] &= ~bit.mask(); }
	/// Sets all of them.
	constexpr void fill()
	{
		for (unsigned long &word : words_)
			word = ~0UL;
	}
	/// Clears all of them.
	constexpr void zero()
	{
		for (unsigned long &word : words_)
			word = 0;
	}

	/// How many are set.
	size_t weight() const { return shim_bitmap_weight(words_, size_); }
	/// The first that is set. ENOENT: none is.
	Result<Bit> find_first() const
	{
		return Bit::found(shim_find_first_bit(words_, size_), Errno(ENOENT));
	}
	/// The first that is set from this number on, which may lie behind the last. ENOENT: none is.
	Result<Bit> find_next(size_t from) const { return Bit::found(next(from), Errno(ENOENT)); }
	/// The first that is clear. ENOSPC: all are set.
	Result<Bit> find_first_zero() const
	{
		return Bit::found(shim_find_first_zero_bit(words_, size_), errors::no_space);
	}

	struct End {
	};
	class Iterator
	{
	public:
		explicit Iterator(const Bitmap &bits) : bits_(bits), at_(bits.next(0)) {}

		bool operator!=(End) const { return at_ < size_; }
		Bit operator*() const { return Bit::at(at_).value(); }
		Iterator &operator++()
		{
			at_ = bits_.next(at_ + 1);
			return *this;
		}

	private:
		const Bitmap &bits_;
		size_t at_;
	};
	/// `for (const auto bit : bits)` walks over those that are set, in order. Each step looks anew: bits may be set and cleared on the
	/// way.
	Iterator begin() const { return Iterator(*this); }
	End end() const { return {}; }

private:
	size_t next(size_t from) const { return shim_find_next_bit(words_, size_, from); }

	unsigned long words_[bits_to_longs(size_)] = {};
};

} // namespace
} // namespace kernel
