// SPDX-License-Identifier: GPL-2.0-only
/*
 * The C side of a module, compiled once for each: the shims of the facilities that its C++ includes, and what only C can say of
 * what NAME.module.h declares (module_init, module_param, MODULE_*, tracepoints).
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include "kernel/probes.h"
#include "used_shims.h"

#include <linux/compiler.h>

/*
 * SHIM(result, name, parameters) { ... } defines shim_<name>, where C++ calls it. Else nothing is emitted, and the body is only
 * compiled. (KERNEL_USES_<name> is "0," where it is called: that moves what follows it to the second place.)
 */
#define SHIM(result, name, ...)                                                                              \
	SHIM_SECOND(KERNEL_USES_##name result shim_##name,                                                   \
		    static inline __maybe_unused result unused_##name, )                                     \
	(__VA_ARGS__)
#define SHIM_SECOND(...) SHIM_SECOND_(__VA_ARGS__)
#define SHIM_SECOND_(first, second, ...) second

#define KERNEL_FACILITY_SHIMS
#include "facilities.h"
