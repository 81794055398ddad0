// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compile probes: what this kernel's headers offer. One file, compiled once with the module's own flags; a
 * probe has what it asks for if the compiler finds no error in its lines (probes.sh). The result is probes.h:
 * KERNEL_HAS_<NAME> is 1 or 0.
 *
 * NEEDS("NAME|NAME", "what for"): the layer knows these ways to one thing and cannot do without; a kernel that has
 * none of them stops the build with a sentence. OPTIONAL("NAME|NAME", "what"): a kernel that has none does without,
 * and the module says so in one line of the log. Whoever adds a probe says which kernels need it.
 *
 * The first probe must pass and the second must fail: else the compiler, not the kernel, gave the answer.
 */
#include <linux/fs.h>
#include <linux/mm.h>

PROBE(CANARY_PASSES)
static const void *const __maybe_unused canary_passes = vmalloc_to_page;

PROBE(CANARY_FAILS)
static const void *const __maybe_unused canary_fails = no_kernel_has_a_function_of_this_name;

/* How a mapping is kept read-only. */
NEEDS("VM_FLAGS_MOD|VM_FLAGS_FIELD", "to keep a mapping read-only")

/* 6.3 and later: vma->vm_flags is read-only, and changed by functions. */
PROBE(VM_FLAGS_MOD)
static const void *const __maybe_unused has_vm_flags_mod = vm_flags_mod;

/* Before 6.3: a plain field. */
PROBE(VM_FLAGS_FIELD)
static void __maybe_unused has_vm_flags_field(struct vm_area_struct *area)
{
	area->vm_flags |= VM_DONTEXPAND;
}

/* splice_read of a device that has read_iter. */
OPTIONAL("COPY_SPLICE_READ|GENERIC_FILE_SPLICE_READ", "splice and sendfile")

/* 6.5 and later. */
PROBE(COPY_SPLICE_READ)
static const void *const __maybe_unused has_copy_splice_read = copy_splice_read;

/* Before 6.5. */
PROBE(GENERIC_FILE_SPLICE_READ)
static const void *const __maybe_unused has_generic_file_splice_read = generic_file_splice_read;
