// SPDX-License-Identifier: GPL-2.0-only
// Lists: that items keep their order, leave at any time, and come back in their boxes.
#pragma once

#include "kernel/list/owned_list.hpp"
#include "kernel/lock/spinlock.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

constinit LockClass list_class{"selftest_list"};

// (Neither link is the first member: the offsets count.)
struct ListItem {
	explicit ListItem(u32 number) : number(number) {}
	ListItem(u32 number, int &alive) : number(number), counted{alive} {}
	u32 number;
	int unused = 0;
	Counted counted{unused};
	ListLink link;
	ListLink other_link;
};
using ListItems = List<ListItem, &ListItem::link>;
using OtherListItems = List<ListItem, &ListItem::other_link>;
using OwnedListItems = OwnedList<ListItem, &ListItem::link>;

// The numbers, each a decimal digit.
template <typename List>
u32 digits(const List &list)
{
	u32 all = 0;
	for (const ListItem &item : list)
		all = all * 10 + item.number;
	return hidden(all);
}

Outcome list_keeps_its_order()
{
	ListItem one(1), two(2), three(3), four(4);
	ListItems list;
	OtherListItems others;
	EXPECT(list.empty() && list.front() == nullptr && list.pop_back() == nullptr && digits(list) == 0);
	list.push_back(two);
	list.push_front(one);
	list.insert_after(two, four);
	list.insert_before(four, three);
	others.push_front(one);
	others.push_front(four);
	EXPECT(digits(list) == 1234 && digits(others) == 41);
	EXPECT(list.front() == &one && list.back() == &four);
	EXPECT(list.pop_back() == &four && list.pop_front() == &one);
	EXPECT(digits(list) == 23 && digits(others) == 41);
	EXPECT(!one.link.is_linked() && one.other_link.is_linked());
	return {};
}

Outcome list_items_leave_in_a_loop()
{
	ListItem one(1), two(2), three(3);
	ListItems list;
	list.push_back(one);
	list.push_back(two);
	list.push_back(three);
	for (ListItem &item : list)
		if (item.number != 2)
			list.remove(item);
	EXPECT(digits(list) == 2);
	ListItems other;
	other.push_back(three);
	other.push_back(one);
	list.splice_front(other);
	EXPECT(digits(list) == 312 && other.empty());
	list.splice_back(other);
	EXPECT(digits(list) == 312);
	return {};
}

Outcome list_under_a_spinlock()
{
	ListItem one(1);
	SpinLock<ListItems> list(list_class);
	{
		auto held = list.lock();
		held->push_back(one);
		EXPECT(digits(*held) == 1);
	}
	EXPECT(list.with([](ListItems &items) { return items.pop_front(); }) == &one);
	return {};
}

Outcome owned_list_destroys_its_items()
{
	int alive = 0;
	{
		OwnedListItems list;
		for (u32 number = 1; number <= 5; ++number)
			list.push_back(TRY(Box<ListItem>::make(Gfp::kernel, number, alive)));
		EXPECT(digits(list) == 12345 && hidden(alive) == 5);
		for (ListItem &item : list)
			if (item.number % 2 == 0)
				list.remove(item);
		EXPECT(digits(list) == 135 && hidden(alive) == 3);
		{
			auto first = list.pop_front();
			EXPECT(first->number == 1 && hidden(alive) == 3);
		}
		EXPECT(hidden(alive) == 2);
	}
	EXPECT(hidden(alive) == 0);
	return {};
}

Outcome list_refuses_an_item_twice()
{
	ListItem one(1);
	ListItems list, other;
	list.push_back(one);
	other.push_back(one);
	EXPECT(other.empty() && digits(list) == 1);
	return {};
}

constexpr Test list_tests[] = {
	{"list: items keep their order, in each of their lists", list_keeps_its_order},
	{"list: the body of a loop may remove its item", list_items_leave_in_a_loop},
	{"list: is the data of a lock", list_under_a_spinlock},
	{"list: one that owns its items gives them back or destroys them", owned_list_destroys_its_items},
	{"list: an item that is linked already is refused, with a warning", list_refuses_an_item_twice,
	 "warning"},
};

} // namespace
} // namespace selftest
