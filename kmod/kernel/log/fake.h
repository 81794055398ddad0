// SPDX-License-Identifier: GPL-2.0-only
// The fake of the log: lines are kept for the test. Sites of dynamic debug lie in a section, as in a module.
#pragma once

#include <cstdarg>
#include <cstddef>
#include <string>
#include <vector>

// (Its bit fields lie elsewhere in their word than a real kernel's.)
struct _ddebug {
	const char *format;
	unsigned int flags : 8;
	unsigned int lineno : 18;
	unsigned int class_id : 6;
	void *key;
	const char *modname;
	const char *function;
	const char *filename;
};

#define LAYOUT_DYNAMIC_DEBUG 1
#define LAYOUT_DDEBUG_SIZE sizeof(::_ddebug)
#define LAYOUT_DDEBUG_modname offsetof(::_ddebug, modname)
#define LAYOUT_DDEBUG_function offsetof(::_ddebug, function)
#define LAYOUT_DDEBUG_filename offsetof(::_ddebug, filename)
#define LAYOUT_DDEBUG_format offsetof(::_ddebug, format)
#define LAYOUT_DDEBUG_BITS (offsetof(::_ddebug, format) + sizeof(char *))
#define LAYOUT_DDEBUG_LINE_1 (1u << 8)
#define LAYOUT_DDEBUG_CLASS (63u << 26)
#define LAYOUT_DDEBUG_STACK 0
#define LAYOUT_DDEBUG_PRINT (1u << 5)

namespace fake
{

struct Line {
	char level; // as journalctl has it: 0 emerg to 7 debug
	std::string text;
	bool operator==(const Line &) const = default;
};
std::vector<Line> take_log();
// For the fakes of others who write lines: what printk makes of a format.
std::string formatted(const char *format, va_list values);
void log(Line line);

// Of all sites. They are off unless told.
void log_debug(bool enabled);
// What the kernel finds in the section.
std::vector<const _ddebug *> debug_sites();

} // namespace fake
