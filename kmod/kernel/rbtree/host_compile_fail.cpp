// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/rbtree/rb_tree.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Name {
	char letter = 'a';
};
struct Item {
	int number = 0;
	Name name;
	RbLink link;
};
struct Other {
	RbLink link;
};
using Items = RbTree<Item, &Item::link, &Item::number>;

[[maybe_unused]] void trees(const Items &shared)
{
	Items tree;
	Item item;
	tree.insert(item);
	tree.insert(Item()); // FAULT: (cannot bind|no matching|expects an lvalue)
	tree.pop_front(); // FAULT: (ignoring|nodiscard)
	Item copy = item; // FAULT: (deleted|ill-formed)
	Items other = tree; // FAULT: (deleted|ill-formed)
	RbTree<Item, &Item::link, &Item::name> by_a_name; // FAULT: a key is a member that can be compared
	RbTree<Item, &Other::link, &Item::number> strange; // FAULT: (could not convert|cannot be converted|not implicitly convertible|not a valid template argument|invalid)
	Other stranger;
	tree.insert(stranger); // FAULT: (invalid initialization|cannot convert|no matching|cannot bind|non-const lvalue reference)
	for (const Item &each : shared)
		(void)each;
	for (Item &each : shared) (void)each; // FAULT: (discards|binding)
	shared.find(1)->number = 1; // FAULT: (read-only|const)
	shared.lower_bound(1)->number = 1; // FAULT: (read-only|const)
	item.link.node(); // FAULT: private
}

} // namespace
