/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What each facility's shim.h begins with. A shim is a C function of one or a few lines that C++ calls, under the kernel's own
 * name behind shim_: the declaration is read by C, which defines it (shim.c), and by C++, so that either compiler rejects a drift.
 * An entry is the other direction: a C++ function that the kernel calls, with the kernel's own types.
 *
 * Of each function a comment says in which context it may be called. "Sleeps": process context only, no spinlock held, preemption
 * enabled. Where nothing is said it may be called in any context.
 */
#ifndef KERNEL_CORE_BOUNDARY_H
#define KERNEL_CORE_BOUNDARY_H

#ifdef __cplusplus
#include "kernel/core/types.hpp"
#define SHIM_USER
#define SHIMS_BEGIN extern "C" {
#define SHIMS_END }
#else
#include <linux/types.h>
#define SHIM_USER __user
#define SHIMS_BEGIN
#define SHIMS_END
#endif

/*
 * A function of the kernel with the very type that C++ declares is called without a shim in between: DIRECT(kfree) behind the
 * declaration of shim_kfree gives it the kernel's name. Only for functions that every kernel exports as such; shim.c compares
 * the types (SAME_TYPE).
 *
 * What some kernels have as a macro or inline has a shim all the same, and DIRECT_IF(name): it is called directly where layout.c
 * finds a function (FUNCTION(name, condition)), and its type is compared there.
 */
#if defined(__cplusplus) && !defined(KERNEL_ON_HOST)
#define DIRECT(name) __asm__(#name)
#define DIRECT_IF(name) DIRECT_IF_(LAYOUT_FUNCTION_##name, name)
#define DIRECT_IF_(found, name) DIRECT_IF__(found, name)
#define DIRECT_IF__(found, name) DIRECT_##found(name)
#define DIRECT_1(name) DIRECT(name)
#define DIRECT_0(name)
#else
#define DIRECT(name)
#define DIRECT_IF(name)
#endif
#ifndef __cplusplus
#define SAME_TYPE(name) SAME_TYPE_AS(name, name)
#define SAME_TYPE_AS(name, shim)                                                                             \
	_Static_assert(__builtin_types_compatible_p(typeof(&name), typeof(&shim_##shim)),                    \
		       #name " has another type on this kernel")
#endif

#endif
