// SPDX-License-Identifier: GPL-2.0-only
CONFIG(INPUT, "to be an input device")
