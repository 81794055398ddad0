// SPDX-License-Identifier: GPL-2.0-only
// Hash tables: that objects are found by their key, and leave at any time.
#pragma once

#include "kernel/hash/hash_table.hpp"
#include "kernel/lock/spinlock.hpp"
#include "kernel/memory/box.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

constinit LockClass hash_class{"selftest_hash"};

// (Neither link is the first member: the offsets count.)
struct HashItem {
	u32 number = 0;
	u64 key = 0;
	HlistLink link;
	HlistLink other_link;
};
using HashItems = HashTable<HashItem, &HashItem::link, &HashItem::key, 5>;
using HashItemsByNumber = HashTable<HashItem, &HashItem::other_link, &HashItem::number, 3>;

// Many in each bucket.
struct HashScene {
	static constexpr u32 count = 200;
	HashItem items[count];
	HashItems by_key;
	HashItemsByNumber by_number;

	HashScene()
	{
		u32 number = 0;
		for (HashItem &item : items) {
			item.number = number++;
			item.key = hidden(u64{item.number / 2} << 33 | 5);
			by_key.insert(item);
			by_number.insert(item);
		}
	}
	template <typename Range>
	static u32 sum(const Range &range)
	{
		u32 all = 0;
		for (const HashItem &item : range)
			all += item.number;
		return hidden(all);
	}
};

Outcome hash_table_finds_by_key()
{
	auto scene = TRY(Box<HashScene>::make(Gfp::kernel));
	for (HashItem &item : scene->items) {
		EXPECT(scene->by_number.find(item.number) == &item);
		// (Two of each key: the last is found first.)
		EXPECT(scene->by_key.find(item.key) == &scene->items[item.number | 1]);
		EXPECT(HashScene::sum(scene->by_key.equal_range(item.key)) == (item.number | 1) * 2 - 1);
	}
	EXPECT(scene->by_key.find(6) == nullptr && scene->by_number.find(200) == nullptr);
	EXPECT(HashScene::sum(scene->by_key) == 199 * 100 && HashScene::sum(scene->by_number) == 199 * 100);
	return {};
}

Outcome hash_table_items_leave()
{
	auto scene = TRY(Box<HashScene>::make(Gfp::kernel));
	for (HashItem &item : scene->by_key)
		if (item.number % 2 == 1)
			scene->by_key.remove(item);
	EXPECT(HashScene::sum(scene->by_key) == 99 * 100);
	EXPECT(HashScene::sum(scene->by_number) == 199 * 100);
	for (HashItem &item : scene->items) {
		EXPECT(item.link.is_linked() == (item.number % 2 == 0));
		EXPECT(scene->by_key.find(item.key) == &scene->items[item.number & ~1u]);
	}
	scene->by_key.clear();
	EXPECT(scene->by_key.empty() && !scene->by_number.empty());
	return {};
}

Outcome hash_table_under_a_spinlock()
{
	HashItem one;
	one.key = hidden(u64{77});
	SpinLock<HashItems> table(hash_class);
	{
		auto held = table.lock();
		held->insert(one);
		EXPECT(held->find(77) == &one);
	}
	EXPECT(table.with([](HashItems &items) { return items.find(78); }) == nullptr);
	table.with([&](HashItems &items) { items.remove(one); });
	EXPECT(!one.link.is_linked());
	return {};
}

Outcome hash_table_refuses_an_item_twice()
{
	HashItem one;
	HashItems table, other;
	table.insert(one);
	other.insert(one);
	EXPECT(other.empty() && table.find(0) == &one);
	return {};
}

constexpr Test hash_tests[] = {
	{"hash: objects are found by their key, in each of their tables", hash_table_finds_by_key},
	{"hash: the body of a loop may remove its object", hash_table_items_leave},
	{"hash: a table is the data of a lock", hash_table_under_a_spinlock},
	{"hash: an object that is linked already is refused, with a warning",
	 hash_table_refuses_an_item_twice, "warning"},
};

} // namespace
} // namespace selftest
