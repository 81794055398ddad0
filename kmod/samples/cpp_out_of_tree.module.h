/* SPDX-License-Identifier: GPL-2.0-only */
/* What modinfo shows of the sample; its word is that of kernel/module/words.h. */
KERNEL_MODULE(CppOutOfTree, "GPL v2", "The rusty developers", "C++ out-of-tree sample", "0.1.0")
