// SPDX-License-Identifier: GPL-2.0-only
CONFIG(USB, "to drive USB devices")
