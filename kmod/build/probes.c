// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compile probes: what this kernel's headers offer. This file and the probe.c of each facility that the module includes are one
 * source, compiled once with the module's own flags; a probe has what it asks for if the compiler finds no error in its lines
 * (probes.sh). The result is kernel/probes.h: KERNEL_HAS_<NAME> is 1 or 0. A probe.c may hold:
 *
 * PROBE(NAME): the lines up to the next word ask.
 * NEEDS("NAME|NAME", "what for"): the layer knows these ways to one thing and cannot do without; a kernel that has
 * none of them stops the build with a sentence. OPTIONAL("NAME|NAME", "what"): a kernel that has none does without,
 * and the module says so in one line of the log. A comment at each probe states which kernels need it.
 * CONFIG(NAME, "what for"): kernels without CONFIG_<NAME> stop the build with a sentence.
 *
 * The first probe must pass and the second must fail: else the compiler, not the kernel, gave the answer.
 */
#include <linux/mm.h>

PROBE(CANARY_PASSES)
static const void *const __maybe_unused canary_passes = vmalloc_to_page;

PROBE(CANARY_FAILS)
static const void *const __maybe_unused canary_fails = no_kernel_has_a_function_of_this_name;
