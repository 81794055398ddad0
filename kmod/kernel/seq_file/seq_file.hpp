// SPDX-License-Identifier: GPL-2.0-only
// SeqFile<Owner, Walk>: the struct seq_operations of a file that shows many items, one after the other. For the layer: drivers have it
// as ProcSeqFile (kernel/proc/proc_seq_file.hpp) and DebugDirectory::create_seq_file (kernel/debugfs/debugfs.hpp).
#pragma once

#include "kernel/core/table.hpp"
#include "kernel/memory/allocator.hpp"
#include "kernel/seq_file/operations.h"
#include "kernel/seq_file/seq_text.hpp"

namespace kernel
{
namespace
{

#define KERNEL_SEQ_OPERATION_TYPE(name, result, ...) using SeqOperation_##name = result (*)(__VA_ARGS__);
KERNEL_SEQ_OPERATIONS(KERNEL_SEQ_OPERATION_TYPE)
#undef KERNEL_SEQ_OPERATION_TYPE
using SeqOperationsTable = Table<LAYOUT_SEQ_OPERATIONS_SIZE, SeqOperation_start, SeqOperation_stop,
				 SeqOperation_next, SeqOperation_show>;

// The Item of `Result<Item *> start(u64)`.
template <typename Start>
struct SeqStart {
	using Item = void;
};
template <typename I>
struct SeqStart<Result<I *>(u64)> {
	using Item = I;
};
template <typename I>
struct SeqStart<Result<I *>(u64) const> : SeqStart<Result<I *>(u64)> {
};

template <typename Walk>
using SeqItem = typename SeqStart<typename MemberFunction<decltype(&Walk::start)>::Type>::Item;

template <typename Walk>
constexpr bool has_seq_members = requires
{
	&Walk::start;
	&Walk::next;
	&Walk::show;
};

template <typename Item, typename Walk>
constexpr bool check_seq_members()
{
	using Next = typename MemberFunction<decltype(&Walk::next)>::Type;
	using Show = typename MemberFunction<decltype(&Walk::show)>::Type;
	static_assert(
		is_one_of<Next, Item *(Item &), Item *(Item &) const>,
		"`next` of what walks over a seq_file's items must be `Item *next(Item &)`, of the Item "
		"that `start` finds");
	static_assert(is_one_of<Show, Result<void>(const Item &, TextWriter &),
				Result<void>(const Item &, TextWriter &) const>,
		      "`show` of what walks over a seq_file's items must be `Result<void> show(const Item &, "
		      "TextWriter &)`, of the Item that `start` finds");
	return true;
}

template <typename Owner, typename Walk>
constexpr bool check_seq_walk()
{
	static_assert(__is_constructible(Walk, Owner &),
		      "what walks over a seq_file's items is made of the object that has them: it needs a "
		      "public constructor, `explicit Walk(Owner &)`");
	static_assert(has_seq_members<Walk>,
		      "what walks over a seq_file's items has three public member functions, none of them "
		      "overloaded or a template: `Result<Item *> start(u64)`, `Item *next(Item &)` and "
		      "`Result<void> show(const Item &, TextWriter &)`; its destructor is `stop`");
	if constexpr (has_seq_members<Walk>) {
		using Item = SeqItem<Walk>;
		static_assert(!is_same<Item, void>,
			      "`start` of what walks over a seq_file's items must be `Result<Item *> "
			      "start(u64 position)`");
		if constexpr (!is_same<Item, void>)
			return check_seq_members<Item, Walk>();
	}
	return true;
}

/// How an object, the owner, shows many items: a class of this form, `Walk` in what follows. Each read(2) makes one (start), has it show as
/// many items as there is room for, and destroys it (stop), so that a guard among its members holds its lock exactly as long:
///
///     class Jobs : Pinned
///     {
///             using Queue = List<Job, &Job::link>;
///             class Walk
///             {
///             public:
///                     explicit Walk(Jobs &jobs) : queue_(jobs.queue_.lock()) {}
///                     Result<Job *> start(u64 position)
///                     {
///                             for (Job &job : *queue_)
///                                     if (position-- == 0)
///                                             return &job;
///                             return nullptr;
///                     }
///                     Job *next(Job &job) { return queue_->next(job); }
///                     Result<void> show(const Job &job, TextWriter &text)
///                     {
///                             text.print("{} {}\n", job.number, job.name);
///                             return {};
///                     }
///             private:
///                     Mutex<Queue>::Held queue_;
///             };
///             Mutex<Queue> queue_{queue_class};
///             ProcSeqFile<Jobs, Walk> proc_{*this};
///     };
///
/// start(position) finds the item of this number, counted from 0, next(item) the one behind; nullptr is the end. An error of start is that
/// of read(2). Between two reads other items may have come and gone, and the next read goes on by number: an item may then be shown twice,
/// or not at all.
///
/// show(item, text) is called again, by another Walk with more room, if the text of one item was longer than the room: it only reads. An
/// item without a text is passed over. An error ends the read, behind the items before.
///
/// A Walk is made, used and destroyed by one thread, in process context; it may be Pinned. Unless it holds a spinlock or reads under RCU, it
/// may sleep. Open files have one each; a file that threads share has one at a time.
template <typename Owner, typename Walk>
class SeqFile
{
public:
	/// Of each open file: seq_file's private memory, zeroed when the file is opened.
	struct State {
		Owner *owner;
		bool walks;
		Opaque<sizeof(Walk), alignof(Walk)> walk;
	};

	static State &state_of(seq_file *seq)
	{
		static_assert(alignof(State) <= LAYOUT_KMALLOC_ALIGN, "kmalloc does not align this type");
		return *static_cast<State *>(field<void *>(seq, LAYOUT_SEQ_FILE_PRIVATE));
	}
	static void *start(seq_file *seq, loff_t *position)
	{
		State &state = state_of(seq);
		auto &walk = *new (At{&state.walk}) Walk(*state.owner);
		state.walks = true;
		auto found = walk.start(static_cast<u64>(*position));
		if (!found.ok())
			return reinterpret_cast<void *>(found.error().to_kernel());
		return to_kernel(found.value());
	}
	/// The table; `first` is its start, which may do something before this one.
	static constexpr SeqOperationsTable make_operations(SeqOperation_start first = &start)
	{
		static_assert(check_seq_walk<Owner, Walk>());
		SeqOperationsTable table{};
		table.set(LAYOUT_SEQ_OPERATIONS_start, first);
		table.set(LAYOUT_SEQ_OPERATIONS_stop, &stop);
		table.set(LAYOUT_SEQ_OPERATIONS_next, &next);
		table.set(LAYOUT_SEQ_OPERATIONS_show, &show);
		return table;
	}

private:
	// (The kernel hands the item on as it is. That of a const Item is never written to.)
	template <typename Item>
	static void *to_kernel(Item *item)
	{
		return const_cast<RemoveConst<Item> *>(item);
	}
	static Walk &walk_of(seq_file *seq) { return *reinterpret_cast<Walk *>(&state_of(seq).walk); }

	// (The kernel calls it whatever start returned.)
	static void stop(seq_file *seq, void *)
	{
		if (kernel::exchange(state_of(seq).walks, false))
			walk_of(seq).~Walk();
	}
	static void *next(seq_file *seq, void *item, loff_t *position)
	{
		++*position;
		return to_kernel(walk_of(seq).next(*static_cast<SeqItem<Walk> *>(item)));
	}
	static int show(seq_file *seq, void *item)
	{
		return show_in_seq_file(seq, [&](TextWriter &writer) {
			return walk_of(seq).show(*static_cast<SeqItem<Walk> *>(item), writer);
		});
	}
};

} // namespace
} // namespace kernel
