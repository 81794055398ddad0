// SPDX-License-Identifier: GPL-2.0-only
// EXPORTED: functions of a module that other modules call. What a module NAME exports stands in NAME.exports.h beside it, in words that C
// and C++ read:
//
//     /* SPDX-License-Identifier: GPL-2.0-only */
//     EXPORTED(s64, counter_add, s64 by)
//     EXPORTED(void, counter_reset, void)
//
// It becomes the kernel's EXPORT_SYMBOL_GPL of each, with the checksum of the prototype where the kernel compares such
// (CONFIG_MODVERSIONS). Both modules include it behind this header; to C++ each word is the function's declaration, with C's linkage.
// The exporting module defines the functions, outside of all namespaces:
//
//     #include "kernel/export/exports.hpp"
//     #include "drivers/counter/counter.exports.h"
//     s64 counter_add(s64 by) { return total.fetch_add(by) + by; }
//
// and the importing module calls them, which is all: modules of one Kbuild file find each other's prototypes, modinfo and depmod know that one
// depends on the other, modprobe loads the exporter first, and rmmod refuses it while an importer is loaded. So they are called only
// between the exporter's create() and its destructor, if the importer calls them from its own.
//
// Results and parameters are what C has too: integers, bool and pointers. A pointer to a struct needs `struct counter;` in front of the
// words. Names are the whole kernel's: begin them with the module's.
#pragma once

#include "kernel/core/traits.hpp"

namespace kernel
{
namespace
{

template <typename T>
constexpr bool is_of_c = is_one_of<T, void, bool, char> || Integer<T> || is_pointer<T>;

template <typename Function>
constexpr bool is_exportable = false;
template <typename R, typename... Args>
constexpr bool is_exportable<R(Args...)> = is_of_c<R> && (is_of_c<Args> && ...);

} // namespace
} // namespace kernel

#define EXPORTED(result, name, ...)                                                                          \
	extern "C" result name(__VA_ARGS__);                                                                 \
	static_assert(kernel::is_exportable<result(__VA_ARGS__)>,                                            \
		      "EXPORTED(" #result ", " #name                                                         \
		      ", ...): a function that other modules call takes and returns what C has too: "        \
		      "integers, bool, pointers");
