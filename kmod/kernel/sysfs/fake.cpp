// SPDX-License-Identifier: GPL-2.0-only
// Reads and writes of sysfs files.
#include <cerrno>
#include <type_traits>

#include <unistd.h>

#include "kernel/layouts.h"
#include "kernel/sysfs/operations.h"
#include "tests/kit/host/fake.hpp"

#define SAME_OPERATION(name, result, ...)                                                                    \
	static_assert(std::is_same_v<decltype(device_attribute::name), result (*)(__VA_ARGS__)>);
KERNEL_DEVICE_ATTRIBUTE_OPERATIONS(SAME_OPERATION)

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

} // namespace

namespace fake
{

device_attribute *find_attribute(const attribute_group *const *groups, std::string_view name)
{
	for (; groups != nullptr && *groups != nullptr; ++groups)
		for (device_attribute *const *each = (*groups)->attrs; *each != nullptr; ++each)
			if ((*each)->attr.name == name)
				return *each;
	return nullptr;
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
