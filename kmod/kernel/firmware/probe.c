// SPDX-License-Identifier: GPL-2.0-only
CONFIG(FW_LOADER, "to load firmware")
