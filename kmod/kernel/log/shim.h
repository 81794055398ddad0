/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_LOG_SHIM_H
#define KERNEL_LOG_SHIM_H

#include "kernel/core/boundary.h"

struct _ddebug;
struct kernel_log_line;

SHIMS_BEGIN
/* Each calls back entry_format_log_line for the text. A level is KERN_INFO and its like. */
void shim_printk(const char *level, struct kernel_log_line *line);
void shim_dynamic_pr_debug(struct _ddebug *site, struct kernel_log_line *line);

/* Formats a line of the log, in its caller's context. */
const char *entry_format_log_line(struct kernel_log_line *line);
SHIMS_END

#endif
