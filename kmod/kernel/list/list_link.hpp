// SPDX-License-Identifier: GPL-2.0-only
// ListLink: the member by which an object can be in a List.
#pragma once

#include "kernel/bug/bug.hpp"
#include "kernel/core/pinned.hpp"

namespace kernel
{
namespace
{

// For the layer: one place in a ring of nodes, the list's head among them.
struct ListNode : Pinned {
	ListNode() = default;
	explicit ListNode(ListNode *ring) : next(ring), previous(ring) {}

	void insert_next(ListNode &node)
	{
		node.next = next;
		node.previous = this;
		next->previous = &node;
		next = &node;
	}
	void unlink()
	{
		next->previous = previous;
		previous->next = next;
		next = nullptr;
		previous = nullptr;
	}
	// All of another ring but its head, which is alone then, behind this one.
	void take_all(ListNode &head)
	{
		if (head.next == &head)
			return;
		ListNode *const first = head.next;
		ListNode *const last = head.previous;
		head.next = &head;
		head.previous = &head;
		first->previous = this;
		last->next = next;
		next->previous = last;
		next = first;
	}

	ListNode *next = nullptr;
	ListNode *previous = nullptr;
};

/// A member of what can be in a List: one for each list that it can be in at the same time. Its object can be neither copied nor moved. An
/// object that is destroyed while it is in a list is a WARN, and is unlinked: under no lock, so that others may see the list break.
class ListLink : ListNode
{
public:
	ListLink() = default;
	~ListLink()
	{
		if (!is_linked())
			return;
		warn("an item was destroyed while it was in a list: remove it before, under the list's lock");
		unlink();
	}

	/// Under the lock of the list that it would be in.
	[[nodiscard]] bool is_linked() const { return next != nullptr; }

private:
	template <typename T, ListLink T::*link>
	friend class List;
};

} // namespace
} // namespace kernel
