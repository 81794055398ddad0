// SPDX-License-Identifier: GPL-2.0-only
// CPUs: which are reported. (selftest.sh has one go and come again, and asks the module's node.)
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/cpu/hotplug.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// Counts the CPUs that are online; one may be refused.
class CpuCounter : Pinned
{
public:
	explicit CpuCounter(unsigned int refused = ~0u) : refused_(refused) {}
	Result<void> start() { return cpus_.register_state("rusty_selftest:online"); }
	void stop() { cpus_.unregister_state(); }
	s64 count() const { return count_.load(); }

private:
	Result<void> online(unsigned int cpu)
	{
		if (cpu == refused_)
			return Errno(ENXIO);
		count_.inc();
		return {};
	}
	void offline(unsigned int) { count_.dec(); }

	const unsigned int refused_;
	Atomic64 count_{0};
	CpuHotplug<&CpuCounter::online, &CpuCounter::offline> cpus_{*this};
};

Outcome each_cpu_is_reported()
{
	CpuCounter first, second;
	TRY(first.start());
	TRY(second.start());
	EXPECT(first.start().error() == errors::busy);
	EXPECT(first.count() >= 1 && first.count() == second.count());
	first.stop();
	EXPECT(first.count() == 0 && second.count() >= 1);
	TRY(first.start());
	EXPECT(first.count() == second.count());
	return {};
}

Outcome a_cpu_that_is_refused()
{
	CpuCounter counter(0);
	EXPECT(counter.start().error() == Errno(ENXIO));
	EXPECT(counter.count() == 0);
	return {};
}

constexpr Test cpu_tests[] = {
	{"cpu hotplug: each CPU that is online is reported, and each that is left", each_cpu_is_reported},
	{"cpu hotplug: a callback that refuses a CPU that is online is not registered",
	 a_cpu_that_is_refused},
};

} // namespace
} // namespace selftest
