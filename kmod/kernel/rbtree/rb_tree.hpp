// SPDX-License-Identifier: GPL-2.0-only
// RbTree<T, &T::link, &T::key>: objects sorted by a key, linked by a member of theirs, so that to insert one allocates nothing and
// cannot fail.
#pragma once

#include "kernel/core/container_of.hpp"
#include "kernel/rbtree/rb_link.hpp"

namespace kernel
{
namespace
{

/// rbtree: objects, each of which has an RbLink for it, sorted by a member of theirs that has `<`. It does not own them, and may hold
/// several of one key, in the order in which they were inserted. Calls are O(log n), clear() is O(n). Any context, but not at once: a tree
/// that several contexts use is the data of a lock.
///
///     struct Deadline {
///             Ktime when;
///             RbLink link;
///     };
///     SpinLock<RbTree<Deadline, &Deadline::link, &Deadline::when>> deadlines_{deadlines_class};
///     auto deadlines = deadlines_.lock();
///     deadlines->insert(mine);
///     Deadline *const next = deadlines->front();
///     for (Deadline &each : *deadlines)
///             show(each.when);
///
/// The key of an object that is in a tree does not change. When the tree is destroyed its objects are unlinked and live on. The body
/// of a range-for may remove its object, and destroy it, but no other.
template <typename T, RbLink T::*link, auto key>
class RbTree : Pinned
{
	template <typename Item>
	class Iterator;

public:
	using Key = RemoveConstReference<decltype(static_cast<const T *>(nullptr)->*key)>;
	static_assert(
		requires(const Key &a, const Key &b) { static_cast<bool>(a < b); },
		"a key is a member that can be compared with <: &T::key");

	RbTree() = default;
	~RbTree() { clear(); }

	[[nodiscard]] bool empty() const { return shim_rb_first(root()) == nullptr; }
	/// The object of the lowest or the highest key; nullptr: the tree is empty.
	T *front() { return item_of(shim_rb_first(root())); }
	const T *front() const { return item_of(shim_rb_first(root())); }
	T *back() { return item_of(shim_rb_last(root())); }
	const T *back() const { return item_of(shim_rb_last(root())); }
	/// The object behind or before one of this tree; nullptr: there is none, or that is not in this tree, which is a WARN.
	T *next(T &item) { return is_here(item) ? item_of(shim_rb_next(node_of(item))) : nullptr; }
	T *previous(T &item) { return is_here(item) ? item_of(shim_rb_prev(node_of(item))) : nullptr; }

	/// The object must outlive its membership. One that is linked already, here or elsewhere, is a WARN and stays where it is.
	void insert(T &item)
	{
		if ((item.*link).is_linked()) [[unlikely]]
			return warn("an item that is in a tree was to be inserted again");
		rb_node *parent = nullptr;
		rb_node **place = pointer_at(root(), LAYOUT_RB_ROOT_NODE);
		while (*place != nullptr) {
			parent = *place;
			place = pointer_at(parent, item.*key < item_of(parent)->*key ? LAYOUT_RB_NODE_LEFT
										     : LAYOUT_RB_NODE_RIGHT);
		}
		shim_rb_link_node(node_of(item), parent, place);
		shim_rb_insert_color(node_of(item), root());
		(item.*link).root_ = root();
	}
	/// Takes an object out. One that is not in this tree is a WARN, and stays where it is.
	void remove(T &item)
	{
		if (!is_here(item))
			return;
		shim_rb_erase(node_of(item), root());
		(item.*link).root_ = nullptr;
	}
	/// Takes the object of the lowest or the highest key out. nullptr: the tree is empty.
	[[nodiscard]] T *pop_front() { return pop(front()); }
	[[nodiscard]] T *pop_back() { return pop(back()); }
	/// Takes all objects out.
	void clear()
	{
		for (T &item : *this)
			(item.*link).root_ = nullptr;
		*pointer_at(root(), LAYOUT_RB_ROOT_NODE) = nullptr;
	}

	/// The first object of this key; nullptr: there is none.
	T *find(const Key &wanted) { return const_cast<T *>(search(wanted)); }
	const T *find(const Key &wanted) const { return search(wanted); }
	/// The first object whose key is not less; nullptr: there is none.
	T *lower_bound(const Key &wanted) { return const_cast<T *>(first_from(wanted)); }
	const T *lower_bound(const Key &wanted) const { return first_from(wanted); }

	/// By rising key.
	Iterator<T> begin() { return Iterator<T>(shim_rb_first(root())); }
	Iterator<T> end() { return Iterator<T>(nullptr); }
	Iterator<const T> begin() const { return Iterator<const T>(shim_rb_first(root())); }
	Iterator<const T> end() const { return Iterator<const T>(nullptr); }

private:
	// Knows the node behind its own, so that its own may go.
	template <typename Item>
	class Iterator
	{
	public:
		explicit Iterator(rb_node *node) : node_(node), next_(after(node)) {}
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
		static rb_node *after(rb_node *node)
		{
			return node == nullptr ? nullptr : shim_rb_next(node);
		}

		rb_node *node_;
		rb_node *next_;
	};

	template <typename Structure>
	static rb_node **pointer_at(Structure *structure, size_t offset)
	{
		return reinterpret_cast<rb_node **>(reinterpret_cast<char *>(structure) + offset);
	}
	static T *item_of(rb_node *node)
	{
		return node == nullptr ? nullptr
				       : container_of<T, RbLink, link>(reinterpret_cast<RbLink *>(node));
	}
	static rb_node *node_of(T &item) { return (item.*link).node(); }
	bool is_here(T &item)
	{
		if ((item.*link).root_ == root()) [[likely]]
			return true;
		warn("an item that is not in a tree was taken for one of it");
		return false;
	}
	T *pop(T *item)
	{
		if (item != nullptr)
			remove(*item);
		return item;
	}
	const T *first_from(const Key &wanted) const
	{
		const T *found = nullptr;
		rb_node *node = *pointer_at(root(), LAYOUT_RB_ROOT_NODE);
		while (node != nullptr) {
			const T *const item = item_of(node);
			const bool is_less = item->*key < wanted;
			if (!is_less)
				found = item;
			node = *pointer_at(node, is_less ? LAYOUT_RB_NODE_RIGHT : LAYOUT_RB_NODE_LEFT);
		}
		return found;
	}
	const T *search(const Key &wanted) const
	{
		const T *const found = first_from(wanted);
		return found == nullptr || wanted < found->*key ? nullptr : found;
	}
	// (The kernel's functions that only read it take it as const, and give nodes that are not.)
	rb_root *root() const { return reinterpret_cast<rb_root *>(const_cast<Root *>(&root_)); }

	using Root = Opaque<LAYOUT_RB_ROOT_SIZE, LAYOUT_RB_ROOT_ALIGN>;
	Root root_{};
};

} // namespace
} // namespace kernel
