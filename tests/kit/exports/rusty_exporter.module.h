/* SPDX-License-Identifier: GPL-2.0-only */
KERNEL_MODULE(Exporter, "GPL v2", "The rusty developers", "Exports functions to rusty_importer", "0.1.0")
