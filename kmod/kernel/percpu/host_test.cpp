// SPDX-License-Identifier: GPL-2.0-only
// Memory for each CPU: made, reached, added to, summed up and destroyed on every possible one.
#include "kernel/percpu/percpu.hpp"

#include <thread>
#include <utility>
#include <vector>

#include "kernel/memory/box.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::PerCpu;
namespace errors = kernel::errors;

namespace
{

struct Traffic {
	Traffic() = default;
	explicit Traffic(u64 packets) : packets(packets) {}
	u64 packets = 0;
	s64 balance = 0;
	u32 drops = 0;
};

int alive;
struct Counted {
	explicit Counted(int number) : number(number) { ++alive; }
	~Counted() { --alive; }
	int number;
};

// Does it on each CPU.
template <typename Function>
void on_each_cpu(Function function)
{
	for (const unsigned int cpu : fake::possible_cpus) {
		fake::run_on_cpu(cpu);
		function(cpu);
	}
	fake::run_on_cpu(0);
}

} // namespace

TEST_CASE_METHOD(Fresh, "each CPU's number is its own, and the sum that of all")
{
	auto made = PerCpu<u64>::make();
	REQUIRE(made.ok());
	PerCpu<u64> numbers = std::move(made.value());
	CHECK(numbers.sum() == 0);
	on_each_cpu([&](unsigned int cpu) { numbers.this_cpu_add(cpu + 10); });
	CHECK(numbers.sum() == 34);
	std::vector<u64> seen;
	numbers.for_each_possible_cpu([&](u64 &number) { seen.push_back(number); });
	CHECK(seen == std::vector<u64>{10, 11, 13});
	on_each_cpu([&](unsigned int cpu) {
		auto mine = numbers.this_cpu();
		CHECK(*mine == cpu + 10);
		*mine = 1;
	});
	CHECK(numbers.sum() == 3);
	CHECK(numbers.with([](u64 &number) { return number; }) == 1);
}

TEST_CASE_METHOD(Fresh, "numbers of all kinds are added to and subtracted from")
{
	auto longs = PerCpu<unsigned long>::make(5UL);
	auto negative = PerCpu<s64>::make();
	auto narrow = PerCpu<s32>::make();
	CHECK(longs.value().sum() == 15);
	on_each_cpu([&](unsigned int) {
		longs.value().this_cpu_add(2);
		negative.value().this_cpu_add(-7);
		narrow.value().this_cpu_add(-8);
	});
	CHECK(longs.value().sum() == 21);
	CHECK(negative.value().sum() == -21);
	CHECK(narrow.value().sum() == -24);
}

TEST_CASE_METHOD(Fresh, "members of a structure are numbers of each CPU, too")
{
	auto made = PerCpu<Traffic>::make(u64{100});
	PerCpu<Traffic> &traffic = made.value();
	on_each_cpu([&](unsigned int cpu) {
		traffic.this_cpu_add(&Traffic::packets, 1);
		traffic.this_cpu_add(&Traffic::balance, -2);
		traffic.this_cpu_add(&Traffic::drops, cpu);
	});
	CHECK(traffic.sum(&Traffic::packets) == 303);
	CHECK(traffic.sum(&Traffic::balance) == -6);
	CHECK(traffic.sum(&Traffic::drops) == 4);
	CHECK(traffic.with([](Traffic &mine) { return mine.packets; }) == 101);
}

TEST_CASE_METHOD(Fresh, "what threads of several CPUs add at once is all there")
{
	auto made = PerCpu<u64>::make();
	std::vector<std::thread> threads;
	for (const unsigned int cpu : fake::possible_cpus)
		threads.emplace_back([&made, cpu] {
			fake::run_on_cpu(cpu);
			for (int round = 0; round < 5000; ++round)
				made.value().this_cpu_add(1);
		});
	for (auto &thread : threads)
		thread.join();
	CHECK(made.value().sum() == 15000);
}

TEST_CASE_METHOD(
	Fresh,
	"each CPU's object is made from the arguments, and destroyed once, also when its owner was moved")
{
	{
		auto made = PerCpu<Counted>::make(7);
		CHECK(alive == 3);
		PerCpu<Counted> first = std::move(made.value());
		auto other = PerCpu<Counted>::make(8);
		PerCpu<Counted> second = std::move(other.value());
		CHECK(alive == 6);
		CHECK(second.with([](Counted &mine) { return mine.number; }) == 8);
		second = std::move(first);
		CHECK(alive == 3);
		int sum = 0;
		second.for_each_possible_cpu([&](const Counted &each) { sum += each.number; });
		CHECK(sum == 21);
	}
	CHECK(alive == 0);
}

TEST_CASE_METHOD(Fresh, "without memory there is ENOMEM and nothing left")
{
	CHECK(with_each_failing_allocation([] {
		      auto made = PerCpu<Counted>::make(7);
		      if (!made.ok())
			      CHECK(made.error() == errors::no_memory);
	      }) == 1);
	CHECK(alive == 0);
}

TEST_CASE_METHOD(Fresh, "the fake kernel notices a task that sleeps on a CPU that may not change")
{
	auto made = PerCpu<u64>::make();
	{
		const auto mine = made.value().this_cpu();
		(void)kernel::Box<int>::make(kernel::Gfp::atomic, 1);
		CHECK(fake::violations().empty());
		(void)kernel::Box<int>::make(kernel::Gfp::kernel, 1);
		CHECK(fake::take_violations().size() == 1);
	}
	(void)kernel::Box<int>::make(kernel::Gfp::kernel, 1);
}
