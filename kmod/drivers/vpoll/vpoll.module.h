/* SPDX-License-Identifier: GPL-2.0-only */
/* What modinfo shows of vpoll. */
KERNEL_MODULE(vpoll::Module, "GPL v2", "The rusty developers", "Files whose poll events programs set", "0.1.0")
