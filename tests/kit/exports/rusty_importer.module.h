/* SPDX-License-Identifier: GPL-2.0-only */
KERNEL_MODULE(Importer, "GPL v2", "The rusty developers", "Calls what rusty_exporter exports", "0.1.0")
