// SPDX-License-Identifier: GPL-2.0-only
// The shims of the firmware loader.
#include "kernel/firmware/shim.h"

#include <cerrno>
#include <cstring>
#include <map>

#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

std::map<std::string, std::string> files;
unsigned int warnings = 0;
const fake::Part part([] {
	files.clear();
	warnings = 0;
});

shim_firmware load(const char *what, const char *name)
{
	fake::might_sleep(what);
	const auto found = files.find(name);
	if (found == files.end())
		return {nullptr, -ENOENT};
	void *const memory = shim_kmalloc(sizeof(firmware), LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return {nullptr, -ENOMEM};
	void *const bytes = shim_kmalloc(found->second.size(), LAYOUT_GFP_KERNEL);
	if (bytes == nullptr) {
		shim_kfree(memory);
		return {nullptr, -ENOMEM};
	}
	std::memcpy(bytes, found->second.data(), found->second.size());
	return {new (memory) firmware{found->second.size(), static_cast<unsigned char *>(bytes), nullptr}, 0};
}

} // namespace

namespace fake
{

void add_firmware(const std::string &name, const std::string &bytes)
{
	files[name] = bytes;
}
unsigned int firmware_warnings()
{
	return warnings;
}

} // namespace fake

shim_firmware shim_request_firmware(const char *name, struct device *)
{
	const shim_firmware loaded = load("request_firmware", name);
	if (loaded.returned != 0)
		++warnings;
	return loaded;
}

shim_firmware shim_firmware_request_nowarn(const char *name, struct device *)
{
	return load("firmware_request_nowarn", name);
}

void shim_release_firmware(const struct firmware *firmware)
{
	if (firmware == nullptr)
		return;
	fake::might_sleep("release_firmware");
	shim_kfree(firmware->data);
	shim_kfree(firmware);
}
