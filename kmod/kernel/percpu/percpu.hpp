// SPDX-License-Identifier: GPL-2.0-only
// PerCpu<T>: a T for each CPU, so that CPUs do not wait for each other to change it.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/core/result.hpp"
#include "kernel/core/traits.hpp"
#include "kernel/percpu/shim.h"

namespace kernel
{
namespace
{

/// What this_cpu_add() can add to: whole numbers of 32 or 64 bits.
template <typename T>
concept PerCpuCounter = Integer<T> &&(sizeof(T) == 4 || sizeof(T) == 8);

/// The T of the CPU that runs, which stays the same to the end of the scope: preemption is off (get_cpu_ptr), so nothing may sleep,
/// and on RT kernels no SpinLock be taken.
template <typename T>
class ThisCpu : Pinned
{
public:
	/// For PerCpu.
	explicit ThisCpu(void *memory) : here_(static_cast<T *>(shim_get_cpu_ptr(memory))), memory_(memory) {}
	~ThisCpu() { shim_put_cpu_ptr(memory_); }

	T *operator->() const & { return here_; }
	T &operator*() const & { return *here_; }
	// A temporary guard ends with the expression, and another CPU may run then: give it a name, or use with().
	T *operator->() const && = delete;
	T &operator*() const && = delete;

private:
	T *here_;
	void *memory_;
};

/// A T for each CPU that this machine may ever have (alloc_percpu), made from the same arguments; what a CPU counted stays when it goes
/// offline. For numbers that are changed often and read seldom:
///
///     struct Traffic { u64 packets = 0; u64 bytes = 0; };
///     explicit Port(PerCpu<Traffic> traffic) : traffic_(kernel::move(traffic)) {}	// of TRY(PerCpu<Traffic>::make())
///     traffic_.this_cpu_add(&Traffic::packets, 1);	// any context
///     text.append(traffic_.sum(&Traffic::packets));
///     PerCpu<Traffic> traffic_;
///
/// this_cpu_add() is one step for its CPU: no preemption or interrupt comes in between, and none is lost. What a guard leads to is
/// kept from other threads only: what interrupts or softirqs change, too, needs this_cpu_add() or a lock.
///
/// Destroying it destroys the T of each CPU and frees them: nobody may use it then. Process context.
template <typename T>
class PerCpu
{
	static_assert(sizeof(T) <= LAYOUT_PCPU_MIN_UNIT_SIZE,
		      "the kernel gives out no more than this for each CPU: let it be a PerCpu of pointers");

public:
	/// ENOMEM. Process context; sleeps.
	template <typename... Arguments>
	static Result<PerCpu> make(const Arguments &...arguments)
	{
		void *memory = shim_alloc_percpu(sizeof(T), alignof(T));
		if (memory == nullptr)
			return errors::no_memory;
		each(memory, [&](T *place) { new (At{place}) T(arguments...); });
		return PerCpu(memory);
	}
	PerCpu(PerCpu &&other) : memory_(kernel::exchange(other.memory_, nullptr)) {}
	PerCpu &operator=(PerCpu &&other)
	{
		PerCpu old(kernel::exchange(memory_, kernel::exchange(other.memory_, nullptr)));
		return *this;
	}
	~PerCpu()
	{
		if (memory_ == nullptr)
			return;
		each(memory_, [](T *place) { place->~T(); });
		shim_free_percpu(memory_);
	}

	/// This CPU's, to the end of the scope: `auto mine = x.this_cpu();`. Any context.
	[[nodiscard("a guard without a name lets its CPU go at once")]] ThisCpu<T> this_cpu()
	{
		return ThisCpu<T>(memory_);
	}
	/// Calls function(T &) with this CPU's, preemption off, and returns a copy of what it returns. Any context.
	template <typename Function>
	auto with(Function function)
	{
		const ThisCpu<T> mine(memory_);
		return function(*mine);
	}

	/// Adds to this CPU's number; a negative one subtracts. Any context but NMI.
	void this_cpu_add(T amount) requires PerCpuCounter<T> { add(static_cast<T *>(memory_), amount); }
	/// The same of a member of T.
	template <typename Class, PerCpuCounter Counter>
	void this_cpu_add(Counter Class::*member, Identity<Counter> amount)
	{
		add(&(static_cast<T *>(memory_)->*member), amount);
	}

	/// The numbers of all CPUs together, modulo 2^32 or 2^64. Exact once nobody adds any more; before, what is added meanwhile is in
	/// it or not. (On 32-bit machines a number of 64 bits that is being added to may be seen half old: an unsigned long never is.)
	/// Any context.
	T sum() const requires PerCpuCounter<T>
	{
		return total<T>([](const T &number) -> const volatile T & { return number; });
	}
	/// The same of a member of T.
	template <typename Class, PerCpuCounter Counter>
	Counter sum(Counter Class::*member) const
	{
		return total<Counter>([member](const T &all) -> const volatile Counter & {
			return all.*member;
		});
	}

	/// Calls function(T &) with the one of each CPU, while the CPUs go on with theirs: what it touches must bear that, or nobody use it
	/// (yet, or any more). Any context, as far as function() may be called there.
	template <typename Function>
	void for_each_possible_cpu(Function function)
	{
		each(memory_, [&](T *place) { function(*place); });
	}

private:
	explicit PerCpu(void *memory) : memory_(memory) {}

	template <typename Function>
	static void each(void *memory, Function function)
	{
		const unsigned int end = shim_nr_cpu_ids();
		for (unsigned int cpu = shim_next_possible_cpu(-1); cpu < end;
		     cpu = shim_next_possible_cpu(static_cast<int>(cpu)))
			function(static_cast<T *>(shim_per_cpu_ptr(memory, cpu)));
	}
	template <typename Counter>
	static void add(Counter *counter, Counter amount)
	{
		if constexpr (sizeof(Counter) == 8)
			shim_this_cpu_add_u64(counter, static_cast<u64>(amount));
		else
			shim_this_cpu_add_u32(counter, static_cast<u32>(amount));
	}
	template <typename Counter, typename Get>
	Counter total(Get get) const
	{
		Conditional<sizeof(Counter) == 8, u64, u32> all = 0;
		each(memory_, [&](const T *place) { all += static_cast<decltype(all)>(get(*place)); });
		return static_cast<Counter>(all);
	}

	// As the kernel has it: the address of no CPU's.
	void *memory_;
};

} // namespace
} // namespace kernel
