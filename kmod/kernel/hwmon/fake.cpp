// SPDX-License-Identifier: GPL-2.0-only
// The shims of hwmon: which files its tables make is found out as the kernel does.
#include "kernel/hwmon/shim.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "kernel/layouts.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

#define SAME_OPERATION(name, result, ...)                                                                    \
	static_assert(std::is_same_v<decltype(hwmon_ops::name), result (*)(__VA_ARGS__)>);
KERNEL_HWMON_OPERATIONS(SAME_OPERATION)

namespace
{

struct Name {
	unsigned int kind;
	int attribute;
	const char *kind_name;
	const char *attribute_name;
	bool is_text;
};
#define NUMBER_NAME(kind, attribute)                                                                         \
	{LAYOUT_HWMON_##kind, LAYOUT_HWMON_##kind##_##attribute, #kind, #attribute, false},
#define TEXT_NAME(kind, attribute)                                                                           \
	{LAYOUT_HWMON_##kind, LAYOUT_HWMON_##kind##_##attribute, #kind, #attribute, true},
const Name names[] = {KERNEL_HWMON_NUMBERS(NUMBER_NAME) KERNEL_HWMON_FLAGS(NUMBER_NAME)
			      KERNEL_HWMON_TEXTS(TEXT_NAME)};

struct File {
	std::string name;
	unsigned short mode;
	const Name *what;
	int channel;
};

struct Registered {
	device raw{};
	device *parent;
	std::string name;
	const hwmon_ops *ops;
	std::vector<File> files;
	void *allocated;
};
std::vector<std::unique_ptr<Registered>> all;

const fake::Part part([] { all.clear(); },
		      [] { return all.empty() ? std::string() : "a device of hwmon: " + all.front()->name; });

Registered *named(std::string_view name)
{
	const auto found =
		std::find_if(all.begin(), all.end(), [&](const auto &each) { return each->name == name; });
	return found == all.end() ? nullptr : found->get();
}

std::string name_of(const Name &name, int channel)
{
	if (name.kind == LAYOUT_HWMON_chip)
		return name.attribute_name;
	const std::string numbered =
		name.kind_name + std::to_string(channel + (name.kind == LAYOUT_HWMON_in ? 0 : 1));
	return name.kind == LAYOUT_HWMON_pwm && std::string_view(name.attribute_name) == "input"
		       ? numbered
		       : numbered + "_" + name.attribute_name;
}

void add_files(Registered &device, const hwmon_channel_info &info)
{
	for (int channel = 0; info.config[channel] != 0; ++channel)
		for (int bit = 0; bit < 32; ++bit) {
			if ((info.config[channel] & 1u << bit) == 0)
				continue;
			const auto *const name =
				std::find_if(std::begin(names), std::end(names), [&](const Name &each) {
					return each.kind == info.type && each.attribute == bit;
				});
			if (name == std::end(names)) {
				fake::violated("a channel of hwmon has an attribute that is none");
				continue;
			}
			const unsigned short mode = device.ops->is_visible(
				device.raw.driver_data, info.type, static_cast<unsigned int>(bit), channel);
			if (mode != 0)
				device.files.push_back({name_of(*name, channel), mode, name, channel});
		}
}

const File *find(const Registered *device, std::string_view name)
{
	const auto found = std::find_if(device->files.begin(), device->files.end(),
					[&](const File &each) { return each.name == name; });
	return found == device->files.end() ? nullptr : &*found;
}

} // namespace

namespace fake
{

std::string hwmon_files(std::string_view device)
{
	std::vector<std::string> texts;
	const Registered *const found = named(device);
	if (found == nullptr)
		return "none";
	for (const File &file : found->files) {
		char mode[8];
		snprintf(mode, sizeof(mode), " %o", file.mode);
		texts.push_back(file.name + mode);
	}
	std::sort(texts.begin(), texts.end());
	std::string text;
	for (const std::string &each : texts)
		text += (text.empty() ? "" : ", ") + each;
	return text;
}

std::string read_hwmon(std::string_view device, std::string_view name)
{
	Registered *const found = named(device);
	const File *const file = found == nullptr ? nullptr : find(found, name);
	if (file == nullptr)
		return errno_text(ENOENT);
	const auto kind = static_cast<hwmon_sensor_types>(file->what->kind);
	const auto attribute = static_cast<unsigned int>(file->what->attribute);
	long value = 0;
	const char *text = nullptr;
	const int returned =
		file->what->is_text
			? found->ops->read_string(&found->raw, kind, attribute, file->channel, &text)
			: found->ops->read(&found->raw, kind, attribute, file->channel, &value);
	if (returned != 0)
		return errno_text(-returned);
	return file->what->is_text ? text : std::to_string(value);
}

int write_hwmon(std::string_view device, std::string_view name, long value)
{
	Registered *const found = named(device);
	const File *const file = found == nullptr ? nullptr : find(found, name);
	if (file == nullptr || (file->mode & 0222) == 0)
		return file == nullptr ? -ENOENT : -EACCES;
	return found->ops->write(&found->raw, static_cast<hwmon_sensor_types>(file->what->kind),
				 static_cast<unsigned int>(file->what->attribute), file->channel, value);
}

const device *hwmon_parent(std::string_view device)
{
	const Registered *const found = named(device);
	return found == nullptr ? nullptr : found->parent;
}

} // namespace fake

struct device *shim_hwmon_device_register_with_info(struct device *parent, const char *name, void *data,
						    const void *chip)
{
	fake::might_sleep("hwmon_device_register_with_info");
	if (parent == nullptr || std::strpbrk(name, "-* \t\n") != nullptr)
		fake::violated("a device of hwmon without a parent, or with a name that is none");
	void *const memory = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return reinterpret_cast<device *>(-static_cast<std::intptr_t>(ENOMEM));
	const auto *const info = static_cast<const hwmon_chip_info *>(chip);
	auto made = std::make_unique<Registered>();
	made->raw.driver_data = data;
	made->parent = parent;
	made->name = name;
	made->ops = info->ops;
	made->allocated = memory;
	for (const hwmon_channel_info *const *each = info->info; *each != nullptr; ++each)
		add_files(*made, **each);
	all.push_back(std::move(made));
	return &all.back()->raw;
}

void shim_hwmon_device_unregister(struct device *device)
{
	fake::might_sleep("hwmon_device_unregister");
	const auto found =
		std::find_if(all.begin(), all.end(), [&](const auto &each) { return &each->raw == device; });
	if (found == all.end())
		return fake::violated("a device of hwmon taken back that was not registered");
	shim_kfree((*found)->allocated);
	all.erase(found);
}
