// SPDX-License-Identifier: GPL-2.0-only
CONFIG(POWER_SUPPLY, "to offer batteries and chargers")
