// SPDX-License-Identifier: GPL-2.0-only
// The shims of the log.
#include "kernel/log/shim.h"

#include <mutex>
#include <utility>

#include "tests/kit/host/fake.hpp"

// (There, if a unit of the program logs.)
extern "C" [[gnu::weak]] const char *entry_format_log_line(kernel_log_line *line);
// (Made by the linker; neither is there if no file has a pr_debug.)
extern "C" {
[[gnu::weak]] extern _ddebug __start___dyndbg[];
[[gnu::weak]] extern _ddebug __stop___dyndbg[];
}

namespace
{

std::mutex log_mutex;
std::vector<fake::Line> lines;

const fake::Part part([] {
	fake::log_debug(false);
	fake::take_log();
});

void print(char level, kernel_log_line *line)
{
	const std::string text = entry_format_log_line(line);
	const std::lock_guard guard(log_mutex);
	lines.push_back({level, text});
}

} // namespace

namespace fake
{

std::vector<Line> take_log()
{
	const std::lock_guard guard(log_mutex);
	return std::exchange(lines, {});
}

void log_debug(bool enabled)
{
	for (_ddebug *site = __start___dyndbg; site != __stop___dyndbg; ++site)
		site->flags = enabled ? LAYOUT_DDEBUG_PRINT : 0;
}

std::vector<const _ddebug *> debug_sites()
{
	std::vector<const _ddebug *> sites;
	for (const _ddebug *site = __start___dyndbg; site != __stop___dyndbg; ++site)
		sites.push_back(site);
	return sites;
}

} // namespace fake

void shim_printk(const char *level, struct kernel_log_line *line)
{
	if (level[0] != '\001')
		return fake::violated("a line of the log without a level");
	print(level[1], line);
}

void shim_dynamic_pr_debug(struct _ddebug *site, struct kernel_log_line *line)
{
	if (site->flags != LAYOUT_DDEBUG_PRINT)
		fake::violated("a line of a site that is off");
	print('7', line);
}
