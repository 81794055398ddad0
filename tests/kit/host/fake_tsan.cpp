// SPDX-License-Identifier: MIT
// ThreadSanitizer checks by the C++ memory model, the driver is written for the kernel's: there a volatile access is a marked
// one (READ_ONCE, WRITE_ONCE), which may race with others like it, but not with a plain one. With
// tsan-distinguish-volatile, which KCSAN uses, too, the compiler calls these functions before each volatile access;
// they make a relaxed atomic access that changes nothing, so that two marked accesses may race, and no others.
#include "fake_tsan.hpp"

#include <atomic>
#include <cstdint>

extern "C" {

void AnnotateIgnoreWritesBegin(const char *, int);
void AnnotateIgnoreWritesEnd(const char *, int);

// (TSan's own functions, as a compiler may know that an atomic "or" of nothing is no more than a load; and under other
// names, as the compilers declare them, each in its own way.)
#define VOLATILE_ACCESS(bytes, bits, type)                                                                   \
	type tsan_load_##bytes(const volatile void *, int order) __asm__("__tsan_atomic" #bits "_load");     \
	type tsan_or_##bytes(volatile void *, type, int order) __asm__("__tsan_atomic" #bits "_fetch_or");   \
	void __tsan_volatile_read##bytes(void *word)                                                         \
	{                                                                                                    \
		tsan_load_##bytes(word, __ATOMIC_RELAXED);                                                   \
	}                                                                                                    \
	void __tsan_volatile_write##bytes(void *word)                                                        \
	{                                                                                                    \
		tsan_or_##bytes(word, 0, __ATOMIC_RELAXED);                                                  \
	}
VOLATILE_ACCESS(1, 8, std::uint8_t)
VOLATILE_ACCESS(2, 16, std::uint16_t)
VOLATILE_ACCESS(4, 32, std::uint32_t)
VOLATILE_ACCESS(8, 64, std::uint64_t)
#undef VOLATILE_ACCESS
}

namespace
{
std::atomic<bool> hidden_from_now;
thread_local bool hiding;
} // namespace

namespace fake
{

void unpublished_objects_are_hidden(bool hidden)
{
	hidden_from_now.store(hidden, std::memory_order_relaxed);
}

void unpublished_begin()
{
	if (hiding || !hidden_from_now.load(std::memory_order_relaxed))
		return;
	hiding = true;
	AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
}

void unpublished_end()
{
	if (!hiding)
		return;
	hiding = false;
	AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
}

} // namespace fake
