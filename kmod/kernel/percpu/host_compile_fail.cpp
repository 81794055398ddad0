// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/percpu/percpu.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Traffic {
	u64 packets = 0;
	u16 ports = 0;
};
struct Huge {
	char bytes[0x10000];
};

[[maybe_unused]] void all(PerCpu<u64> &numbers, PerCpu<Traffic> &traffic)
{
	auto mine = traffic.this_cpu();
	mine->packets += 1;
	numbers.this_cpu_add(1);
	traffic.this_cpu_add(&Traffic::packets, 1);
	traffic.this_cpu(); // FAULT: a guard without a name
	traffic.this_cpu()->packets = 1; // FAULT: (deleted|is an lvalue)
	u64 read = *numbers.this_cpu(); // FAULT: (deleted|is an lvalue)
	auto copy = mine; // FAULT: (deleted|ill-formed|implicitly)
	PerCpu<u64> other = numbers; // FAULT: (deleted|implicitly)
	PerCpu<u64>::make(); // FAULT: an error would be ignored
	traffic.this_cpu_add(1); // FAULT: no match|constraints|no matching|invalid reference
	traffic.this_cpu_add(&Traffic::ports, 1); // FAULT: no match|constraints|no matching
	(void)traffic.sum(); // FAULT: no match|constraints|no matching|invalid reference
	(void)PerCpu<Huge>::make(); // FAULT: let it be a PerCpu of pointers
}

} // namespace
