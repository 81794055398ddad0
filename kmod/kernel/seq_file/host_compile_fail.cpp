// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/seq_file/seq_file.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Owner {
};
struct Other {
};
struct Item {
};

struct Walk {
	explicit Walk(Owner &) {}
	Result<Item *> start(u64) { return nullptr; }
	Item *next(Item &) { return nullptr; }
	Result<void> show(const Item &, TextWriter &) const { return {}; }
};
struct ConstWalk {
	explicit ConstWalk(Owner &) {}
	Result<const Item *> start(u64) const { return nullptr; }
	const Item *next(const Item &) const { return nullptr; }
	Result<void> show(const Item &, TextWriter &) { return {}; }
};
class Private
{
public:
	explicit Private(Owner &) {}
	Result<Item *> start(u64) { return nullptr; }
	Item *next(Item &) { return nullptr; }

private:
	Result<void> show(const Item &, TextWriter &) const { return {}; }
};
struct Overloaded : Walk {
	using Walk::Walk;
	Item *next(Item &) { return nullptr; }
	Item *next(Item *) { return nullptr; }
};
struct StartsOtherwise : Walk {
	using Walk::Walk;
	Item *start(u64) { return nullptr; }
};
struct NextOtherwise : Walk {
	using Walk::Walk;
	Other *next(Other &) { return nullptr; }
};
struct ShowsOtherwise : Walk {
	using Walk::Walk;
	Result<void> show(const Other &, TextWriter &) const { return {}; }
};
struct ShowsNothing : Walk {
	using Walk::Walk;
	void show(const Item &, TextWriter &) const {}
};

[[maybe_unused]] constexpr auto right = SeqFile<Owner, Walk>::make_operations();
[[maybe_unused]] constexpr auto constant = SeqFile<Owner, ConstWalk>::make_operations();
[[maybe_unused]] constexpr auto stranger = SeqFile<Other, Walk>::make_operations(); // FAULT: is made of the object that has them
[[maybe_unused]] constexpr auto hidden = SeqFile<Owner, Private>::make_operations(); // FAULT: has three public member functions
[[maybe_unused]] constexpr auto twice = SeqFile<Owner, Overloaded>::make_operations(); // FAULT: has three public member functions
[[maybe_unused]] constexpr auto starts = SeqFile<Owner, StartsOtherwise>::make_operations(); // FAULT: must be .Result<Item \*> start
[[maybe_unused]] constexpr auto next = SeqFile<Owner, NextOtherwise>::make_operations(); // FAULT: must be .Item \*next
[[maybe_unused]] constexpr auto shows = SeqFile<Owner, ShowsOtherwise>::make_operations(); // FAULT: must be .Result<void> show
[[maybe_unused]] constexpr auto nothing = SeqFile<Owner, ShowsNothing>::make_operations(); // FAULT: must be .Result<void> show

} // namespace
