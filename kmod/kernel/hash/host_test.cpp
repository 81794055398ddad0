// SPDX-License-Identifier: GPL-2.0-only
// Hash tables and their lists: what is found by its key, and what leaves them.
#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

#include "kernel/hash/hash_table.hpp"
#include "kernel/lock/spinlock.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::HashTable;
using kernel::Hlist;
using kernel::HlistLink;

namespace
{

struct Item {
	explicit Item(u32 key, int number = 0) : number(number), key(key) {}
	int number;
	u32 key;
	s64 wide = -1;
	const void *pointer = nullptr;
	HlistLink link;
	HlistLink other_link;
};
using List = Hlist<Item, &Item::link>;
// (Two buckets: most keys share theirs.)
using Table = HashTable<Item, &Item::link, &Item::key, 1>;
using WideTable = HashTable<Item, &Item::other_link, &Item::wide, 8>;
using Numbers = std::vector<int>;

template <typename Range>
Numbers in_order(const Range &range)
{
	Numbers all;
	for (const Item &item : range)
		all.push_back(item.number);
	return all;
}
template <typename Range>
Numbers numbers(const Range &range)
{
	Numbers all = in_order(range);
	std::sort(all.begin(), all.end());
	return all;
}

struct Four : Fresh {
	Four()
	{
		for (Item *each : {&a, &b, &c, &d})
			table.insert(*each);
	}
	Item a{10, 1}, b{20, 2}, c{10, 3}, d{30, 4};
	Table table;
};

} // namespace

TEST_CASE_METHOD(Fresh, "an hlist is walked from the item that was put in last, which leaves first")
{
	Item one(0, 1), two(0, 2), three(0, 3);
	List list;
	CHECK((list.empty() && list.front() == nullptr && list.pop_front() == nullptr));
	for (Item *each : {&one, &two, &three})
		list.push_front(*each);
	CHECK(in_order(list) == Numbers{3, 2, 1});
	CHECK(list.front() == &three);
	list.remove(two);
	CHECK_FALSE(two.link.is_linked());
	CHECK(in_order(list) == Numbers{3, 1});
	CHECK(list.pop_front() == &three);
	list.push_front(two);
	list.remove(one);
	CHECK(in_order(list) == Numbers{2});
	for (Item &each : list)
		list.remove(each);
	CHECK(list.empty());
}

TEST_CASE_METHOD(Four, "an item is found by its key, the last of several of one key first")
{
	CHECK(table.find(10) == &c);
	CHECK(table.find(20) == &b);
	CHECK(table.find(30) == &d);
	CHECK(table.find(40) == nullptr);
	CHECK(std::as_const(table).find(20) == &b);
	CHECK(in_order(table.equal_range(10)) == Numbers{3, 1});
	CHECK(in_order(std::as_const(table).equal_range(20)) == Numbers{2});
	CHECK(in_order(table.equal_range(40)).empty());
	CHECK(numbers(table) == Numbers{1, 2, 3, 4});
	CHECK_FALSE(table.empty());
}

TEST_CASE_METHOD(Four, "an item that was removed is not found, and can be inserted again")
{
	table.remove(c);
	CHECK_FALSE(c.link.is_linked());
	CHECK(table.find(10) == &a);
	table.remove(a);
	CHECK(table.find(10) == nullptr);
	a.key = 50;
	table.insert(a);
	CHECK(table.find(50) == &a);
	table.clear();
	CHECK((table.empty() && numbers(table).empty() && !b.link.is_linked() && table.find(20) == nullptr));
}

TEST_CASE_METHOD(Four, "the body of a loop over a table may remove its item")
{
	for (Item &each : table)
		if (each.number % 2 == 0)
			table.remove(each);
	CHECK(numbers(table) == Numbers{1, 3});
	for (Item &each : table.equal_range(10))
		table.remove(each);
	CHECK(table.empty());
}

TEST_CASE_METHOD(Four, "an item with two links is in two tables at once, by keys of its own")
{
	WideTable wide;
	a.wide = INT64_MIN;
	b.wide = 0x100000000;
	c.wide = 0x200000000;
	for (Item *each : {&a, &b, &c, &d})
		wide.insert(*each);
	table.remove(b);
	CHECK(wide.find(INT64_MIN) == &a);
	CHECK(wide.find(0x100000000) == &b);
	CHECK(wide.find(0x200000000) == &c);
	CHECK(wide.find(-1) == &d);
	CHECK(wide.find(0) == nullptr);
	CHECK(numbers(wide) == Numbers{1, 2, 3, 4});
}

TEST_CASE_METHOD(Fresh, "a key may be a pointer")
{
	int somewhere[2] = {};
	Item first(1, 1), second(2, 2);
	first.pointer = &somewhere[0];
	second.pointer = &somewhere[1];
	HashTable<Item, &Item::link, &Item::pointer, 4> table;
	table.insert(first);
	table.insert(second);
	CHECK(table.find(&somewhere[0]) == &first);
	CHECK(table.find(&somewhere[1]) == &second);
	CHECK(table.find(nullptr) == nullptr);
}

TEST_CASE_METHOD(Four, "an item that is linked already, or in no table, is warned of and stays as it is")
{
	Table other;
	other.insert(a);
	table.insert(a);
	CHECK(fake::take_warnings().size() == 2);
	CHECK(other.empty());
	table.remove(a);
	table.remove(a);
	CHECK(fake::take_warnings().size() == 1);
	CHECK(numbers(table) == Numbers{2, 3, 4});
}

TEST_CASE_METHOD(Four, "an item that is destroyed in a table is warned of, and unlinked")
{
	{
		Item fifth(10, 5);
		table.insert(fifth);
		CHECK(numbers(table) == Numbers{1, 2, 3, 4, 5});
	}
	CHECK(fake::take_warnings().size() == 1);
	CHECK(numbers(table) == Numbers{1, 2, 3, 4});
}

TEST_CASE_METHOD(Fresh, "a table that ends leaves its items unlinked, and alive")
{
	Item item(7, 1);
	{
		Table table;
		table.insert(item);
	}
	CHECK_FALSE(item.link.is_linked());
	CHECK(item.number == 1);
}

TEST_CASE_METHOD(Fresh, "keys that lie close together, or far apart, fill many buckets")
{
	constexpr unsigned int bits = 8;
	for (const unsigned int shift : {0u, 3u, 12u, 24u, 32u, 40u, 56u}) {
		INFO("shift " << shift);
		std::set<u32> used;
		for (u64 key = 0; key < 256; ++key)
			used.insert(kernel::hash_of(key << shift, bits));
		CHECK(used.size() > 128);
		CHECK(*used.rbegin() < 256);
	}
	static_assert(kernel::hash_of(1, 32) != kernel::hash_of(-1, 32));
	CHECK(kernel::hash_of(12345u, 1) < 2);
}

TEST_CASE_METHOD(Fresh, "a table is the data of a lock")
{
	constinit static kernel::LockClass table_class{"table"};
	kernel::SpinLock<Table> table(table_class);
	Item item(5, 1);
	{
		auto held = table.lock();
		held->insert(item);
		CHECK(held->find(5) == &item);
	}
	table.with([&](Table &items) { items.remove(item); });
}
