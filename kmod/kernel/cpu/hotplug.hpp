// SPDX-License-Identifier: GPL-2.0-only
// CpuHotplug: calls member functions of its owner for each CPU, when it comes and before it goes.
#pragma once

#include "kernel/core/member.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/core/result.hpp"
#include "kernel/cpu/shim.h"

namespace kernel
{
namespace
{

/// A state of CPU hotplug (cpuhp_setup_state): calls `Result<void> D::online(unsigned int cpu)` for each CPU that is online, and for each
/// that comes online later, and `void D::offline(unsigned int cpu)` before one goes offline. For what a driver keeps for each CPU. A member
/// of its owner, declared behind what the two use, so that it goes first:
///
///     class Sampler : Pinned {
///             Result<void> online(unsigned int cpu) { return start(cpu); }
///             void offline(unsigned int cpu) { stop(cpu); }
///             CpuHotplug<&Sampler::online, &Sampler::offline> cpus_{*this};
///
///     public:
///             Result<void> start() { return cpus_.register_state("sampler:online"); }
///     };
///
/// Both run on that CPU, in process context, one call at a time, and may sleep; the CPU is not used by others meanwhile: no waiting for what
/// another CPU's call does. An error of online() keeps the CPU offline. They must not register or unregister such a state.
template <auto online, auto offline>
class CpuHotplug : Pinned
{
	static_assert(is_member_of_type<online, Result<void>(unsigned int)>,
		      "what is called for a CPU that comes online is a member function: Result<void> "
		      "online(unsigned int cpu)");
	static_assert(
		is_member_of_type<offline, void(unsigned int)>,
		"what is called for a CPU that goes offline is a member function, which cannot keep it: "
		"void offline(unsigned int cpu)");
	static_assert(is_same<ClassOf<online>, ClassOf<offline>>,
		      "what is called for CPUs that come and go are member functions of one class");
	using Owner = ClassOf<online>;

public:
	explicit CpuHotplug(Owner &owner) : owner_(&owner) {}
	~CpuHotplug() { unregister_state(); }

	/// Calls online() for each CPU that is online before it returns; CPUs that come later wait until then. `name` is a literal,
	/// "driver:online", which /sys/devices/system/cpu/hotplug/states shows. Sleeps. EBUSY: it is registered. ENOSPC: the kernel has room
	/// for no more such states. ENOMEM; or what online() returned, and then offline() has been called for those CPUs before it.
	template <size_t size>
	Result<void> register_state(const char (&name)[size])
	{
		if (state_ != none)
			return errors::busy;
		const int state = shim_cpuhp_setup_state_multi(name, entry_online, entry_offline);
		if (state < 0)
			return Errno::from_kernel(state);
		const int added = shim_cpuhp_state_add_instance(state, raw());
		if (added != 0) {
			shim_cpuhp_remove_multi_state(state);
			return Errno::from_kernel(added);
		}
		state_ = state;
		return {};
	}
	/// What the destructor does: calls offline() for each CPU that is online, and neither after that. Sleeps. It can be registered again.
	void unregister_state()
	{
		if (state_ == none)
			return;
		shim_cpuhp_state_remove_instance(state_, raw());
		shim_cpuhp_remove_multi_state(kernel::exchange(state_, none));
	}

private:
	// (Of the kernel's own types, kCFI compares them.)
	static int entry_online(unsigned int cpu, hlist_node *node)
	{
		return static_cast<int>(returned((owner_of(node).*online)(cpu)));
	}
	static int entry_offline(unsigned int cpu, hlist_node *node)
	{
		(owner_of(node).*offline)(cpu);
		return 0;
	}
	static Owner &owner_of(hlist_node *node)
	{
		static_assert(__is_standard_layout(CpuHotplug),
			      "node_ has the address of the CpuHotplug that it lies in");
		return *reinterpret_cast<CpuHotplug *>(node)->owner_;
	}
	hlist_node *raw() { return reinterpret_cast<hlist_node *>(&node_); }

	[[maybe_unused]] static constexpr int none = -1;
	Opaque<LAYOUT_CPUHP_NODE_SIZE, LAYOUT_CPUHP_NODE_ALIGN> node_{};
	Owner *const owner_;
	int state_ = none;
};

} // namespace
} // namespace kernel
