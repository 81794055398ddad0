// SPDX-License-Identifier: GPL-2.0-only
// Lists whose links lie in their items: order, removal at any time, and no item twice.
#include "kernel/list/list.hpp"

#include <string>
#include <vector>

#include "kernel/list/owned_list.hpp"
#include "kernel/lock/mutex.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::Box;
using kernel::Gfp;
using kernel::List;
using kernel::ListLink;
using kernel::OwnedList;

namespace
{

struct Item {
	explicit Item(int number, int *alive = nullptr) : number(number), alive(alive)
	{
		if (alive != nullptr)
			++*alive;
	}
	~Item()
	{
		if (alive != nullptr)
			--*alive;
	}
	int number;
	int *alive;
	ListLink link;
	ListLink other_link;
};
using Items = List<Item, &Item::link>;
using OtherItems = List<Item, &Item::other_link>;
using OwnedItems = OwnedList<Item, &Item::link>;

// Of a const list, and backwards by the links that no loop follows.
template <typename List>
std::vector<int> numbers(const List &list)
{
	std::vector<int> all;
	for (const Item &item : list)
		all.push_back(item.number);
	return all;
}
std::vector<int> pop_all_backwards(Items &list)
{
	std::vector<int> all;
	while (Item *const item = list.pop_back())
		all.push_back(item->number);
	return all;
}

struct Three : Fresh {
	Three()
	{
		list.push_back(one);
		list.push_back(two);
		list.push_back(three);
	}
	Item one{1}, two{2}, three{3}, four{4};
	Items list;
};

using Numbers = std::vector<int>;

} // namespace

TEST_CASE_METHOD(Three, "a list keeps the order in which its items were linked, forwards and backwards")
{
	list.push_front(four);
	CHECK(numbers(list) == Numbers{4, 1, 2, 3});
	CHECK((list.front() == &four && list.back() == &three));
	CHECK(pop_all_backwards(list) == Numbers{3, 2, 1, 4});
	CHECK(list.empty());
	CHECK_FALSE(four.link.is_linked());
	CHECK((list.front() == nullptr && list.back() == nullptr));
	CHECK((list.pop_front() == nullptr && list.pop_back() == nullptr));
	CHECK(numbers(list).empty());
}

TEST_CASE_METHOD(Three, "an item is inserted before and after any other")
{
	Item five(5);
	list.insert_before(one, four);
	list.insert_after(three, five);
	CHECK(numbers(list) == Numbers{4, 1, 2, 3, 5});
	list.remove(four);
	list.insert_after(two, four);
	CHECK(numbers(list) == Numbers{1, 2, 4, 3, 5});
	CHECK(pop_all_backwards(list) == Numbers{5, 3, 4, 2, 1});
}

TEST_CASE_METHOD(Three, "the first, the last and one between are removed, and can be linked again")
{
	list.remove(two);
	CHECK_FALSE(two.link.is_linked());
	CHECK(numbers(list) == Numbers{1, 3});
	list.remove(one);
	list.push_back(one);
	list.push_front(two);
	CHECK(numbers(list) == Numbers{2, 3, 1});
	CHECK(list.pop_front() == &two);
	CHECK(list.pop_back() == &one);
	CHECK(numbers(list) == Numbers{3});
}

TEST_CASE_METHOD(Three, "the body of a loop may remove its item, and destroy it")
{
	for (Item &item : list)
		if (item.number != 2)
			list.remove(item);
	CHECK(numbers(list) == Numbers{2});
	for (Item &item : list)
		list.remove(item);
	CHECK(list.empty());
	int alive = 0;
	OwnedItems owned;
	for (int number = 0; number < 5; ++number)
		owned.push_back(Box<Item>::make(Gfp::kernel, number, &alive).value());
	for (Item &item : owned)
		if (item.number % 2 == 0)
			owned.remove(item);
	CHECK(numbers(owned) == Numbers{1, 3});
	CHECK(alive == 2);
}

TEST_CASE_METHOD(Three, "all items of another list go before or behind, in their order")
{
	Items other;
	list.splice_back(other);
	list.splice_front(other);
	CHECK(numbers(list) == Numbers{1, 2, 3});
	Item five(5);
	other.push_back(four);
	other.push_back(five);
	list.splice_back(other);
	CHECK(other.empty());
	CHECK(numbers(list) == Numbers{1, 2, 3, 4, 5});
	other.splice_front(list);
	CHECK((list.empty() && numbers(other) == Numbers{1, 2, 3, 4, 5}));
	list.push_back(*other.pop_back());
	list.splice_front(other);
	CHECK(numbers(list) == Numbers{1, 2, 3, 4, 5});
	list.splice_back(list);
	list.splice_front(list);
	CHECK(pop_all_backwards(list) == Numbers{5, 4, 3, 2, 1});
}

TEST_CASE_METHOD(Three, "an item with two links is in two lists at once")
{
	OtherItems others;
	others.push_back(three);
	others.push_back(one);
	list.remove(one);
	CHECK(numbers(list) == Numbers{2, 3});
	CHECK(numbers(others) == Numbers{3, 1});
	others.clear();
	CHECK((others.empty() && !one.other_link.is_linked() && three.link.is_linked()));
}

TEST_CASE_METHOD(Three, "an item leads to the one behind it")
{
	const Items &shared = list;
	CHECK((list.next(one) == &two && shared.next(two) == &three && shared.next(three) == nullptr));
	CHECK(list.next(four) == nullptr);
	CHECK(fake::take_warnings().size() == 1);
}

TEST_CASE_METHOD(Three, "an item that is linked already is warned of, and stays where it is")
{
	Items other;
	other.push_back(two);
	list.push_front(three);
	list.insert_after(one, one);
	CHECK(fake::take_warnings().size() == 3);
	CHECK(other.empty());
	CHECK(numbers(list) == Numbers{1, 2, 3});
}

TEST_CASE_METHOD(Three, "an item that is in no list is warned of: neither removed nor a place to insert at")
{
	list.remove(four);
	list.insert_before(four, one);
	Item five(5);
	list.insert_after(four, five);
	list.insert_before(four, five);
	CHECK(fake::take_warnings().size() == 4);
	CHECK_FALSE(five.link.is_linked());
	CHECK(numbers(list) == Numbers{1, 2, 3});
}

TEST_CASE_METHOD(Three, "an item that is destroyed in a list is warned of, and unlinked")
{
	{
		Item five(5);
		list.insert_after(one, five);
		CHECK(numbers(list) == Numbers{1, 5, 2, 3});
	}
	CHECK(fake::take_warnings().size() == 1);
	CHECK(numbers(list) == Numbers{1, 2, 3});
}

TEST_CASE_METHOD(Fresh, "a list that ends leaves its items unlinked, and alive")
{
	Item item(1);
	{
		Items list;
		list.push_back(item);
	}
	CHECK_FALSE(item.link.is_linked());
	CHECK(item.number == 1);
}

TEST_CASE_METHOD(Fresh, "an owning list gives the box back, and destroys what is left")
{
	int alive = 0;
	const auto make = [&](int number) { return Box<Item>::make(Gfp::kernel, number, &alive).value(); };
	{
		OwnedItems list;
		list.push_back(make(2));
		list.push_back(make(3));
		list.push_front(make(1));
		CHECK(alive == 3);
		{
			const auto first = list.pop_front();
			const auto last = list.pop_back();
			CHECK((first->number == 1 && last->number == 3 && alive == 3));
		}
		CHECK(alive == 1);
		Item &two = *list.front();
		auto taken = list.remove(two);
		CHECK((taken.get() == &two && list.empty() && alive == 1));
		CHECK(list.pop_front().get() == nullptr);
		list.push_back(std::move(taken));
		OwnedItems other;
		other.push_back(make(4));
		list.splice_front(other);
		CHECK((numbers(list) == Numbers{4, 2} && alive == 2));
	}
	CHECK(alive == 0);
}

TEST_CASE_METHOD(Fresh, "an owning list warns of an empty box, and of what is linked or is not")
{
	OwnedItems list;
	list.push_back(Box<Item>::take(nullptr));
	CHECK(fake::take_warnings().size() == 1);
	Item item(1);
	CHECK(list.remove(item).get() == nullptr);
	CHECK(fake::take_warnings().size() == 1);
	int alive = 0;
	Items borrowed;
	auto box = Box<Item>::make(Gfp::kernel, 2, &alive).value();
	borrowed.push_back(*box);
	list.push_front(std::move(box));
	CHECK(fake::take_warnings().size() == 2);
	CHECK((alive == 0 && borrowed.empty() && list.empty()));
}

TEST_CASE_METHOD(Fresh, "a list is the data of a lock")
{
	constinit static kernel::LockClass list_class{"list"};
	kernel::Mutex<Items> list(list_class);
	Item one(1);
	{
		auto held = list.lock();
		held->push_back(one);
		for (const Item &item : *held)
			CHECK(item.number == 1);
	}
	list.with([&](Items &items) { items.remove(one); });
}
