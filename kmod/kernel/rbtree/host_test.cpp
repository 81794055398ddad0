// SPDX-License-Identifier: GPL-2.0-only
// Trees of objects that are sorted by a key: order, search, removal at any time.
#include <algorithm>
#include <deque>
#include <random>
#include <utility>
#include <vector>

#include "kernel/lock/spinlock.hpp"
#include "kernel/rbtree/rb_tree.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::RbLink;
using kernel::RbTree;

namespace
{

struct Item {
	explicit Item(int key, int number = 0) : number(number), key(key) {}
	int number;
	int key;
	RbLink link;
	RbLink other_link;
};
using Tree = RbTree<Item, &Item::link, &Item::key>;
using OtherTree = RbTree<Item, &Item::other_link, &Item::number>;
using Numbers = std::vector<int>;

template <typename Tree>
Numbers numbers(const Tree &tree)
{
	Numbers all;
	for (const Item &item : tree)
		all.push_back(item.number);
	return all;
}

struct Five : Fresh {
	Five()
	{
		for (Item *each : {&d, &b, &e, &a, &c})
			tree.insert(*each);
	}
	Item a{-10, 1}, b{20, 2}, c{20, 3}, d{20, 4}, e{30, 5};
	Tree tree;
};

} // namespace

TEST_CASE_METHOD(Five, "items are sorted by their key, those of one key as they were inserted")
{
	CHECK(numbers(tree) == Numbers{1, 4, 2, 3, 5});
	CHECK((tree.front() == &a && tree.back() == &e));
	CHECK((std::as_const(tree).front() == &a && std::as_const(tree).back() == &e));
	CHECK((tree.next(a) == &d && tree.next(e) == nullptr));
	CHECK((tree.previous(a) == nullptr && tree.previous(e) == &c));
	CHECK_FALSE(tree.empty());
}

TEST_CASE_METHOD(Five, "the first of a key is found, and the first that is not less")
{
	CHECK(tree.find(20) == &d);
	CHECK(tree.find(-10) == &a);
	CHECK(tree.find(21) == nullptr);
	CHECK(tree.find(31) == nullptr);
	CHECK(std::as_const(tree).find(30) == &e);
	CHECK(tree.lower_bound(-100) == &a);
	CHECK(tree.lower_bound(0) == &d);
	CHECK(tree.lower_bound(20) == &d);
	CHECK(tree.lower_bound(21) == &e);
	CHECK(std::as_const(tree).lower_bound(31) == nullptr);
}

TEST_CASE_METHOD(Five, "an item leaves at any place, and can be inserted again")
{
	tree.remove(d);
	CHECK_FALSE(d.link.is_linked());
	CHECK(numbers(tree) == Numbers{1, 2, 3, 5});
	CHECK(tree.find(20) == &b);
	CHECK(tree.pop_front() == &a);
	CHECK(tree.pop_back() == &e);
	d.key = 5;
	tree.insert(d);
	CHECK(numbers(tree) == Numbers{4, 2, 3});
	tree.clear();
	CHECK((tree.empty() && numbers(tree).empty() && !b.link.is_linked()));
	CHECK((tree.front() == nullptr && tree.pop_back() == nullptr && tree.find(5) == nullptr));
	tree.insert(b);
	CHECK(numbers(tree) == Numbers{2});
}

TEST_CASE_METHOD(Five, "the body of a loop over a tree may remove its item")
{
	for (Item &item : tree)
		if (item.key == 20)
			tree.remove(item);
	CHECK(numbers(tree) == Numbers{1, 5});
	for (Item &item : tree)
		tree.remove(item);
	CHECK(tree.empty());
}

TEST_CASE_METHOD(Five, "an item with two links is in two trees at once")
{
	OtherTree other;
	for (Item *each : {&e, &c, &a})
		other.insert(*each);
	tree.remove(c);
	CHECK(numbers(other) == Numbers{1, 3, 5});
	CHECK(numbers(tree) == Numbers{1, 4, 2, 5});
}

TEST_CASE_METHOD(Five, "an item that is in a tree already is warned of, and stays where it is")
{
	Tree other;
	other.insert(a);
	tree.insert(a);
	CHECK(fake::take_warnings().size() == 2);
	CHECK((other.empty() && numbers(tree) == Numbers{1, 4, 2, 3, 5}));
}

TEST_CASE_METHOD(Five, "an item of another tree, or of none, is warned of, and stays where it is")
{
	Item free(7, 7);
	Tree other;
	tree.remove(free);
	other.remove(a);
	CHECK(other.next(a) == nullptr);
	CHECK(tree.previous(free) == nullptr);
	CHECK(fake::take_warnings().size() == 4);
	CHECK((a.link.is_linked() && tree.find(-10) == &a));
}

TEST_CASE_METHOD(Five, "an item that is destroyed in a tree is warned of, and taken out")
{
	{
		Item sixth(20, 6);
		tree.insert(sixth);
		CHECK(numbers(tree) == Numbers{1, 4, 2, 3, 6, 5});
	}
	CHECK(fake::take_warnings().size() == 1);
	CHECK(numbers(tree) == Numbers{1, 4, 2, 3, 5});
}

TEST_CASE_METHOD(Fresh, "a tree that ends leaves its items unlinked, and alive")
{
	Item item(1, 1);
	{
		Tree tree;
		tree.insert(item);
	}
	CHECK_FALSE(item.link.is_linked());
	CHECK(item.number == 1);
}

TEST_CASE_METHOD(Fresh, "a tree of many is sorted whatever comes and goes")
{
	std::mt19937 random(1);
	std::deque<Item> items;
	for (int number = 0; number < 300; ++number)
		items.emplace_back(static_cast<int>(random() % 100), number);
	Tree tree;
	std::vector<Item *> inside;
	for (int round = 0; round < 2000; ++round) {
		Item &item = items[random() % items.size()];
		if (item.link.is_linked()) {
			tree.remove(item);
			inside.erase(std::find(inside.begin(), inside.end(), &item));
		} else {
			tree.insert(item);
			inside.push_back(&item);
		}
		const int key = static_cast<int>(random() % 100);
		const Item *first = nullptr;
		for (const Item *each : inside)
			if (each->key >= key && (first == nullptr || each->key < first->key))
				first = each;
		if (tree.lower_bound(key) != first)
			FAIL("round " << round);
	}
	std::stable_sort(inside.begin(), inside.end(), [](Item *a, Item *b) { return a->key < b->key; });
	Numbers expected;
	for (const Item *each : inside)
		expected.push_back(each->number);
	CHECK(numbers(tree) == expected);
}

TEST_CASE_METHOD(Fresh, "a tree is the data of a lock")
{
	constinit static kernel::LockClass tree_class{"tree"};
	kernel::SpinLock<Tree> tree(tree_class);
	Item item(1);
	{
		auto held = tree.lock();
		held->insert(item);
		CHECK(held->front() == &item);
	}
	tree.with([&](Tree &items) { items.remove(item); });
}
