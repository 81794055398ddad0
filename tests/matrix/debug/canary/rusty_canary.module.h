/* SPDX-License-Identifier: GPL-2.0-only */
/* The name, parameters and version of the canary. The macros are declared by the facilities that it includes. */
KERNEL_MODULE(canary::Canary, "GPL v2", "The rusty developers",
	      "Has one bug of each kind, on purpose, for a debug kernel to find", "0.1.0")

PARAMETER(bug, "charp", 0200, "the name of the bug to run now")
