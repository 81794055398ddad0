// SPDX-License-Identifier: GPL-2.0-only
// The fake of the firmware loader: files by name.
#pragma once

#include <cstddef>
#include <string>

struct firmware {
	std::size_t size;
	const unsigned char *data;
	void *priv;
};

#define LAYOUT_FIRMWARE_size offsetof(::firmware, size)
#define LAYOUT_FIRMWARE_data offsetof(::firmware, data)

namespace fake
{

void add_firmware(const std::string &name, const std::string &bytes);
// How often the kernel has written to the log that there is no such file.
unsigned int firmware_warnings();

} // namespace fake
