// SPDX-License-Identifier: GPL-2.0-only
// RbLink: the member by which an object can be in an RbTree.
#pragma once

#include "kernel/bug/bug.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/core/traits.hpp"
#include "kernel/rbtree/shim.h"

namespace kernel
{
namespace
{

/// A member of what can be in an RbTree: one for each tree that it can be in at the same time. Its object can be neither copied nor
/// moved. An object that is destroyed while it is in a tree is a WARN, and is taken out: under no lock, so that others may see the tree
/// break.
class RbLink : Pinned
{
public:
	RbLink() = default;
	~RbLink()
	{
		if (!is_linked())
			return;
		warn("an item was destroyed while it was in a tree: remove it before, under the tree's lock");
		shim_rb_erase(node(), root_);
	}

	/// Under the lock of the tree that it would be in.
	[[nodiscard]] bool is_linked() const { return root_ != nullptr; }

private:
	template <typename T, RbLink T::*link, auto key>
	friend class RbTree;

	rb_node *node()
	{
		static_assert(__is_standard_layout(RbLink),
			      "node_ has the address of the RbLink that it lies in");
		return reinterpret_cast<rb_node *>(&node_);
	}

	Opaque<LAYOUT_RB_NODE_SIZE, LAYOUT_RB_NODE_ALIGN> node_;
	// Of the tree that it is in.
	rb_root *root_ = nullptr;
};

} // namespace
} // namespace kernel
