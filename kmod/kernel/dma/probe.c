// SPDX-License-Identifier: GPL-2.0-only
CONFIG(HAS_DMA, "to give devices memory")
