// SPDX-License-Identifier: GPL-2.0-only
// AtomicBitmap<size>: bits that several threads, softirqs and hardirqs change without a lock.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/bitmap/bit.hpp"
#include "kernel/bitmap/shim.h"
#include "kernel/core/pinned.hpp"

namespace kernel
{
namespace
{

/// So many bits, none of them set at first, each of which is changed in one step: what others do to its neighbours at the same time is not
/// lost. Any context.
///
///     AtomicBitmap<32> pending_;
///     void on_interrupt() { pending_.set_bit(irq_done); }         // constexpr size_t irq_done = 3;
///     void later()
///     {
///             if (pending_.test_and_clear_bit(irq_done))
///                     finish();
///     }
///
/// A constant that it has no bit for does not compile; any other number is looked at once, by at() (see Bitmap).
///
/// Order is the kernel's. test_bit(), set_bit(), clear_bit() and the searches order nothing: other loads and stores may move across them.
/// test_and_set_bit(), test_and_clear_bit() are full barriers on both sides, whatever they found. test_and_set_bit_lock() is an acquire
/// where it set the bit, clear_bit_unlock() a release, test_bit_acquire() an acquire.
template <size_t size_>
class AtomicBitmap : Pinned
{
	static_assert(size_ > 0, "a bitmap has at least one bit");
	using Word = Atomic<unsigned long>;

public:
	using Bit = kernel::Bit<size_>;

	static constexpr size_t size() { return size_; }
	/// The bit of this number. ERANGE: there is none.
	static constexpr Result<Bit> at(size_t number) { return Bit::at(number); }

	bool test_bit(Bit bit) const { return (word(bit).load() & bit.mask()) != 0; }
	/// What was stored before another's clear_bit_unlock() or test_and_..._bit() of it is seen afterwards.
	bool test_bit_acquire(Bit bit) const { return (word(bit).load_acquire() & bit.mask()) != 0; }
	void set_bit(Bit bit) { word(bit).fetch_or_relaxed(bit.mask()); }
	void clear_bit(Bit bit) { word(bit).fetch_and_relaxed(~bit.mask()); }
	/// Sets it. True: it was set.
	bool test_and_set_bit(Bit bit) { return (word(bit).fetch_or(bit.mask()) & bit.mask()) != 0; }
	/// Clears it. True: it was set.
	bool test_and_clear_bit(Bit bit) { return (word(bit).fetch_and(~bit.mask()) & bit.mask()) != 0; }

	/// Takes a bit as a lock that nobody waits for: false, it is the caller's now; true, another has it.
	[[nodiscard("true: another has it")]] bool test_and_set_bit_lock(Bit bit)
	{
		return (word(bit).fetch_or_acquire(bit.mask()) & bit.mask()) != 0;
	}
	/// Gives it back: what was stored before is visible after it is taken next.
	void clear_bit_unlock(Bit bit) { word(bit).fetch_and_release(~bit.mask()); }

	/// The first that is set, as these were found one after the other: others may have changed it by now. ENOENT: none was.
	Result<Bit> find_first() const
	{
		return Bit::found(shim_find_first_bit(words(), size_), Errno(ENOENT));
	}
	/// The first that is clear; test_and_set_bit() then tells whether another was faster. ENOSPC: all were set.
	Result<Bit> find_first_zero() const
	{
		return Bit::found(shim_find_first_zero_bit(words(), size_), errors::no_space);
	}

private:
	Word &word(Bit bit) { return words_[bit.word()]; }
	const Word &word(Bit bit) const { return words_[bit.word()]; }
	const unsigned long *words() const
	{
		static_assert(sizeof(Word) == sizeof(unsigned long));
		return reinterpret_cast<const unsigned long *>(words_);
	}

	Word words_[bits_to_longs(size_)];
};

} // namespace
} // namespace kernel
