// SPDX-License-Identifier: MIT
// One event of the driver's tracepoint, from the text of trace_pipe.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace command
{

struct TraceEvent {
	std::string time; // seconds since boot
	std::string who;  // the name of the task
	std::uint32_t pid;
	std::int64_t before, after;
	std::uint64_t generation;
};

namespace trace_text
{

template <class Integer>
std::optional<Integer> integer(std::string_view text)
{
	Integer value{};
	const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), value);
	return error == std::errc{} && stopped == text.data() + text.size() ? std::optional(value)
									    : std::nullopt;
}

// Takes the last ` name=value` off the text: a task may have named itself like a field, but it stands before them.
inline std::optional<std::string_view> take_last(std::string_view &text, std::string_view name)
{
	const std::size_t at = text.rfind(name);
	if (at == std::string_view::npos)
		return std::nullopt;
	const std::string_view value = text.substr(at + name.size());
	text = text.substr(0, at);
	return value;
}

// A name goes to a terminal: without what one would obey (C1 controls are UTF-8 as well).
inline std::string harmless(std::string_view name)
{
	std::string result(name);
	for (char &each : result)
		if (each < ' ' || each > '~')
			each = '?';
	return result;
}

} // namespace trace_text

//     sh-71      [000] .....    12.345678: rusty_number_changed: comm=sh old=1 new=2 generation=3
// (The name before the pid may be anything; the second one is the event's own.) Nothing for any other line.
inline std::optional<TraceEvent> parse_trace_line(std::string_view line)
{
	using namespace trace_text;
	constexpr std::string_view mark = ": rusty_number_changed: comm=";
	const std::size_t at = line.find(mark);
	if (at == std::string_view::npos)
		return std::nullopt;
	std::string_view head = line.substr(0, at), tail = line.substr(at + mark.size());

	const auto generation = take_last(tail, " generation="), after = take_last(tail, " new="),
		   before = take_last(tail, " old=");
	const auto time = take_last(head, " ");
	const std::size_t bracket = head.rfind(" [");
	if (!generation || !after || !before || !time || bracket == std::string_view::npos)
		return std::nullopt;
	std::string_view task = head.substr(0, bracket);
	task = task.substr(0, task.find_last_not_of(' ') + 1);
	const auto pid = take_last(task, "-");

	const auto old_number = integer<std::int64_t>(*before), new_number = integer<std::int64_t>(*after);
	const auto count = integer<std::uint64_t>(*generation);
	const auto process = pid ? integer<std::uint32_t>(*pid) : std::nullopt;
	if (!old_number || !new_number || !count || !process)
		return std::nullopt;
	return TraceEvent{std::string(*time), harmless(tail), *process, *old_number, *new_number, *count};
}

// Whether it begins an event whose end is still to come: a task may have line feeds in its name.
inline bool is_begun(std::string_view line)
{
	return line.find(": rusty_number_changed: comm=") != std::string_view::npos && line.size() < 400;
}

// How many events the kernel had no room for, if that is what a line says: CPU:0 [LOST 5 EVENTS]
inline std::optional<std::uint64_t> lost_events(std::string_view line)
{
	constexpr std::string_view begin = "CPU:", mark = " [LOST ", end = " EVENTS]";
	const std::size_t at = line.find(mark);
	if (at == std::string_view::npos || !line.starts_with(begin) || !line.ends_with(end) ||
	    line.size() < at + mark.size() + end.size() ||
	    !trace_text::integer<unsigned int>(line.substr(begin.size(), at - begin.size())))
		return std::nullopt;
	return trace_text::integer<std::uint64_t>(
		line.substr(at + mark.size(), line.size() - end.size() - at - mark.size()));
}

} // namespace command
