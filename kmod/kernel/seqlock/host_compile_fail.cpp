// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/memory/box.hpp"
#include "kernel/seqlock/seqlock.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

constinit LockClass test_class{"test"};

struct Pair {
	int first = 0;
	int second = 0;
};

[[maybe_unused]] void seqlocks(Box<int> box)
{
	SeqLock<Pair> lock(test_class);
	const Pair seen = lock.read();
	lock.update([](Pair &pair) { pair.second += 1; });
	lock.words_.load(); // FAULT: private
	SeqLock<Pair> copy = lock; // FAULT: (deleted|ill-formed|implicitly)
	SeqLock<Box<int>> boxes(test_class, kernel::move(box)); // FAULT: a type with a copy constructor or a destructor of its own is Rcu's
	SeqLock<int *> pointer(test_class, nullptr); // FAULT: may hold a pointer when what it points at is freed
	const u32 fixed = 0;
	SeqCount count(fixed); // FAULT: discards|no matching|drops|qualifier
	(void)seen;
}

} // namespace
