/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_BUG_SHIM_H
#define KERNEL_BUG_SHIM_H

#include "kernel/core/boundary.h"

SHIMS_BEGIN
/* A WARN: a line and the stack in the log. */
void shim_warn(const char *text);
/* A BUG: the end of the task. (It does not return; but objtool knows only the kernel's own functions of which that can be said.) */
void shim_bug(void);
SHIMS_END

#endif
