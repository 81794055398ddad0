// SPDX-License-Identifier: MIT
// Asks sysfs and libkmod about the module.
#include "module.hpp"

#include <filesystem>
#include <fstream>
#include <string_view>
#include <sys/utsname.h>

#include "kmod.hpp"

namespace command
{
namespace
{

std::filesystem::path sysfs()
{
	return "/sys/module/rusty";
}

std::optional<std::string> first_line(const std::filesystem::path &file)
{
	std::ifstream input(file);
	std::string line;
	return std::getline(input, line) ? std::optional(line) : std::nullopt;
}

std::string version_of(const kmod_module *module)
{
	kmod_list *found = nullptr;
	if (kmod_module_get_info(module, &found) < 0)
		return {};
	const KmodList list(found, {[](kmod_list *all) { kmod_module_info_free_list(all); }});
	for (kmod_list *item = found; item; item = kmod_list_next(found, item))
		if (std::string_view(kmod_module_info_get_key(item)) == "version")
			return kmod_module_info_get_value(item);
	return {};
}

} // namespace

std::string kernel_release()
{
	utsname names{};
	uname(&names);
	return names.release;
}

bool module_loaded()
{
	std::error_code none;
	return std::filesystem::exists(sysfs() / "initstate", none);
}

std::optional<std::string> loaded_version()
{
	return first_line(sysfs() / "version");
}

std::optional<ModuleFile> module_on_disk()
{
	const KmodContext context = kmod_context();
	const KmodModule module = kmod_lookup(context.get(), "rusty");
	const char *const path = module ? kmod_module_get_path(module.get()) : nullptr;
	return path ? std::optional(ModuleFile{path, version_of(module.get())}) : std::nullopt;
}

std::map<std::string, std::string> module_parameters()
{
	std::map<std::string, std::string> result;
	std::error_code none;
	for (const auto &file : std::filesystem::directory_iterator(sysfs() / "parameters", none))
		if (const auto value = first_line(file.path()))
			result[file.path().filename()] = *value;
	return result;
}

std::optional<std::string> device_attribute(const std::string &name)
{
	return first_line("/sys/class/misc/rusty/" + name);
}

} // namespace command
