// SPDX-License-Identifier: MIT
// The shims of the log: lines are kept for the test; pointers are shown as the count of their first appearance.
#include <algorithm>
#include <cstdio>
#include <mutex>
#include <utility>

#include "fake.hpp"
#include "kernel/shims.h"

extern "C" const char *entry_format_log_line(kernel_log_line *line);

namespace
{

std::mutex log_mutex;
std::vector<fake::Line> lines;
std::vector<const void *> pointers;
std::vector<std::string> given_warnings;
volatile int debug_enabled;

void print(char level, kernel_log_line *line)
{
	const std::string text = entry_format_log_line(line);
	const std::lock_guard guard(log_mutex);
	lines.push_back({level, text});
}

} // namespace

const int *shim_pr_debug_wanted = const_cast<const int *>(&debug_enabled);

namespace fake
{

std::vector<Line> take_log()
{
	const std::lock_guard guard(log_mutex);
	return std::exchange(lines, {});
}

void log_debug(bool enabled)
{
	debug_enabled = enabled ? 1 : 0;
}

std::string shown(const void *pointer)
{
	const std::lock_guard guard(log_mutex);
	auto found = std::find(pointers.begin(), pointers.end(), pointer);
	if (found == pointers.end())
		found = pointers.insert(pointers.end(), pointer);
	char text[32];
	std::snprintf(text, sizeof(text), "0x%016zx", static_cast<std::size_t>(found - pointers.begin()) + 1);
	return text;
}

std::vector<std::string> warnings()
{
	const std::lock_guard guard(log_mutex);
	return given_warnings;
}

void reset_log()
{
	debug_enabled = false;
	const std::lock_guard guard(log_mutex);
	lines.clear();
	pointers.clear();
	given_warnings.clear();
}

} // namespace fake

void shim_printk(const char *level, struct kernel_log_line *line)
{
	if (level[0] != '\001')
		return fake::violated("a line of the log without a level");
	print(level[1], line);
}

void shim_pr_debug(struct kernel_log_line *line)
{
	if (debug_enabled != 0)
		print('7', line);
}

int shim_scnprintf_pointer(char *to, size_t size, const void *pointer)
{
	const int length = std::snprintf(to, size, "%s", fake::shown(pointer).c_str());
	return std::min(length, static_cast<int>(size) - 1);
}

void shim_warn(const char *what)
{
	const std::lock_guard guard(log_mutex);
	given_warnings.emplace_back(what);
}

void shim_bug(void)
{
	throw fake::Bug();
}
