// SPDX-License-Identifier: GPL-2.0-only
/*
 * The C side of a module, compiled once for each: the shims, and what only C can say of what NAME.module.h
 * declares (module_init, module_param, MODULE_*, the const tables of operations, tracepoints).
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include "kernel/probes.h"
#include "kernel/shims.h"
#include "kernel/entries.h"

#include "helpers_lock.c"
#include "helpers_log.c"
#include "helpers_memory.c"
#include "helpers_thread.c"
#include "helpers_user.c"
#include "helpers_wait.c"

#include "layer_module.c"
#include "helpers_device.c"
#ifdef KERNEL_EVENTS
#include "layer_events.c"
#endif
