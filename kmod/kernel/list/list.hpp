// SPDX-License-Identifier: GPL-2.0-only
// List<T, &T::link>: a doubly linked list whose links lie in its items, so that linking allocates nothing and cannot fail.
#pragma once

#include "kernel/core/container_of.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/list/list_link.hpp"

namespace kernel
{
namespace
{

/// A doubly linked list of T, each of which has a ListLink for it. It owns no item: OwnedList does. All calls are O(1) and may be made in any
/// context, but not at once: a list that several contexts use is the data of a lock, as in `SpinLock<List<...>>`.
///
/// When the list is destroyed its items are unlinked and live on.
///
///     struct Job {
///             int number;
///             ListLink link;
///     };
///     SpinLock<List<Job, &Job::link>> jobs_{jobs_class};
///     auto jobs = jobs_.lock();
///     jobs->push_back(job);
///     for (Job &each : *jobs)
///             pr_info("job {}", each.number);
///
/// The body of a range-for may remove its item, and destroy it, but no other item.
template <typename T, ListLink T::*link>
class List : Pinned
{
	template <typename Item>
	class Iterator;

public:
	List() : head_(&head_) {}
	~List() { clear(); }

	[[nodiscard]] bool empty() const { return head_.next == &head_; }
	/// nullptr: the list is empty.
	T *front() { return empty() ? nullptr : item_of(head_.next); }
	const T *front() const { return empty() ? nullptr : item_of(head_.next); }
	T *back() { return empty() ? nullptr : item_of(head_.previous); }
	const T *back() const { return empty() ? nullptr : item_of(head_.previous); }
	/// The item behind an item of this list; nullptr: there is none. One that is in no list is a WARN, and has none behind it.
	T *next(T &item) { return is_linked(item) ? item_or_end(node_of(item).next) : nullptr; }
	const T *next(const T &item) const { return const_cast<List *>(this)->next(const_cast<T &>(item)); }

	/// The item must outlive its membership. One that is linked already, here or elsewhere, is a WARN and stays where it is.
	void push_front(T &item) { link_behind(head_, item); }
	void push_back(T &item) { link_behind(*head_.previous, item); }
	/// The same, next to an item of this list. One that is in no list is a WARN, and nothing is linked.
	void insert_before(T &position, T &item)
	{
		if (is_linked(position))
			link_behind(*node_of(position).previous, item);
	}
	void insert_after(T &position, T &item)
	{
		if (is_linked(position))
			link_behind(node_of(position), item);
	}

	/// Unlinks an item of this list. One that is in no list is a WARN; one of another list is unlinked from that, whose lock the caller
	/// then has to hold.
	void remove(T &item)
	{
		if (is_linked(item))
			node_of(item).unlink();
	}
	/// Unlinks the first or the last item. nullptr: the list is empty.
	[[nodiscard]] T *pop_front() { return pop(head_.next); }
	[[nodiscard]] T *pop_back() { return pop(head_.previous); }
	/// Unlinks all items; O(n).
	void clear()
	{
		while (!empty())
			head_.next->unlink();
	}

	/// Moves all items of another list, in their order, before those of this one, or behind them; O(1). Of itself: nothing.
	void splice_front(List &other) { take_all_behind(head_, other); }
	void splice_back(List &other) { take_all_behind(*head_.previous, other); }

	Iterator<T> begin() { return Iterator<T>(head_.next); }
	Iterator<T> end() { return Iterator<T>(&head_); }
	Iterator<const T> begin() const { return Iterator<const T>(head_.next); }
	Iterator<const T> end() const { return Iterator<const T>(&head_); }

private:
	// Knows the node behind its own, so that its own may go.
	template <typename Item>
	class Iterator
	{
	public:
		explicit Iterator(const ListNode *node) : node_(node), next_(node->next) {}
		Item &operator*() const { return *item_of(node_); }
		Item *operator->() const { return item_of(node_); }
		Iterator &operator++()
		{
			node_ = next_;
			next_ = node_->next;
			return *this;
		}
		bool operator==(const Iterator &other) const { return node_ == other.node_; }

	private:
		const ListNode *node_;
		const ListNode *next_;
	};

	static T *item_of(const ListNode *node)
	{
		return container_of<T, ListLink, link>(static_cast<const ListLink *>(node));
	}
	T *item_or_end(const ListNode *node) { return node == &head_ ? nullptr : item_of(node); }
	static ListNode &node_of(T &item) { return item.*link; }
	static bool is_linked(T &item)
	{
		if (!(item.*link).is_linked()) [[unlikely]] {
			warn("an item that is in no list was taken for one of a list");
			return false;
		}
		return true;
	}
	static void link_behind(ListNode &position, T &item)
	{
		if ((item.*link).is_linked()) [[unlikely]]
			return warn("an item that is in a list was to be linked again");
		position.insert_next(item.*link);
	}
	void take_all_behind(ListNode &position, List &other)
	{
		if (&other != this)
			position.take_all(other.head_);
	}
	T *pop(ListNode *node)
	{
		if (node == &head_)
			return nullptr;
		node->unlink();
		return item_of(node);
	}

	ListNode head_;
};

} // namespace
} // namespace kernel
