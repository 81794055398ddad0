/* SPDX-License-Identifier: GPL-2.0-only */
/* What modinfo shows of the sample; the words are those of kernel/declarations.h. */
KERNEL_MODULE(CppOutOfTree, "GPL v2", "The rusty developers", "C++ out-of-tree sample", "0.1.0")
