// SPDX-License-Identifier: GPL-2.0-only
// Words that several threads, softirqs and hardirqs read and change without a lock. Any context.
#pragma once

#include "kernel/atomic/barrier.hpp"
#include "kernel/atomic/operations.hpp"

namespace kernel
{
namespace
{

template <typename T>
concept AtomicWord = (Integer<T> || is_pointer<T>)&&(sizeof(T) == 4 || sizeof(T) == 8);

/// An integer of 32 or 64 bits, or a pointer, that is never seen half old and half new, on 32-bit machines either.
///
///     Atomic<u64> packets;
///     packets.inc();                                         // ordered with nothing
///     if (state.compare_exchange(idle, busy) == idle) ...    // fully ordered: nobody else made it busy
///
/// Order is the kernel's. load(), store(), inc(), dec(), add(), sub() and what ends in _relaxed order nothing: other loads and stores
/// may move across them. _acquire: what follows it stays behind it. _release: what comes before stays before it. What changes the
/// word, returns what it was and has no such ending is a full barrier on both sides. Integers wrap around.
template <typename T>
requires AtomicWord<T>
class Atomic
{
	using Word = Conditional<sizeof(T) == 8, s64, s32>;
	using Operations = AtomicOperations<Word, atomics_are_instructions>;

public:
	constexpr explicit Atomic(T value = T()) : value_(value) {}
	Atomic(const Atomic &) = delete;
	Atomic &operator=(const Atomic &) = delete;

	T load() const { return value_of(Operations::load(word())); }
	void store(T value) { Operations::store(word(), word_of(value)); }
	T load_acquire() const
	{
		const T value = load();
		acquire_fence();
		return value;
	}
	void store_release(T value)
	{
		release_fence();
		store(value);
	}

	/// Stores desired if the word is expected. Returns what it was: expected, if it was stored. (Else it orders nothing.)
	T compare_exchange(T expected, T desired) { return cmpxchg<__ATOMIC_SEQ_CST>(expected, desired); }
	T compare_exchange_relaxed(T expected, T desired)
	{
		return cmpxchg<__ATOMIC_RELAXED>(expected, desired);
	}
	T compare_exchange_acquire(T expected, T desired)
	{
		return cmpxchg<__ATOMIC_ACQUIRE>(expected, desired);
	}
	T compare_exchange_release(T expected, T desired)
	{
		return cmpxchg<__ATOMIC_RELEASE>(expected, desired);
	}

	// Stores the operand (exchange), or what the operation makes of the word and it. Returns what the word was.
#define KERNEL_ATOMIC_ORDER(name, operation, order, condition)                                               \
	T name(T operand) requires(condition)                                                                \
	{                                                                                                    \
		return value_of(Operations::template operation<order>(word(), word_of(operand)));            \
	}
#define KERNEL_ATOMIC_ORDERS(name, operation, condition)                                                     \
	KERNEL_ATOMIC_ORDER(name, operation, __ATOMIC_SEQ_CST, condition)                                    \
	KERNEL_ATOMIC_ORDER(name##_relaxed, operation, __ATOMIC_RELAXED, condition)                          \
	KERNEL_ATOMIC_ORDER(name##_acquire, operation, __ATOMIC_ACQUIRE, condition)                          \
	KERNEL_ATOMIC_ORDER(name##_release, operation, __ATOMIC_RELEASE, condition)
	KERNEL_ATOMIC_ORDERS(exchange, xchg, true)
	KERNEL_ATOMIC_ORDERS(fetch_add, fetch_add, Integer<T>)
	KERNEL_ATOMIC_ORDERS(fetch_and, fetch_and, Integer<T>)
	KERNEL_ATOMIC_ORDERS(fetch_or, fetch_or, Integer<T>)
	KERNEL_ATOMIC_ORDERS(fetch_xor, fetch_xor, Integer<T>)
#undef KERNEL_ATOMIC_ORDERS
#undef KERNEL_ATOMIC_ORDER
	T fetch_sub(T operand) requires Integer<T>
	{
		return fetch_add(minus(operand));
	}

	void add(T operand) requires Integer<T>
	{
		fetch_add_relaxed(operand);
	}
	void sub(T operand) requires Integer<T>
	{
		fetch_add_relaxed(minus(operand));
	}
	void inc() requires Integer<T>
	{
		add(1);
	}
	void dec() requires Integer<T>
	{
		sub(1);
	}
	/// Whether it is 0 now. Fully ordered, as the next two where they change the word.
	[[nodiscard]] bool dec_and_test() requires Integer<T>
	{
		return fetch_sub(1) == 1;
	}
	/// Adds unless the word is `forbidden`. Whether it did.
	bool add_unless(T operand, T forbidden) requires Integer<T>
	{
		T seen = load();
		while (seen != forbidden) {
			const T before = compare_exchange(
				seen, static_cast<T>(static_cast<u64>(seen) + static_cast<u64>(operand)));
			if (before == seen)
				return true;
			seen = before;
		}
		return false;
	}
	[[nodiscard]] bool inc_not_zero() requires Integer<T>
	{
		return add_unless(1, 0);
	}

private:
	template <int order>
	T cmpxchg(T expected, T desired)
	{
		return value_of(
			Operations::template cmpxchg<order>(word(), word_of(expected), word_of(desired)));
	}

	static T minus(T operand)
	{
		return static_cast<T>(u64{0} - static_cast<u64>(operand));
	}
	static Word word_of(T value)
	{
		if constexpr (is_pointer<T>)
			return static_cast<Word>(reinterpret_cast<uintptr_t>(value));
		else
			return static_cast<Word>(value);
	}
	static T value_of(Word word)
	{
		if constexpr (is_pointer<T>)
			return reinterpret_cast<T>(static_cast<uintptr_t>(word));
		else
			return static_cast<T>(word);
	}
	Word *word()
	{
		return reinterpret_cast<Word *>(&value_);
	}
	const Word *word() const
	{
		return reinterpret_cast<const Word *>(&value_);
	}

	alignas(sizeof(T)) T value_;
};

using Atomic64 = Atomic<s64>;

/// Something that happens once: after an is_set() that is true, everything is visible that was stored before set().
class Flag
{
public:
	bool is_set() const { return load_acquire(value_) != 0; }
	void set() { store_release(value_, 1); }

private:
	u32 value_ = 0;
};

} // namespace
} // namespace kernel
