// SPDX-License-Identifier: GPL-2.0-only
// What C++ in a kernel has not, taken out of the language before the first line of a module: the compile rule includes this, where it
// compiles a unit. mistakes.awk has the sentence for each of the words; those of what follows are here.

#pragma GCC poison virtual throw try catch typeid dynamic_cast thread_local float double

// (clang knows an error of a function that is called on its first declaration alone, and of these it is the first itself. It refuses
// each mention instead.)
#if defined(__clang__)
#define KERNEL_REFUSED(sentence) __attribute__((unavailable(sentence)))
#else
#define KERNEL_REFUSED(sentence) __attribute__((error(sentence)))
#endif
#define KERNEL_REFUSED_NEW                                                                                   \
	KERNEL_REFUSED(                                                                                      \
		"`new` of the language: memory can run out in a kernel, and how to wait for it must be "     \
		"said: make the object by Box<T>::make(Gfp::kernel, ...), an array by Vec<T> "               \
		"(kernel/memory/)")
#define KERNEL_REFUSED_DELETE                                                                                \
	KERNEL_REFUSED("`delete` of the language: nothing here is made by `new`: keep the object in a "      \
		       "Box<T>, which destroys it (kernel/memory/box.hpp)")

KERNEL_REFUSED_NEW void *operator new(decltype(sizeof 0));
KERNEL_REFUSED_NEW void *operator new[](decltype(sizeof 0));
KERNEL_REFUSED_DELETE void operator delete(void *) noexcept;
KERNEL_REFUSED_DELETE void operator delete[](void *) noexcept;
KERNEL_REFUSED_DELETE void operator delete(void *, decltype(sizeof 0)) noexcept;
KERNEL_REFUSED_DELETE void operator delete[](void *, decltype(sizeof 0)) noexcept;

// g++ calls this one where a static local must be made when it is first met, at that line. (Of clang, gates.sh sees the call.)
#if !defined(__clang__)
extern "C" KERNEL_REFUSED(
	"a static local that is made when it is first met: two threads would meet in it, "
	"and nobody destroys it: declare it `static constinit` or `static constexpr`, or "
	"make it a member of the object that needs it") int __cxa_guard_acquire(long long *);
#endif

#undef KERNEL_REFUSED_NEW
#undef KERNEL_REFUSED_DELETE
#undef KERNEL_REFUSED
