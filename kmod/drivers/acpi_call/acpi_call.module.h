/* SPDX-License-Identifier: GPL-2.0-only */
/* What modinfo shows of acpi_call. */
KERNEL_MODULE(acpi_call::Module, "GPL v2", "The rusty developers",
	      "Calls methods of ACPI through /proc/acpi/call", "0.1.0")
