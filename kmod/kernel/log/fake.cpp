// SPDX-License-Identifier: GPL-2.0-only
// The shims of the log.
#include "kernel/log/shim.h"

#include <cstdarg>
#include <mutex>
#include <string_view>
#include <utility>

#include "kernel/format/fake.h"
#include "tests/kit/host/fake.hpp"

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

// Without what the kernel takes for itself: the module's name and the end of the line.
void print(char level, const char *format, va_list values)
{
	const std::string line = fake::formatted(format, values);
	const std::string name = KBUILD_MODNAME ": ";
	if (line.substr(0, name.size()) != name || line.back() != '\n')
		return fake::violated("a line of the log without a name or without an end");
	fake::log({level, line.substr(name.size(), line.size() - name.size() - 1)});
}

} // namespace

namespace fake
{

// The conversions that the layer uses, and no others.
std::string formatted(const char *format, va_list values)
{
	std::string text;
	while (*format != '\0') {
		const auto is = [&format](std::string_view conversion) {
			if (std::string_view(format).substr(0, conversion.size()) != conversion)
				return false;
			format += conversion.size();
			return true;
		};
		if (is("%d"))
			text += std::to_string(va_arg(values, int));
		else if (is("%u"))
			text += std::to_string(va_arg(values, unsigned int));
		else if (is("%lld"))
			text += std::to_string(va_arg(values, long long));
		else if (is("%llu"))
			text += std::to_string(va_arg(values, unsigned long long));
		else if (is("0x%p"))
			text += fake::shown(va_arg(values, const void *));
		else if (is("%%"))
			text += '%';
		else if (is("%s"))
			text += va_arg(values, const char *);
		else if (is("%.*s")) {
			const int size = va_arg(values, int);
			text += std::string(va_arg(values, const char *), static_cast<std::size_t>(size))
					.c_str();
		} else {
			if (*format == '%')
				fake::violated("a conversion that the layer does not know");
			text += *format++;
		}
	}
	return text;
}

void log(Line line)
{
	const std::lock_guard guard(log_mutex);
	lines.push_back(std::move(line));
}

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

int shim_printk(const char *format, ...)
{
	if (format[0] != '\001') {
		fake::violated("a line of the log without a level");
		return 0;
	}
	va_list values;
	va_start(values, format);
	print(format[1], format + 2, values);
	va_end(values);
	return 0;
}

void shim_dynamic_pr_debug(struct _ddebug *site, const char *format, ...)
{
	if (site->flags != LAYOUT_DDEBUG_PRINT)
		fake::violated("a line of a site that is off");
	va_list values;
	va_start(values, format);
	print('7', format, values);
	va_end(values);
}
