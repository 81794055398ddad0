/* SPDX-License-Identifier: GPL-2.0-only */
KERNEL_MODULE(Module, "GPL v2", "Tests", "A module of the layer's tests", "1")
