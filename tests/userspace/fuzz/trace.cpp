// SPDX-License-Identifier: MIT
// No line crashes parse_trace_line, and it returns the values of a line in the kernel's format.
#include "userspace/command/trace_event.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "require.hpp"

namespace
{

using fuzz::require;

bool obeyed_by_terminals(char c)
{
	return c < ' ' || c > '~';
}

// The input's lines: the two names, then old, new, generation, pid and CPU, as far as there are lines.
std::array<std::string, 7> fields_of(std::string_view text)
{
	std::array<std::string, 7> fields;
	for (std::string &field : fields) {
		const std::size_t end = std::min(text.find('\n'), text.size());
		field = text.substr(0, end);
		text.remove_prefix(std::min(end + 1, text.size()));
	}
	return fields;
}

// A task's name as the kernel keeps it: at most 15 bytes, without NUL. (A line feed in it makes two lines of one.)
std::string task_name(const std::string &field)
{
	return std::string(field.c_str()).substr(0, 15);
}

// With flags, as the option `irq-info` is on by default.
void check_line(const std::array<std::string, 7> &fields, bool with_flags)
{
	const std::string known = task_name(fields[0]), own = task_name(fields[1]);
	const long long before = std::strtoll(fields[2].c_str(), nullptr, 10),
			after = std::strtoll(fields[3].c_str(), nullptr, 10);
	const unsigned long long generation = std::strtoull(fields[4].c_str(), nullptr, 10);
	const auto pid =
		static_cast<unsigned int>(std::strtoull(fields[5].c_str(), nullptr, 10) % (1u << 22));
	const auto cpu = static_cast<unsigned int>(std::strtoull(fields[6].c_str(), nullptr, 10) % 8192);

	char head[100], time[40], tail[200];
	std::snprintf(time, sizeof time, "%5llu.%06llu", generation / 1000000, generation % 1000000);
	std::snprintf(head, sizeof head, "%16s-%-7u [%03u] %s %s", known.c_str(), pid, cpu,
		      with_flags ? "dNh1." : "", time);
	std::snprintf(tail, sizeof tail, "comm=%s old=%lld new=%lld generation=%llu", own.c_str(), before,
		      after, generation);
	const auto event = command::parse_trace_line(std::string(head) + ": rusty_number_changed: " + tail);

	require(event.has_value(), "a line of the kernel is an event");
	std::string shown = own;
	std::replace_if(shown.begin(), shown.end(), obeyed_by_terminals, '?');
	require(event->who == shown, "the name is the event's own");
	require(event->time == std::string(time).substr(std::string_view(time).find_first_not_of(' ')),
		"the time is the line's");
	require(event->pid == pid, "the pid is the line's");
	require(event->before == before && event->after == after, "the numbers are the event's");
	require(event->generation == generation, "the generation is the event's");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const char *data, std::size_t size)
{
	const std::string_view text(data, size);
	if (const auto event = command::parse_trace_line(text))
		require(std::none_of(event->who.begin(), event->who.end(), obeyed_by_terminals),
			"a name is harmless");
	check_line(fields_of(text), true);
	check_line(fields_of(text), false);
	return 0;
}
