// SPDX-License-Identifier: GPL-2.0-only
// Reads and writes of sysfs files.
#include <algorithm>
#include <cerrno>
#include <type_traits>

#include <unistd.h>

#include "kernel/layouts.h"
#include "kernel/sysfs/group_operations.h"
#include "kernel/sysfs/operations.h"
#include "tests/kit/host/fake.hpp"

#define SAME_OPERATION(name, result, ...)                                                                    \
	static_assert(std::is_same_v<decltype(device_attribute::name), result (*)(__VA_ARGS__)>);
KERNEL_DEVICE_ATTRIBUTE_OPERATIONS(SAME_OPERATION)
#undef SAME_OPERATION
#define SAME_OPERATION(name, result, ...)                                                                    \
	static_assert(std::is_same_v<decltype(attribute_group::name), result (*)(__VA_ARGS__)>);
KERNEL_ATTRIBUTE_GROUP_OPERATIONS(SAME_OPERATION)
#undef SAME_OPERATION
#define SAME_OPERATION(name, result, ...)                                                                    \
	static_assert(std::is_same_v<decltype(bin_attribute::name), result (*)(__VA_ARGS__)>);
KERNEL_BIN_ATTRIBUTE_OPERATIONS(SAME_OPERATION)

namespace
{

class Running
{
public:
	explicit Running(device &device) : device_(device) { ++device_.running; }
	~Running() { --device_.running; }
	Running(const Running &) = delete;
	Running &operator=(const Running &) = delete;

private:
	device &device_;
};

// How a file of a group is called, seen from the device.
std::string path_of(const attribute_group &group, const attribute &attribute)
{
	return (group.name == nullptr ? std::string() : std::string(group.name) + "/") + attribute.name;
}

bin_attribute *find_bin(device &device, const attribute_group *const *groups, std::string_view name)
{
	for (; groups != nullptr && *groups != nullptr; ++groups)
		for (bin_attribute *const *each = (*groups)->bin_attrs; each != nullptr && *each != nullptr;
		     ++each)
			if (path_of(**groups, (*each)->attr) == name)
				return (*groups)->is_bin_visible != nullptr &&
						       (*groups)->is_bin_visible(&device.kobj, *each, 0) == 0
					       ? nullptr
					       : *each;
	return nullptr;
}

// What of it the kernel would ask for.
std::size_t within(const bin_attribute &attribute, loff_t offset, std::size_t size)
{
	if (attribute.size == 0)
		return size;
	const auto from = static_cast<std::size_t>(offset);
	return from >= attribute.size ? 0 : std::min(size, attribute.size - from);
}

} // namespace

namespace fake
{

device_attribute *find_attribute(device &device, const attribute_group *const *groups, std::string_view name)
{
	for (; groups != nullptr && *groups != nullptr; ++groups)
		for (device_attribute *const *each = (*groups)->attrs; *each != nullptr; ++each)
			if (path_of(**groups, (*each)->attr) == name)
				return (*groups)->is_visible != nullptr &&
						       (*groups)->is_visible(&device.kobj, &(*each)->attr,
									     0) == 0
					       ? nullptr
					       : *each;
	return nullptr;
}

std::string read_bin(device &device, const attribute_group *const *groups, std::string_view name,
		     loff_t offset, std::size_t size)
{
	const Running running(device);
	bin_attribute *const found = find_bin(device, groups, name);
	if (found == nullptr || found->read == nullptr)
		return errno_text(found == nullptr ? ENOENT : EIO);
	const std::size_t asked = within(*found, offset, size);
	if (asked == 0)
		return {};
	return page_text(asked, [&](char *page) {
		return found->read(nullptr, &device.kobj, found, page, offset, asked);
	});
}

long write_bin(device &device, const attribute_group *const *groups, std::string_view name, loff_t offset,
	       std::string_view text)
{
	const Running running(device);
	bin_attribute *const found = find_bin(device, groups, name);
	if (found == nullptr || found->write == nullptr)
		return found == nullptr ? -ENOENT : -EIO;
	std::string bytes(text);
	const std::size_t asked = within(*found, offset, text.size());
	if (asked == 0)
		return -EFBIG;
	return found->write(nullptr, &device.kobj, found, bytes.data(), offset, asked);
}

unsigned short bin_mode(device &device, const attribute_group *const *groups, std::string_view name)
{
	const bin_attribute *const found = find_bin(device, groups, name);
	return found == nullptr ? 0 : found->attr.mode;
}

std::string show(device &device, device_attribute &attribute)
{
	const Running running(device);
	if (attribute.show == nullptr)
		return errno_text(EIO);
	return page_text(LAYOUT_SYSFS_SIZE,
			 [&](char *page) { return attribute.show(&device, &attribute, page); });
}

long store(device &device, device_attribute &attribute, std::string_view text)
{
	const Running running(device);
	return attribute.store == nullptr ? -EIO
					  : attribute.store(&device, &attribute, text.data(), text.size());
}

void drain(device &device)
{
	for (int milliseconds = 0; device.running != 0; ++milliseconds) {
		if (milliseconds == 5000)
			return violated("a sysfs callback that does not end keeps its device from going");
		usleep(1000);
	}
}

} // namespace fake
