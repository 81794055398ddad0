// SPDX-License-Identifier: MIT
// Counting: the guest's cycle counter is its count of instructions (-icount), so a difference of two is exact.
#ifndef BENCH_CYCLES_HPP
#define BENCH_CYCLES_HPP

#include <algorithm>
#include <cstdint>
#include <limits>

#include <x86intrin.h>

namespace bench
{

using Count = std::int64_t;

// A system call and nothing else: no errno, no cancellation point, no wrapper of a libc that differs from host to host.
inline long call(long number, long a = 0, long b = 0, long c = 0, long d = 0)
{
	register long r10 asm("r10") = d;
	long returned;
	asm volatile("syscall"
		     : "=a"(returned)
		     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10)
		     : "rcx", "r11", "memory");
	return returned;
}

inline long address(const void *pointer)
{
	return reinterpret_cast<long>(pointer);
}

// How often `repeated` is repeated within one measurement, and how many measurements are made. Each must be short compared
// with the period of the kernel's tick: the shortest of many then contains no tick.
constexpr int calls = 40;
constexpr int spans = 24;

template <typename Repeated>
[[gnu::noinline]] Count span(Repeated &repeated, int times)
{
	const Count begun = static_cast<Count>(__rdtsc());
	for (int i = 0; i < times; ++i)
		repeated();
	return static_cast<Count>(__rdtsc()) - begun;
}

template <typename Repeated>
Count with_loop(Repeated repeated)
{
	Count once = std::numeric_limits<Count>::max(), twice = once;
	span(repeated, calls);
	for (int i = 0; i < spans; ++i) {
		once = std::min(once, span(repeated, calls));
		twice = std::min(twice, span(repeated, 2 * calls));
	}
	return (twice - once + calls / 2) / calls;
}

// Instructions of one call: from the difference of N and 2N of them, less the loop around it.
template <typename Repeated>
Count count(Repeated repeated)
{
	static const Count loop = with_loop([] { asm volatile("" ::: "memory"); });
	return with_loop(repeated) - loop;
}

} // namespace bench

#endif
