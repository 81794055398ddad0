// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/hash/hash_table.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Name {
	char letter = 'a';
};
struct Item {
	u32 number = 0;
	Name name;
	bool flag = false;
	HlistLink link;
	void touch() {}
};
struct Other {
	HlistLink link;
};
using Items = HashTable<Item, &Item::link, &Item::number, 4>;

[[maybe_unused]] void tables(const Items &shared)
{
	Items table;
	Item item;
	table.insert(item);
	table.insert(Item()); // FAULT: (cannot bind|no matching|expects an lvalue)
	Item copy = item; // FAULT: (deleted|ill-formed)
	Items other = table; // FAULT: (deleted|ill-formed)
	HashTable<Item, &Item::link, &Item::name, 4> by_a_class; // FAULT: a key is a member that is an integer or a pointer
	HashTable<Item, &Item::link, &Item::touch, 4> by_a_function; // FAULT: (invalid use|a key is a member|reference to non-static member function)
	HashTable<Item, &Item::link, &Item::number, 0> of_no_bucket; // FAULT: a hash table has 2.1 to 2.20 buckets
	HashTable<Item, &Item::link, &Item::number, 40> of_too_many; // FAULT: a hash table has 2.1 to 2.20 buckets
	HashTable<Item, &Other::link, &Item::number, 4> strange; // FAULT: (could not convert|cannot be converted|not implicitly convertible|not a valid template argument|invalid)
	Other stranger;
	table.insert(stranger); // FAULT: (invalid initialization|cannot convert|no matching|cannot bind|non-const lvalue reference)
	for (const Item &each : shared)
		(void)each;
	for (Item &each : shared) (void)each; // FAULT: (discards|binding)
	shared.find(1)->number = 1; // FAULT: (read-only|const)
	for (Item &each : shared.equal_range(1)) (void)each; // FAULT: (discards|binding)
	item.link.unlink(); // FAULT: private
	Hlist<Item, &Item::link> list;
	list.pop_front(); // FAULT: (ignoring|nodiscard)
}

} // namespace
