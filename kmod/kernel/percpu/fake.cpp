// SPDX-License-Identifier: GPL-2.0-only
// The shims of memory for each CPU: as in the kernel, each CPU's lies at one distance from the address that was given out, and there
// itself nothing is, so that a read of it crashes.
#include "kernel/percpu/shim.h"

#include <cstdlib>
#include <new>

#include <sys/mman.h>

#include "kernel/layouts.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

constexpr unsigned int nr_cpus = 4;
constexpr size_t unit = LAYOUT_PCPU_MIN_UNIT_SIZE;
constexpr size_t all_units = (nr_cpus + 1) * unit;

thread_local unsigned int this_cpu;

const fake::Part part([] { this_cpu = 0; });

// In front of what is given out: what counts as the allocation.
struct Head {
	void *counted;
};

bool is_possible(unsigned int cpu)
{
	for (const unsigned int possible : fake::possible_cpus)
		if (cpu == possible)
			return true;
	return false;
}

char *of_cpu(void *memory, unsigned int cpu)
{
	return static_cast<char *>(memory) + (cpu + 1) * unit;
}

template <typename Number>
void add(void *number, Number amount)
{
	// (Threads that are on one CPU here would not run at once there.)
	__atomic_fetch_add(reinterpret_cast<Number *>(of_cpu(number, this_cpu)), amount, __ATOMIC_RELAXED);
}

} // namespace

namespace fake
{

void run_on_cpu(unsigned int cpu)
{
	if (!is_possible(cpu))
		violated("a thread on a CPU that is not there");
	this_cpu = cpu;
}

} // namespace fake

void *shim_alloc_percpu(size_t size, size_t align)
{
	if (size > unit || align > LAYOUT_PAGE_SIZE || (align & (align - 1)) != 0)
		fake::violated("memory for each CPU of a size or alignment that the kernel refuses");
	void *counted = shim_kmalloc(1, LAYOUT_GFP_KERNEL);
	if (counted == nullptr)
		return nullptr;
	// (A page in front for the head; then the unit of no CPU.)
	char *mapped = static_cast<char *>(mmap(nullptr, LAYOUT_PAGE_SIZE + all_units, PROT_READ | PROT_WRITE,
						MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	if (mapped == MAP_FAILED)
		std::abort();
	new (mapped) Head{counted};
	void *memory = mapped + LAYOUT_PAGE_SIZE;
	if (mprotect(memory, unit, PROT_NONE) != 0)
		std::abort();
	return memory;
}

void shim_free_percpu(void *memory)
{
	if (memory == nullptr)
		return;
	char *mapped = static_cast<char *>(memory) - LAYOUT_PAGE_SIZE;
	shim_kfree(reinterpret_cast<Head *>(mapped)->counted);
	munmap(mapped, LAYOUT_PAGE_SIZE + all_units);
}

void *shim_per_cpu_ptr(void *memory, unsigned int cpu)
{
	if (!is_possible(cpu))
		fake::violated("the memory of a CPU that is not there");
	return of_cpu(memory, cpu);
}

void *shim_get_cpu_ptr(void *memory)
{
	// (To the fakes, a task that may not sleep is spinning.)
	++fake::this_thread().spinning;
	return of_cpu(memory, this_cpu);
}

void shim_put_cpu_ptr(void *)
{
	--fake::this_thread().spinning;
}

void shim_this_cpu_add_u32(void *number, u32 amount)
{
	add(number, amount);
}

void shim_this_cpu_add_u64(void *number, u64 amount)
{
	add(number, amount);
}

unsigned int shim_next_possible_cpu(int cpu)
{
	for (unsigned int next = static_cast<unsigned int>(cpu + 1); next < nr_cpus; ++next)
		if (is_possible(next))
			return next;
	return nr_cpus;
}

unsigned int shim_nr_cpu_ids(void)
{
	return nr_cpus;
}
