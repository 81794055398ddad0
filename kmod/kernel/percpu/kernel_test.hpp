// SPDX-License-Identifier: GPL-2.0-only
// Memory for each CPU in the kernel: nothing that is added is lost, whatever else runs on the CPU.
#pragma once

#include "kernel/memory/box.hpp"
#include "kernel/percpu/percpu.hpp"
#include "kernel/thread/thread.hpp"
#include "kernel/timer/timer.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

struct PerCpuTraffic {
	u64 packets = 0;
	s64 balance = 0;
	u32 drops = 0;
	unsigned long bytes = 0;
};

Outcome percpu_numbers_add_up()
{
	auto numbers = TRY(PerCpu<u64>::make());
	auto negative = TRY(PerCpu<s32>::make(-1));
	EXPECT(numbers.sum() == 0);
	s32 cpus = 0;
	numbers.for_each_possible_cpu([&](u64 &number) {
		number = 0xffff'ffff;
		++cpus;
	});
	EXPECT(cpus >= 1 && negative.sum() == -cpus);
	numbers.this_cpu_add(hidden(u64{1}));
	negative.this_cpu_add(hidden(-5));
	EXPECT(numbers.sum() == u64{0xffff'ffff} * static_cast<u32>(cpus) + 1 && negative.sum() == -cpus - 5);
	return {};
}

Outcome percpu_members_add_up()
{
	auto traffic = TRY(PerCpu<PerCpuTraffic>::make());
	for (u32 round = 0; round < 1000; ++round) {
		traffic.this_cpu_add(&PerCpuTraffic::packets, u64{1} << 32);
		traffic.this_cpu_add(&PerCpuTraffic::balance, -2);
		traffic.this_cpu_add(&PerCpuTraffic::drops, 3);
		traffic.this_cpu_add(&PerCpuTraffic::bytes, 4);
	}
	EXPECT(traffic.sum(&PerCpuTraffic::packets) == u64{1000} << 32);
	EXPECT(traffic.sum(&PerCpuTraffic::balance) == -2000);
	EXPECT(traffic.sum(&PerCpuTraffic::drops) == 3000 && traffic.sum(&PerCpuTraffic::bytes) == 4000);
	return {};
}

// Threads that add, by this_cpu_add() and with preemption off, and a timer that interrupts them.
struct Adding : Pinned {
	Adding(PerCpu<PerCpuTraffic> &traffic, u64 &ticks) : traffic(traffic), ticks(ticks) {}
	PerCpu<PerCpuTraffic> &traffic;
	u64 &ticks; // of its timer alone
	Flag done;
	void tick()
	{
		traffic.this_cpu_add(&PerCpuTraffic::packets, 1);
		++ticks;
		if (!done.is_set())
			timer.start(1_ms);
	}
	Timer<&Adding::tick> timer{*this};
	Thread<Adding> thread{run, *this};

	static void run(Adding &self)
	{
		self.timer.start(1_ms);
		for (int round = 0; round < 100'000; ++round) {
			self.traffic.this_cpu_add(&PerCpuTraffic::packets, 1);
			auto mine = self.traffic.this_cpu();
			const u32 before = mine->drops;
			for (int moment = 0; moment < 20; ++moment)
				asm volatile("" : "+r"(moment));
			mine->drops = before + 1;
		}
		self.done.set();
	}
};

Outcome nothing_that_is_added_is_lost()
{
	auto traffic = TRY(PerCpu<PerCpuTraffic>::make());
	u64 ticks[2] = {};
	{
		const auto first = TRY(Box<Adding>::make(Gfp::kernel, traffic, ticks[0]));
		const auto second = TRY(Box<Adding>::make(Gfp::kernel, traffic, ticks[1]));
		TRY(first->thread.start("selftest_adding"));
		TRY(second->thread.start("selftest_adding"));
		EXPECT(eventually([&] { return first->done.is_set() && second->done.is_set(); }));
	}
	EXPECT(traffic.sum(&PerCpuTraffic::packets) == 200'000 + ticks[0] + ticks[1]);
	EXPECT(traffic.sum(&PerCpuTraffic::drops) == 200'000);
	return {};
}

Outcome percpu_objects_are_destroyed()
{
	int alive = 0;
	{
		struct Of {
			explicit Of(int *alive) : counted(*alive) {}
			Counted counted;
		};
		auto first = TRY(PerCpu<Of>::make(&alive));
		const int cpus = alive;
		auto second = TRY(PerCpu<Of>::make(&alive));
		EXPECT(cpus >= 1 && alive == 2 * cpus);
		first = kernel::move(second);
		EXPECT(alive == cpus);
	}
	EXPECT(alive == 0);
	return {};
}

constexpr Test percpu_tests[] = {
	{"percpu: the numbers of all CPUs add up", percpu_numbers_add_up},
	{"percpu: members of a structure add up", percpu_members_add_up},
	{"percpu: nothing that threads and a timer add is lost", nothing_that_is_added_is_lost},
	{"percpu: each CPU's object is destroyed once", percpu_objects_are_destroyed},
};

} // namespace
} // namespace selftest
