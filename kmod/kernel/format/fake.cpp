// SPDX-License-Identifier: GPL-2.0-only
// The shim of pointers in texts.
#include "kernel/format/shim.h"

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <vector>

#include "tests/kit/host/fake.hpp"

namespace
{

std::mutex pointers_mutex;
std::vector<const void *> pointers;

const fake::Part part([] {
	const std::lock_guard guard(pointers_mutex);
	pointers.clear();
});

} // namespace

namespace fake
{

std::string shown(const void *pointer)
{
	const std::lock_guard guard(pointers_mutex);
	auto found = std::find(pointers.begin(), pointers.end(), pointer);
	if (found == pointers.end())
		found = pointers.insert(pointers.end(), pointer);
	char text[32];
	std::snprintf(text, sizeof(text), "0x%016zx", static_cast<std::size_t>(found - pointers.begin()) + 1);
	return text;
}

} // namespace fake

int shim_scnprintf_pointer(char *to, size_t size, const void *pointer)
{
	const int length = std::snprintf(to, size, "%s", fake::shown(pointer).c_str());
	return std::min(length, static_cast<int>(size) - 1);
}
