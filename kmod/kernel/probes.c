// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compile probes: what this kernel's headers offer. One file, compiled once with the module's own flags; a
 * probe has what it asks for if the compiler finds no error in its lines (probes.sh). The result is probes.h:
 * KERNEL_HAS_<NAME> is 1 or 0.
 *
 * The first probe must pass and the second must fail: else the compiler, not the kernel, gave the answer.
 */
#include <linux/fs.h>
#include <linux/mm.h>

PROBE(CANARY_PASSES)
static const void *const __maybe_unused canary_passes = vmalloc_to_page;

PROBE(CANARY_FAILS)
static const void *const __maybe_unused canary_fails = no_kernel_has_a_function_of_this_name;

/* 6.3 and later: vma->vm_flags is read-only, and changed by functions. Before: a plain field. */
PROBE(VM_FLAGS_MOD)
static const void *const __maybe_unused has_vm_flags_mod = vm_flags_mod;

/* 6.5 and later: splice_read for devices. Before: generic_file_splice_read did it. */
PROBE(COPY_SPLICE_READ)
static const void *const __maybe_unused has_copy_splice_read = copy_splice_read;
