// SPDX-License-Identifier: GPL-2.0-only
// The annotations of locks for clang's thread safety analysis (-Wthread-safety, which `make lint` runs): the names are those of its
// documentation. gcc has no such analysis, and clang before 16 loses a guard that a function returns.
#pragma once

#if defined(__clang__) && __clang_major__ >= 16
#define CAPABILITY(kind) __attribute__((capability(kind)))
#define SCOPED_CAPABILITY __attribute__((scoped_lockable))
#define GUARDED_BY(lock) __attribute__((guarded_by(lock)))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define ACQUIRE_SHARED(...) __attribute__((acquire_shared_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define EXCLUDES(...) __attribute__((locks_excluded(__VA_ARGS__)))
#define NO_THREAD_SAFETY_ANALYSIS __attribute__((no_thread_safety_analysis))
#else
#define CAPABILITY(kind)
#define SCOPED_CAPABILITY
#define GUARDED_BY(lock)
#define ACQUIRE(...)
#define ACQUIRE_SHARED(...)
#define RELEASE(...)
#define EXCLUDES(...)
#define NO_THREAD_SAFETY_ANALYSIS
#endif

// A class whose objects hold a lock as long as they stand.
#define GUARD_CLASS                                                                                          \
	SCOPED_CAPABILITY                                                                                    \
	[[nodiscard("a guard that has no name lets its lock go at once: write `auto held = x.lock();`, or "  \
		    "`ParameterLock lock;`")]]
