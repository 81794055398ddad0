// SPDX-License-Identifier: GPL-2.0-only
#include <linux/proc_fs.h>

CONFIG(PROC_FS, "to have a file in /proc")

NEEDS("PDE_DATA|PDE_DATA_IN_CAPITALS", "to find what a file in /proc belongs to")

/* 5.17 and later. */
PROBE(PDE_DATA)
static const void *const __maybe_unused has_pde_data = pde_data;

/* Before 5.17. */
PROBE(PDE_DATA_IN_CAPITALS)
static const void *const __maybe_unused has_pde_data_in_capitals = PDE_DATA;
