// SPDX-License-Identifier: GPL-2.0-only
// The shims of CPU hotplug.
#include "kernel/cpu/shim.h"

#include <cerrno>
#include <map>
#include <set>
#include <string>

#include "kernel/layouts.h"
#include "tests/kit/host/fake.hpp"

namespace
{

using Function = int (*)(unsigned int, hlist_node *);
struct State {
	Function startup;
	Function teardown;
	std::set<hlist_node *> nodes;
};
std::map<int, State> states;
std::set<unsigned int> cpus;
bool refused = false;
const fake::Part part(
	[] {
		states.clear();
		cpus = {0, 2};
		refused = false;
	},
	[] { return std::string(states.empty() ? "" : "a state of CPU hotplug"); });

} // namespace

namespace fake
{

int bring_cpu_online(unsigned int cpu)
{
	for (auto &[number, state] : states)
		for (hlist_node *node : state.nodes)
			if (const int failed = state.startup(cpu, node))
				return failed;
	cpus.insert(cpu);
	return 0;
}
void take_cpu_offline(unsigned int cpu)
{
	for (auto &[number, state] : states)
		for (hlist_node *node : state.nodes)
			if (state.teardown(cpu, node) != 0)
				violated("a CPU is kept online");
	cpus.erase(cpu);
}
void refuse_cpu_states()
{
	refused = true;
}

} // namespace fake

int shim_cpuhp_setup_state_multi(const char *, Function startup, Function teardown)
{
	fake::might_sleep("cpuhp_setup_state_multi");
	if (refused)
		return -ENOSPC;
	const int number = states.empty() ? 100 : states.rbegin()->first + 1;
	states[number] = {startup, teardown, {}};
	return number;
}

int shim_cpuhp_state_add_instance(int number, struct hlist_node *node)
{
	fake::might_sleep("cpuhp_state_add_instance");
	State &state = states.at(number);
	std::set<unsigned int> done;
	for (const unsigned int cpu : cpus) {
		const int failed = state.startup(cpu, node);
		if (failed != 0) {
			for (const unsigned int before : done)
				state.teardown(before, node);
			return failed;
		}
		done.insert(cpu);
	}
	state.nodes.insert(node);
	return 0;
}

void shim_cpuhp_state_remove_instance(int number, struct hlist_node *node)
{
	fake::might_sleep("cpuhp_state_remove_instance");
	for (const unsigned int cpu : cpus)
		states.at(number).teardown(cpu, node);
	if (states.at(number).nodes.erase(node) == 0)
		fake::violated("an instance of a state that is none");
}

void shim_cpuhp_remove_multi_state(int number)
{
	fake::might_sleep("cpuhp_remove_multi_state");
	if (states.count(number) == 0 || !states.at(number).nodes.empty())
		fake::violated("a state of CPU hotplug that is not there, or in use");
	states.erase(number);
}
