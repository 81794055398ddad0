// SPDX-License-Identifier: GPL-2.0-only
// SeqLock<T>: a small value that is read without a lock, and never half old and half new.
#pragma once

#include "kernel/lock/spinlock.hpp"
#include "kernel/seqlock/seqcount.hpp"

namespace kernel
{
namespace
{

/// A T, as under the kernel's seqlock_t: readers take no lock and store nothing; a reader that meets a writer starts again. For a few words
/// that are read much more often than they change. Where they are as often written, a SpinLock; what is large, or has pointers that
/// readers follow, is Rcu's.
///
///     struct Rate { u64 bytes; u64 nanoseconds; };
///     constinit LockClass rate_class{"rate"};
///     SeqLock<Rate> rate_{rate_class, Rate{0, 1}};
///     const Rate now = rate_.read();
///     rate_.update([&](Rate &rate) { rate.bytes += count; });
///
/// A writer has interrupts off, so that each context but NMI may read and write. Its lock is raw on RT kernels, too: no reader waits for
/// a writer that was preempted.
template <typename T>
class SeqLock : Pinned
{
	static_assert(TriviallyCopyable<T>, "a reader of a SeqLock has a copy of the bytes, which it drops "
					    "when it meets a writer: a type with a "
					    "copy constructor or a destructor of its own is Rcu's");
	static_assert(!is_pointer<T>,
		      "a reader of a SeqLock may hold a pointer when what it points at is freed: use Rcu");

public:
	/// lock_class is that of the lock of the writers.
	explicit SeqLock(LockClass &lock_class, const T &initial = T())
		: words_(initial), writers_(lock_class, sequence_, words_)
	{
	}

	/// The T of one moment. Any context but NMI.
	T read() const
	{
		return SeqCount(sequence_).read([&] { return words_.load(); }).value();
	}
	/// Any context but NMI, as the next one.
	void store(const T &value)
	{
		auto writer = writers_.lock_irqsave();
		writer->store(value);
	}
	/// Calls function(T &) with a copy, which becomes the value, as one step: nobody else writes meanwhile. Returns a copy of what the
	/// function returns. It runs with interrupts off: a few instructions, and nothing that sleeps.
	template <typename Function>
	auto update(Function function)
	{
		auto writer = writers_.lock_irqsave();
		T value = writer->value();
		if constexpr (is_same<decltype(function(value)), void>) {
			function(value);
			writer->store(value);
		} else {
			auto answer = function(value);
			writer->store(value);
			return answer;
		}
	}

private:
	// The bytes of a T. What readers and writers share is loaded and stored word for word, in steps that the compiler can neither split
	// nor repeat.
	class Words
	{
	public:
		explicit Words(const T &value) { __builtin_memcpy(words_, &value, sizeof(T)); }
		Words load() const
		{
			Words copy;
			for (size_t index = 0; index < count; ++index)
				copy.words_[index] =
					const_cast<const volatile unsigned long &>(words_[index]);
			return copy;
		}
		void store(const Words &next)
		{
			for (size_t index = 0; index < count; ++index)
				const_cast<volatile unsigned long &>(words_[index]) = next.words_[index];
		}
		T value() const
		{
			union Value {
				Value() {}
				char nothing;
				T value;
			} copy;
			__builtin_memcpy(static_cast<void *>(&copy.value), words_, sizeof(T));
			return copy.value;
		}

	private:
		static constexpr size_t count = (sizeof(T) + sizeof(long) - 1) / sizeof(long);
		Words() = default;
		unsigned long words_[count] = {};
	};

	// What the lock gives access to.
	class Writer
	{
	public:
		Writer(u32 &sequence, Words &words) : sequence_(sequence), words_(words) {}
		T value() const { return words_.load().value(); }
		void store(const T &value)
		{
			const Words next(value);
			SeqCount(sequence_).write([&] { words_.store(next); });
		}

	private:
		u32 &sequence_;
		Words &words_;
	};

	mutable u32 sequence_ = 0;
	Words words_;
	RawSpinLock<Writer> writers_;
};

} // namespace
} // namespace kernel
