// SPDX-License-Identifier: GPL-2.0-only
// SeqCount: a word by which readers without a lock find out that they met a writer.
#pragma once

#include "kernel/atomic/barrier.hpp"

namespace kernel
{
namespace
{

/// A count that is odd while what it guards is being written, as the kernel's seqcount_t; the word itself lies elsewhere, so that it may be
/// one in a page that user space maps, and processes read what it guards in the same way. For what the kernel alone reads, SeqLock is
/// the whole of it.
///
///     SeqCount(page_.sequence).write([&] { page.number = number; page.generation += 1; });
///     const Snapshot seen = SeqCount(page_.sequence).read([&]() -> Snapshot { return {page.number, page.generation}; });
///
/// where `page` is a volatile reference to what it guards: the compiler leaves each of these loads and stores where it stands.
class SeqCount
{
public:
	/// 0 at first.
	explicit SeqCount(volatile u32 &word) : word_(word) {}

	/// What read() returned when no writer was met. It is called again until then, and what it saw before is dropped: it copies and
	/// computes, and follows no pointer that a writer may have freed. No lock; any context that cannot have interrupted a writer, who
	/// would wait for the reader.
	template <typename Read>
	KERNEL_ALWAYS_INLINE auto read(Read read) const
	{
		const u32 sequence = begin(word_);
		auto seen = read();
		if (!is_whole(word_, sequence)) [[unlikely]]
			seen = read_again(word_, read);
		return seen;
	}
	/// Calls write() with the count odd. The caller holds the lock of the writers, which keeps away those readers that could interrupt
	/// it, and preemption off, on RT kernels too (RawSpinLock): readers spin meanwhile.
	template <typename Write>
	KERNEL_ALWAYS_INLINE void write(Write write)
	{
		const u32 sequence = word_;
		word_ = sequence + 1;
		release_fence();
		write();
		store_release(word_, sequence + 2);
	}

private:
	// What was read between these two is of one moment, unless a writer was met.
	static u32 begin(const volatile u32 &word) { return load_acquire(word); }
	static bool is_whole(const volatile u32 &word, u32 sequence)
	{
		acquire_fence();
		return (sequence & 1) == 0 && word == sequence;
	}
	// (Few meet a writer: apart from what all run through.)
	template <typename Read>
	[[gnu::noinline, gnu::cold]] static auto read_again(const volatile u32 &word, Read read)
	{
		for (;;) {
			cpu_relax();
			const u32 sequence = begin(word);
			const auto seen = read();
			if (is_whole(word, sequence))
				return seen;
		}
	}

	volatile u32 &word_;
};

} // namespace
} // namespace kernel
