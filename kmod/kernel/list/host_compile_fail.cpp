// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/list/owned_list.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Item {
	int number = 0;
	ListLink link;
};
struct Other {
	ListLink link;
};
using Items = List<Item, &Item::link>;

[[maybe_unused]] void lists(const Items &shared, OwnedList<Item, &Item::link> &owned)
{
	Items list;
	Item item;
	list.push_back(item);
	list.push_back(Item()); // FAULT: (cannot bind|no matching|expects an lvalue)
	list.pop_front(); // FAULT: (ignoring|nodiscard)
	owned.push_back(item); // FAULT: (cannot convert|could not convert|no viable conversion)
	Item copy = item; // FAULT: (deleted|ill-formed)
	Items other = list; // FAULT: (deleted|ill-formed)
	List<Item, &Other::link> strange; // FAULT: (could not convert|cannot be converted|not implicitly convertible|not a valid template argument|invalid)
	Other stranger;
	list.push_back(stranger); // FAULT: (invalid initialization|cannot convert|no matching|cannot bind|non-const lvalue reference)
}

[[maybe_unused]] void reading(const Items &shared)
{
	Items list;
	for (const Item &each : shared)
		(void)each;
	for (Item &each : shared) (void)each; // FAULT: (discards|binding)
	shared.front()->number = 1; // FAULT: (read-only|const)
	(void)list;
	list.splice_back(shared); // FAULT: (discards|binding|const)
	Item item;
	item.link.unlink(); // FAULT: (inaccessible|private)
}

} // namespace
