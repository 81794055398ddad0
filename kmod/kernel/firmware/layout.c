// SPDX-License-Identifier: GPL-2.0-only
#include <linux/firmware.h>

LAYOUTS(firmware)
{
	DEFINE(LAYOUT_FIRMWARE_size, offsetof(struct firmware, size));
	DEFINE(LAYOUT_FIRMWARE_data, offsetof(struct firmware, data));
}
