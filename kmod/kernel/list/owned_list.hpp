// SPDX-License-Identifier: GPL-2.0-only
// OwnedList<T, &T::link>: a List that owns its items.
#pragma once

#include "kernel/list/list.hpp"
#include "kernel/memory/box.hpp"

namespace kernel
{
namespace
{

/// A List of items on the heap, which it owns: a Box goes in, and comes out again. What is left when the list is destroyed is destroyed
/// with it. Context: any for what only links; clear(), the destructor and the destruction of a box: where T's destructor may run.
///
///     Mutex<OwnedList<Job, &Job::link>> jobs_{jobs_class};
///     auto job = TRY(Box<Job>::make(Gfp::kernel, 1));
///     auto jobs = jobs_.lock();
///     jobs->push_back(kernel::move(job));
///     auto first = jobs->pop_front();
///     if (first.get() != nullptr)
///             first->run();
///
/// The body of a range-for may remove its item, but no other item.
template <typename T, ListLink T::*link>
class OwnedList : Pinned
{
public:
	OwnedList() = default;
	~OwnedList() { clear(); }

	[[nodiscard]] bool empty() const { return items_.empty(); }
	/// nullptr: the list is empty.
	T *front() { return items_.front(); }
	const T *front() const { return items_.front(); }
	T *back() { return items_.back(); }
	const T *back() const { return items_.back(); }

	/// The item is the list's from now on. An empty box is a WARN; so is an item that is linked already, which is destroyed.
	void push_front(Box<T> item)
	{
		if (can_take(item))
			items_.push_front(*item.release());
	}
	void push_back(Box<T> item)
	{
		if (can_take(item))
			items_.push_back(*item.release());
	}

	/// Takes an item of this list out of it: it is the caller's, and is destroyed if the box is ignored. An item that is in no list is a
	/// WARN, and the box is empty.
	Box<T> remove(T &item)
	{
		const bool linked = (item.*link).is_linked();
		items_.remove(item);
		return Box<T>::take(linked ? &item : nullptr);
	}
	/// Takes the first or the last item out. An empty box, whose get() is nullptr: the list is empty.
	Box<T> pop_front() { return Box<T>::take(items_.pop_front()); }
	Box<T> pop_back() { return Box<T>::take(items_.pop_back()); }
	/// Destroys all items, the first one first.
	void clear()
	{
		while (T *const item = items_.pop_front())
			Box<T>::take(item);
	}

	/// Moves all items of another list, in their order, before those of this one, or behind them; O(1).
	void splice_front(OwnedList &other) { items_.splice_front(other.items_); }
	void splice_back(OwnedList &other) { items_.splice_back(other.items_); }

	auto begin() { return items_.begin(); }
	auto end() { return items_.end(); }
	auto begin() const { return items_.begin(); }
	auto end() const { return items_.end(); }

private:
	static bool can_take(const Box<T> &item)
	{
		if (item.get() != nullptr && !(item.get()->*link).is_linked())
			return true;
		warn("a box that is empty, or whose item is in a list, was given to a list");
		return false;
	}

	List<T, link> items_;
};

} // namespace
} // namespace kernel
