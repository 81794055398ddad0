// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/firmware.h>. */
#include <linux/firmware.h>
#include <linux/module.h>

#include "kernel/firmware/shim.h"

#define FIRMWARE(name) MODULE_FIRMWARE(name);
#include "kernel/module/declarations.h"

SAME_TYPE(release_firmware);

SHIM(struct shim_firmware, request_firmware, const char *name, struct device *device)
{
	struct shim_firmware loaded = {};

	loaded.returned = request_firmware(&loaded.firmware, name, device);
	return loaded;
}

SHIM(struct shim_firmware, firmware_request_nowarn, const char *name, struct device *device)
{
	struct shim_firmware loaded = {};

	loaded.returned = firmware_request_nowarn(&loaded.firmware, name, device);
	return loaded;
}
