// SPDX-License-Identifier: GPL-2.0-only
CONFIG(HWMON, "to offer what sensors measure")
