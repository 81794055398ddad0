// SPDX-License-Identifier: GPL-2.0-only
// The shims of BUG and WARN.
#include "kernel/bug/shim.h"

#include <mutex>
#include <utility>

#include "tests/kit/host/fake.hpp"

namespace
{

std::mutex warnings_mutex;
std::vector<std::string> warnings;

const fake::Part part([] { fake::take_warnings(); },
		      [] {
			      const auto taken = fake::take_warnings();
			      return taken.empty() ? std::string() : "a warning: " + taken.front();
		      });

} // namespace

namespace fake
{

std::vector<std::string> take_warnings()
{
	const std::lock_guard guard(warnings_mutex);
	return std::exchange(warnings, {});
}

} // namespace fake

void shim_warn(const char *text)
{
	const std::lock_guard guard(warnings_mutex);
	warnings.emplace_back(text);
}

void shim_bug(void)
{
	throw fake::Bug();
}
