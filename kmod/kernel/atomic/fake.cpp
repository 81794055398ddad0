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

#define FAKE_ATOMIC(prefix, word, name, builtin)                                                             \
	word shim_##prefix##_##name(word *at, word operand)                                                  \
	{                                                                                                    \
		return builtin(at, operand, __ATOMIC_SEQ_CST);                                               \
	}                                                                                                    \
	word shim_##prefix##_##name##_relaxed(word *at, word operand)                                        \
	{                                                                                                    \
		return builtin(at, operand, __ATOMIC_RELAXED);                                               \
	}
#define FAKE_CMPXCHG(prefix, word, ending, order)                                                            \
	word shim_##prefix##_cmpxchg##ending(word *at, word expected, word desired)                          \
	{                                                                                                    \
		__atomic_compare_exchange_n(at, &expected, desired, false, order, __ATOMIC_RELAXED);         \
		return expected;                                                                             \
	}
#define FAKE_ATOMICS(prefix, word)                                                                           \
	FAKE_ATOMIC(prefix, word, fetch_add, __atomic_fetch_add)                                             \
	FAKE_ATOMIC(prefix, word, fetch_and, __atomic_fetch_and)                                             \
	FAKE_ATOMIC(prefix, word, fetch_or, __atomic_fetch_or)                                               \
	FAKE_ATOMIC(prefix, word, fetch_xor, __atomic_fetch_xor)                                             \
	FAKE_ATOMIC(prefix, word, xchg, __atomic_exchange_n)                                                 \
	FAKE_CMPXCHG(prefix, word, , __ATOMIC_SEQ_CST)                                                       \
	FAKE_CMPXCHG(prefix, word, _relaxed, __ATOMIC_RELAXED)
FAKE_ATOMICS(atomic, s32)
FAKE_ATOMICS(atomic64, s64)
