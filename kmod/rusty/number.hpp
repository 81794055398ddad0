// SPDX-License-Identifier: GPL-2.0-only
// The number and its generation, kept in the page that mmap shows (struct rusty_page), so that there is one
// state.
//
// A sequence count makes the two one: a writer holds the lock below, with preemption off, while the count is
// odd; readers, in the kernel and in mappings, take no lock, and start again if they met a writer.
#pragma once

#include "kernel/lock/spinlock.hpp"
#include "kernel/memory/page.hpp"
#include "kernel/seqlock/seqcount.hpp"
#include "uapi/rusty.h"

namespace rusty
{
namespace
{

using namespace kernel;

struct Snapshot {
	s64 number;
	u64 generation;

	bool operator==(const Snapshot &) const = default;
};

struct Change {
	s64 old_number;
	Snapshot now;
};

// What the lock gives access to: the page, for writing.
class NumberWriter
{
public:
	// Nobody else knows the page yet.
	NumberWriter(rusty_page &page, s64 initial) : page_(page)
	{
		page_.abi = RUSTY_ABI_VERSION;
		page_.number = initial;
	}
	s64 number() const { return page_.number; }
	// The one place where the number changes.
	Snapshot store(s64 number)
	{
		const Snapshot now = {number, page_.generation + 1};
		rusty_page *const page = &page_;
		SeqCount(page->sequence).write([page, now] {
			volatile rusty_page &shown = *page;
			shown.number = now.number;
			shown.generation = now.generation;
		});
		return now;
	}

private:
	rusty_page &page_;
};

constinit LockClass number_lock_class{"rusty_number"};

class Number : Pinned
{
public:
	// The page is full of zeroes.
	Number(Page page, s64 initial)
		: page_(kernel::move(page)), shown_(*static_cast<rusty_page *>(page_.address())),
		  writer_(number_lock_class, shown_, initial), made_at_(address())
	{
	}

	// Number and generation of one moment. No lock; process context (an interrupt might meet a writer that it
	// stopped, and wait for ever).
	Snapshot snapshot() const
	{
		rusty_page *const page = &shown_;
		return SeqCount(page->sequence).read([page]() -> Snapshot {
			const volatile rusty_page &shown = *page;
			return {shown.number, shown.generation};
		});
	}
	// The generation alone, which is one word where a word has 64 bits.
	u64 generation() const
	{
		if constexpr (sizeof(long) == sizeof(u64))
			return *const_cast<const volatile u64 *>(&shown_.generation);
		else
			return snapshot().generation;
	}

	// Stores what next(the number now) says, as one step.
	template <typename Next>
	KERNEL_ALWAYS_INLINE Change change(Next next)
	{
		auto writer = writer_.lock();
		return store(*writer, next(writer->number()));
	}
	// The same, where next may refuse: then nothing has happened.
	template <typename Next>
	KERNEL_ALWAYS_INLINE Result<Change> try_change(Next next)
	{
		auto writer = writer_.lock();
		return store(*writer, TRY(next(writer->number())));
	}

	const Page &page() const { return page_; }
	// Where it lives, for the log.
	const void *address() const { return &shown_.number; }
	bool is_where_it_was_made() const { return address() == made_at_; }

private:
	Change store(NumberWriter &writer, s64 new_number)
	{
		const s64 old_number = writer.number();
		const Change changed{old_number, writer.store(new_number)};
		page_.flush();
		return changed;
	}

	Page page_;
	rusty_page &shown_;
	RawSpinLock<NumberWriter> writer_;
	const void *made_at_;
};

} // namespace
} // namespace rusty
