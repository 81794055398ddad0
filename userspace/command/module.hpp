// SPDX-License-Identifier: MIT
// What is known of the kernel module, loaded or not.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace command
{

struct ModuleFile {
	std::string path;
	std::string version;
};

bool module_loaded();
// The loaded module's version; nothing if none is loaded.
std::optional<std::string> loaded_version();
// What modprobe would load for the running kernel, as libkmod finds it (compressed files too).
std::optional<ModuleFile> module_on_disk();
// Name and value of each parameter of the loaded module; empty if none is loaded.
std::map<std::string, std::string> module_parameters();
// An attribute of the device in sysfs; nothing if it cannot be read.
std::optional<std::string> device_attribute(const std::string &name);
std::string kernel_release();

} // namespace command
