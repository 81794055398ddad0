// SPDX-License-Identifier: GPL-2.0-only
// CPUs that come and go, and how they are reported.
#include "kernel/cpu/hotplug.hpp"

#include "tests/kit/host/fresh.hpp"

using kernel::CpuHotplug;
using kernel::Errno;
using kernel::Result;
namespace errors = kernel::errors;

namespace
{

struct Sampler : kernel::Pinned {
	Result<void> online(unsigned int cpu)
	{
		if (cpu == refused)
			return Errno(ENXIO);
		calls += "+" + std::to_string(cpu);
		return {};
	}
	void offline(unsigned int cpu) { calls += "-" + std::to_string(cpu); }
	std::string take_calls() { return std::exchange(calls, {}); }

	std::string calls;
	unsigned int refused = 100;
	CpuHotplug<&Sampler::online, &Sampler::offline> cpus{*this};
};

} // namespace

TEST_CASE_METHOD(Fresh, "each CPU that is there or comes is reported, and each that goes or is left")
{
	Sampler sampler;
	fake::take_cpu_offline(0);
	fake::bring_cpu_online(0);
	CHECK(sampler.take_calls().empty());
	{
		Sampler other;
		REQUIRE(sampler.cpus.register_state("sampler:online").ok());
		REQUIRE(other.cpus.register_state("sampler:online").ok());
		CHECK(sampler.take_calls() == "+0+2");
		CHECK(fake::bring_cpu_online(3) == 0);
		fake::take_cpu_offline(2);
		CHECK(sampler.take_calls() == "+3-2");
		CHECK(other.take_calls() == "+0+2+3-2");
		CHECK(sampler.cpus.register_state("sampler:online").error() == errors::busy);
	}
	sampler.cpus.unregister_state();
	CHECK(sampler.take_calls() == "-0-3");
	sampler.cpus.unregister_state();
	fake::bring_cpu_online(2);
	CHECK(sampler.take_calls().empty());
	REQUIRE(sampler.cpus.register_state("sampler:online").ok());
	CHECK(sampler.take_calls() == "+0+2+3");
}

TEST_CASE_METHOD(Fresh, "a CPU that is refused stays offline, and a callback that refuses one that is there "
			"is not registered")
{
	Sampler sampler;
	sampler.refused = 3;
	REQUIRE(sampler.cpus.register_state("sampler:online").ok());
	CHECK(fake::bring_cpu_online(3) == -ENXIO);
	sampler.cpus.unregister_state();
	CHECK(sampler.take_calls() == "+0+2-0-2");
	sampler.refused = 2;
	CHECK(sampler.cpus.register_state("sampler:online").error() == Errno(ENXIO));
	CHECK(sampler.take_calls() == "+0-0");
	fake::refuse_cpu_states();
	CHECK(sampler.cpus.register_state("sampler:online").error() == errors::no_space);
}
