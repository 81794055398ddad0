// SPDX-License-Identifier: GPL-2.0-only
// The shims of atomic words. (Barriers are those of machines whose compilers would call a library; this is none.)
#include "kernel/atomic/shim.h"

#include <utility>

#include "tests/kit/host/fake.hpp"
#include "tests/kit/host/fake_tsan.hpp"

namespace
{

std::function<void()> cmpxchg_hook;
std::function<void()> relax_hook;

const fake::Part part([] {
	cmpxchg_hook = nullptr;
	relax_hook = nullptr;
});

} // namespace

namespace fake
{

void before_cmpxchg(std::function<void()> hook)
{
	cmpxchg_hook = std::move(hook);
}

void on_cpu_relax(std::function<void()> hook)
{
	relax_hook = std::move(hook);
}

} // namespace fake

void shim_smp_mb(void) {}
void shim_smp_rmb(void) {}
void shim_smp_wmb(void) {}

void shim_cpu_relax(void)
{
	if (relax_hook)
		relax_hook();
}

void *shim_cmpxchg_pointer(void **word, void *expected, void *desired)
{
	if (cmpxchg_hook)
		std::exchange(cmpxchg_hook, nullptr)();
	__atomic_compare_exchange_n(word, &expected, desired, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
	fake::unpublished_end();
	return expected;
}

s64 shim_atomic64_read(const s64 *word)
{
	return __atomic_load_n(word, __ATOMIC_RELAXED);
}

void shim_atomic64_set(s64 *word, s64 value)
{
	__atomic_store_n(word, value, __ATOMIC_RELAXED);
}
