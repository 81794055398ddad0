// SPDX-License-Identifier: GPL-2.0-only
// Red-black trees of the kernel: sorted, whatever comes and goes.
#pragma once

#include "kernel/lock/spinlock.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/rbtree/rb_tree.hpp"
#include "kernel/time/clock.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

constinit LockClass rbtree_class{"selftest_rbtree"};

// (Neither link is the first member: the offsets count.)
struct RbItem {
	u32 number = 0;
	u32 key = 0;
	Duration duration;
	RbLink link;
	RbLink other_link;
};
using RbItems = RbTree<RbItem, &RbItem::link, &RbItem::key>;
using RbItemsByDuration = RbTree<RbItem, &RbItem::other_link, &RbItem::duration>;

struct RbScene {
	static constexpr u32 count = 500;
	RbItem items[count];
	RbItems tree;
	u32 state = 1;

	// (Any numbers that are not in order.)
	u32 random(u32 below)
	{
		state = state * 1664525 + 1013904223;
		return (state >> 8) % below;
	}
	// How many there are; 0 if they are not sorted.
	u32 sorted() const
	{
		u32 found = 0, last = 0;
		for (const RbItem &item : tree) {
			if (item.key < last)
				return 0;
			last = item.key;
			++found;
		}
		return found;
	}
};

Outcome rbtree_is_sorted()
{
	auto scene = TRY(Box<RbScene>::make(Gfp::kernel));
	RbItems &tree = scene->tree;
	EXPECT(tree.empty() && tree.front() == nullptr && tree.pop_back() == nullptr);
	u32 inside = 0;
	for (u32 round = 0; round < 20000; ++round) {
		RbItem &item = scene->items[scene->random(RbScene::count)];
		if (item.link.is_linked()) {
			tree.remove(item);
			--inside;
		} else {
			item.key = scene->random(400);
			tree.insert(item);
			++inside;
		}
		const u32 key = scene->random(400);
		const RbItem *const bound = tree.lower_bound(key);
		const RbItem *const before =
			bound == nullptr ? tree.back() : tree.previous(*const_cast<RbItem *>(bound));
		EXPECT(bound == nullptr || bound->key >= key);
		EXPECT(before == nullptr || before->key < key);
		EXPECT((tree.find(key) != nullptr) == (bound != nullptr && bound->key == key));
	}
	EXPECT(inside > 100 && scene->sorted() == inside);
	while (RbItem *const first = tree.pop_front()) {
		--inside;
		EXPECT(!first->link.is_linked() && (tree.empty() || tree.front()->key >= first->key));
	}
	EXPECT(inside == 0);
	return {};
}

Outcome rbtree_items_leave_in_a_loop()
{
	auto scene = TRY(Box<RbScene>::make(Gfp::kernel));
	for (RbItem &item : scene->items) {
		item.key = hidden(++scene->state) / 2;
		scene->tree.insert(item);
	}
	EXPECT(scene->sorted() == RbScene::count);
	for (RbItem &item : scene->tree)
		if (item.key % 2 == 0)
			scene->tree.remove(item);
	EXPECT(scene->sorted() == RbScene::count / 2);
	scene->tree.clear();
	EXPECT(scene->tree.empty());
	for (const RbItem &item : scene->items)
		EXPECT(!item.link.is_linked());
	return {};
}

Outcome rbtree_of_any_key_that_compares()
{
	RbItem late, soon;
	late.duration = 5_s;
	soon.duration = 5_ms;
	SpinLock<RbItemsByDuration> tree(rbtree_class);
	{
		auto held = tree.lock();
		held->insert(late);
		held->insert(soon);
		EXPECT(held->front() == &soon && held->next(soon) == &late && held->find(5_s) == &late);
	}
	tree.with([](RbItemsByDuration &items) { items.clear(); });
	return {};
}

Outcome rbtree_refuses_an_item_twice()
{
	RbItem one;
	RbItems tree, other;
	tree.insert(one);
	other.insert(one);
	other.remove(one);
	EXPECT(other.empty() && tree.front() == &one);
	return {};
}

constexpr Test rbtree_tests[] = {
	{"rbtree: sorted, whatever comes and goes", rbtree_is_sorted},
	{"rbtree: the body of a loop may remove its object", rbtree_items_leave_in_a_loop},
	{"rbtree: of any key that compares, under a lock", rbtree_of_any_key_that_compares},
	{"rbtree: an object that is linked already is refused, with a warning", rbtree_refuses_an_item_twice,
	 "warning"},
};

} // namespace
} // namespace selftest
