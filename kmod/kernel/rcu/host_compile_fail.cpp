// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/rcu/pointer.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Limits {
	int most = 0;
};

[[maybe_unused]] void all(Rcu<Limits> &limits, Limits &mine)
{
	const auto now = limits.read();
	(void)now->most;
	now->most = 1; // FAULT: read-only|not assignable|cannot assign
	limits.read(); // FAULT: a section without a name
	int most = limits.read()->most; // FAULT: (deleted|is an lvalue)
	const Limits &kept = *limits.read(); // FAULT: (deleted|is an lvalue)
	auto copy = now; // FAULT: (deleted|ill-formed|implicitly)
	auto other = limits; // FAULT: (deleted|ill-formed|implicitly)
	limits.replace_later(Box<Limits>::take(nullptr)); // FAULT: let its base be RcuHead
	limits.replace(&mine); // FAULT: could not convert|cannot convert|no viable conversion
}

} // namespace
