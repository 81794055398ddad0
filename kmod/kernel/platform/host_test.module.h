/* SPDX-License-Identifier: GPL-2.0-only */
PLATFORM_IDS(lid, {"lid", 11}, {"cover", 12})
ACPI_IDS(lid, {"RSTY0001", 21}, {"RSTY0002"})
OF_IDS(lid, {.compatible = "rusty,lid", .data = (void *)31})
