// SPDX-License-Identifier: GPL-2.0-only
// HlistLink: the member by which an object can be in an Hlist, or in a HashTable.
#pragma once

#include "kernel/bug/bug.hpp"
#include "kernel/core/pinned.hpp"

namespace kernel
{
namespace
{

/// A member of what can be in an Hlist or a HashTable: one for each that it can be in at the same time. Its object can be neither copied
/// nor moved. An object that is destroyed while it is in a list is a WARN, and is unlinked: under no lock, so that others may see the
/// list break.
class HlistLink : Pinned
{
public:
	HlistLink() = default;
	~HlistLink()
	{
		if (!is_linked())
			return;
		warn("an item was destroyed while it was in a hash table or hlist: remove it before, under "
		     "the lock");
		unlink();
	}

	/// Under the lock of the list that it would be in.
	[[nodiscard]] bool is_linked() const { return previous_ != nullptr; }

private:
	template <typename T, HlistLink T::*link>
	friend class Hlist;

	void link_at(HlistLink *&place)
	{
		next_ = place;
		previous_ = &place;
		if (next_ != nullptr)
			next_->previous_ = &next_;
		place = this;
	}
	void unlink()
	{
		*previous_ = next_;
		if (next_ != nullptr)
			next_->previous_ = previous_;
		next_ = nullptr;
		previous_ = nullptr;
	}

	HlistLink *next_ = nullptr;
	// What points to this: the list's head, or the next_ before it.
	HlistLink **previous_ = nullptr;
};

} // namespace
} // namespace kernel
