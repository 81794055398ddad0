// SPDX-License-Identifier: GPL-2.0-only
CONFIG(LEDS_CLASS, "to offer LEDs")
