// SPDX-License-Identifier: GPL-2.0-only
// Notifier chains of a driver's own: they call their notifiers when an event happens.
#pragma once

#include "kernel/bug/bug.hpp"
#include "kernel/core/field.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/lock/lock_class.hpp"
#include "kernel/notifier/notify.hpp"

namespace kernel
{
namespace
{

// One for each kind of notice, for lockdep: in a notifier of one chain another may be called.
template <typename NoticeType>
constinit LockClass notifier_chain_class{"notifier_chain"};

struct BlockingNotifierHead {
	using Raw = blocking_notifier_head;
	[[maybe_unused]] static constexpr size_t size = LAYOUT_BLOCKING_NOTIFIER_HEAD_SIZE;
	[[maybe_unused]] static constexpr size_t alignment = LAYOUT_BLOCKING_NOTIFIER_HEAD_ALIGN;
	[[maybe_unused]] static constexpr size_t first = LAYOUT_BLOCKING_NOTIFIER_FIRST;

	template <typename NoticeType>
	static void init(Raw *head)
	{
		shim_blocking_notifier_init(head, notifier_chain_class<NoticeType>.name(),
					    notifier_chain_class<NoticeType>.key());
	}
	static int add(Raw *head, notifier_block *notifier)
	{
		return shim_blocking_notifier_chain_register(head, notifier);
	}
	static void remove(Raw *head, notifier_block *notifier)
	{
		shim_blocking_notifier_chain_unregister(head, notifier);
	}
	static int call(Raw *head, unsigned long event, void *data)
	{
		return shim_blocking_notifier_call_chain(head, event, data);
	}
};

struct AtomicNotifierHead {
	using Raw = atomic_notifier_head;
	[[maybe_unused]] static constexpr size_t size = LAYOUT_ATOMIC_NOTIFIER_HEAD_SIZE;
	[[maybe_unused]] static constexpr size_t alignment = LAYOUT_ATOMIC_NOTIFIER_HEAD_ALIGN;
	[[maybe_unused]] static constexpr size_t first = LAYOUT_ATOMIC_NOTIFIER_FIRST;

	template <typename NoticeType>
	static void init(Raw *head)
	{
		shim_atomic_notifier_init(head);
	}
	static int add(Raw *head, notifier_block *notifier)
	{
		return shim_atomic_notifier_chain_register(head, notifier);
	}
	static void remove(Raw *head, notifier_block *notifier)
	{
		shim_atomic_notifier_chain_unregister(head, notifier);
	}
	static int call(Raw *head, unsigned long event, void *data)
	{
		return shim_atomic_notifier_call_chain(head, event, data);
	}
};

struct RawNotifierHead {
	using Raw = raw_notifier_head;
	[[maybe_unused]] static constexpr size_t size = LAYOUT_RAW_NOTIFIER_HEAD_SIZE;
	[[maybe_unused]] static constexpr size_t alignment = LAYOUT_RAW_NOTIFIER_HEAD_ALIGN;
	[[maybe_unused]] static constexpr size_t first = LAYOUT_RAW_NOTIFIER_FIRST;

	template <typename NoticeType>
	static void init(Raw *)
	{
	}
	static int add(Raw *head, notifier_block *notifier)
	{
		return shim_raw_notifier_chain_register(head, notifier);
	}
	static void remove(Raw *head, notifier_block *notifier)
	{
		shim_raw_notifier_chain_unregister(head, notifier);
	}
	static int call(Raw *head, unsigned long event, void *data)
	{
		return shim_raw_notifier_call_chain(head, event, data);
	}
};

/// A chain that tells its notifiers of an Event, an enum or an integer, and hands an object of type Data on to them, if the chain has that:
///
///     enum class Link { up, down };
///     BlockingNotifierChain<Link> links_;            // before those that are in it (notifier.hpp)
///     TRY(links_.call_chain(Link::up));
///
/// It must outlive its notifiers; else that is a WARN.
template <typename Head, typename Event, typename... Data>
class NotifierChain : Pinned
{
	static_assert((Integer<Event> || __is_enum(Event)) && sizeof(Event) <= sizeof(unsigned long),
		      "the event of a chain is an enum or an integer, not wider than a long");
	static_assert(sizeof...(Data) <= 1,
		      "a chain tells of an event and one object: put what it tells in a structure");

public:
	using NoticeType = Notice<Event, Data...>;

	NotifierChain() { Head::template init<NoticeType>(raw()); }
	~NotifierChain()
	{
		if (field<void *>(raw(), Head::first) != nullptr)
			warn("a chain of notifiers was destroyed while some were in it");
	}

	/// Calls them, one after the other, those of higher priority first, until one answers `stop` or an error. Returns what the last that
	/// was called answered; nobody was: `done`. Where and how, the kind of the chain says.
	Result<Notify> call_chain(Event event, Data &...data)
	{
		return notify_from_kernel(
			Head::call(raw(), NoticeType::event(event), NoticeType::data(data...)));
	}

	// For Notifier.
	Result<void> add(notifier_block *notifier)
	{
		return Result<void>::from_kernel(Head::add(raw(), notifier));
	}
	void remove(notifier_block *notifier) { Head::remove(raw(), notifier); }

private:
	typename Head::Raw *raw() { return reinterpret_cast<typename Head::Raw *>(&head_); }

	Opaque<Head::size, Head::alignment> head_{};
};

/// blocking_notifier_head. Its notifiers are called in process context, and may sleep. Calling, registering and unregistering sleep. When a
/// notifier is unregistered, it does not run: not in a notifier of the chain itself, and holding no lock that these take.
template <typename Event, typename... Data>
using BlockingNotifierChain = NotifierChain<BlockingNotifierHead, Event, Data...>;

/// atomic_notifier_head. It is called in any context but NMI, in a section of an RCU reader: its notifiers must not sleep. Registering takes
/// a spinlock: any context but NMI, on RT kernels not a hard interrupt. Unregistering waits for the notifiers that run (synchronize_rcu): it
/// sleeps, some milliseconds; not in a notifier, nor in a section.
template <typename Event, typename... Data>
using AtomicNotifierChain = NotifierChain<AtomicNotifierHead, Event, Data...>;

/// raw_notifier_head. It has no lock: calling it, and registering, unregistering or destroying a notifier of it, is done with one held, and its notifiers run
/// under that. Where they run and whether they may sleep, that lock says.
template <typename Event, typename... Data>
using RawNotifierChain = NotifierChain<RawNotifierHead, Event, Data...>;

} // namespace
} // namespace kernel
