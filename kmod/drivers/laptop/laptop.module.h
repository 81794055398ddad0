/* SPDX-License-Identifier: GPL-2.0-only */
/* What modinfo shows of laptop, and the devices of the firmware that it is for. */
KERNEL_MODULE(laptop::Module, "GPL v2", "The rusty developers", "A laptop's battery, sensor, keyboard light and hotkeys", "0.1.0")
ACPI_IDS(laptop, {"RSTY0002"})
