// SPDX-License-Identifier: GPL-2.0-only
CONFIG(ACPI, "to evaluate objects of ACPI")
