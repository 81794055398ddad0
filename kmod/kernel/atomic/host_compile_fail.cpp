// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/atomic/atomic.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Pair {
	int a, b;
};

[[maybe_unused]] void words(Atomic<u64> &counter, Atomic<int *> &pointer, const Atomic<u64> &shared)
{
	counter.inc();
	counter.compare_exchange(1, 2);
	Atomic<u64> copy = counter; // FAULT: (deleted)
	counter = Atomic<u64>(1); // FAULT: (deleted)
	counter = 1; // FAULT: (no match|no viable|cannot convert|deleted)
	Atomic<short> small; // FAULT: (constraint|satisf)
	Atomic<Pair> pair; // FAULT: (constraint|satisf)
	counter.dec_and_test(); // FAULT: (ignoring|nodiscard|unused)
	pointer.exchange(nullptr);
	pointer.fetch_add(nullptr); // FAULT: (no matching|constraint|invalid reference|unsatisf)
	pointer.inc(); // FAULT: (no matching|constraint|invalid reference|unsatisf)
	(void)shared.load();
	shared.inc(); // FAULT: (discards|no matching|const)
}

} // namespace
