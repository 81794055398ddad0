// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/cpu/hotplug.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Sampler {
	Result<void> online(unsigned int) { return {}; }
	void offline(unsigned int) {}
	void quiet(unsigned int) {}
	CpuHotplug<&Sampler::online, &Sampler::offline> cpus{*this};
	CpuHotplug<&Sampler::quiet, &Sampler::offline> never{*this}; // FAULT: for a CPU that comes online is a member function
	CpuHotplug<&Sampler::online, &Sampler::online> keeps{*this}; // FAULT: which cannot keep it
	CpuHotplug<&Sampler::online, &Sampler::offline> copy{cpus}; // FAULT: (deleted|no matching)
};

[[maybe_unused]] void all(Sampler &sampler, const char *name)
{
	(void)sampler.cpus.register_state("sampler");
	sampler.cpus.register_state("sampler"); // FAULT: ignoring|an error would be ignored
	(void)sampler.cpus.register_state(name); // FAULT: no matching (member )?function
}

} // namespace
