/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_FIRMWARE_SHIM_H
#define KERNEL_FIRMWARE_SHIM_H

#include "kernel/core/boundary.h"

struct device;
struct firmware;

SHIMS_BEGIN
/* All of these sleep. The firmware, if `returned`, else a negative errno, is 0. */
struct shim_firmware {
	const struct firmware *firmware;
	int returned;
};
struct shim_firmware shim_request_firmware(const char *name, struct device *device);
struct shim_firmware shim_firmware_request_nowarn(const char *name, struct device *device);
void shim_release_firmware(const struct firmware *firmware) DIRECT(release_firmware);
SHIMS_END

#endif
