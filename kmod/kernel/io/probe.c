// SPDX-License-Identifier: GPL-2.0-only
CONFIG(HAS_IOMEM, "to map the memory of a device")
