// SPDX-License-Identifier: GPL-2.0-only
// The fake of module parameters: the lock that the kernel holds around their callbacks.
#pragma once

#include <string>

#include "kernel/memory/fake.h"
#include "tests/kit/host/fake.hpp"

struct kernel_param;

#define LAYOUT_PARAMETER_SIZE LAYOUT_PAGE_SIZE

namespace fake
{

class ParameterLock
{
public:
	ParameterLock();
	~ParameterLock();
	ParameterLock(const ParameterLock &) = delete;
	ParameterLock &operator=(const ParameterLock &) = delete;
};
bool parameter_lock_held();

// As the kernel calls entry_parameter_set_<name>: 0 or a negative errno. A null text is a parameter without a value.
template <typename Set>
int set_parameter(Set entry, const char *text)
{
	const ParameterLock lock;
	return entry(text, nullptr);
}

// And entry_parameter_get_<name>.
template <typename Get>
std::string get_parameter(Get entry)
{
	const ParameterLock lock;
	return page_text(LAYOUT_PARAMETER_SIZE, [entry](char *page) { return entry(page, nullptr); });
}

} // namespace fake
