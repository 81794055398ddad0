// SPDX-License-Identifier: GPL-2.0-only
// Hlist<T, &T::link>: a list whose head is one pointer, as a hash table has many of them.
#pragma once

#include "kernel/core/container_of.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/hash/hlist_link.hpp"

namespace kernel
{
namespace
{

/// hlist: a list of T, each of which has an HlistLink for it, which it does not own. Its head is half as large as a List's, and does not
/// know the last item. All calls are O(1) and may be made in any context, but not at once: it is the data of a lock.
///
/// When the list is destroyed its items are unlinked and live on. The body of a range-for may remove its item, and destroy it, but no
/// other item.
template <typename T, HlistLink T::*link>
class Hlist : Pinned
{
public:
	/// For range-for.
	template <typename Item>
	class Iterator;

	Hlist() = default;
	~Hlist() { clear(); }

	[[nodiscard]] bool empty() const { return first_ == nullptr; }
	/// nullptr: the list is empty.
	T *front() { return empty() ? nullptr : item_of(first_); }
	const T *front() const { return empty() ? nullptr : item_of(first_); }

	/// The item must outlive its membership. One that is linked already, here or elsewhere, is a WARN and stays where it is.
	void push_front(T &item)
	{
		if ((item.*link).is_linked()) [[unlikely]]
			return warn("an item that is in a hash table or hlist was to be linked again");
		(item.*link).link_at(first_);
	}
	/// Unlinks an item of this list. One that is in no list is a WARN; one of another list is unlinked from that, whose lock the caller
	/// then has to hold.
	void remove(T &item)
	{
		if (!(item.*link).is_linked()) [[unlikely]]
			return warn("an item that is in no hash table or hlist was to be removed");
		(item.*link).unlink();
	}
	/// Unlinks the first item. nullptr: the list is empty.
	[[nodiscard]] T *pop_front()
	{
		T *const item = front();
		if (item != nullptr)
			first_->unlink();
		return item;
	}
	/// Unlinks all items; O(n).
	void clear()
	{
		while (!empty())
			first_->unlink();
	}

	Iterator<T> begin() { return Iterator<T>(first_); }
	Iterator<T> end() { return Iterator<T>(nullptr); }
	Iterator<const T> begin() const { return Iterator<const T>(first_); }
	Iterator<const T> end() const { return Iterator<const T>(nullptr); }

private:
	static T *item_of(const HlistLink *node) { return container_of<T, HlistLink, link>(node); }
	static const HlistLink *after(const HlistLink *node)
	{
		return node == nullptr ? nullptr : node->next_;
	}

	HlistLink *first_ = nullptr;
};

// Knows the node behind its own, so that its own may go.
template <typename T, HlistLink T::*link>
template <typename Item>
class Hlist<T, link>::Iterator
{
public:
	explicit Iterator(const HlistLink *node) : node_(node), next_(after(node)) {}
	Item &operator*() const { return *item_of(node_); }
	Item *operator->() const { return item_of(node_); }
	Iterator &operator++()
	{
		node_ = next_;
		next_ = after(node_);
		return *this;
	}
	bool operator==(const Iterator &other) const { return node_ == other.node_; }

private:
	const HlistLink *node_;
	const HlistLink *next_;
};

} // namespace
} // namespace kernel
