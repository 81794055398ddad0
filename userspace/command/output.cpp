// SPDX-License-Identifier: MIT
// Writes answers and complaints.
#include "output.hpp"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <fmt/color.h>
#include <fmt/format.h>
#include <poll.h>
#include <system_error>
#include <unistd.h>

#include <rusty/detail/wait_ready.hpp>

namespace command
{
namespace
{

bool in_color(const std::string &wish, int descriptor)
{
	if (wish != "auto")
		return wish == "always";
	const auto variable = [](const char *name) -> std::string_view {
		const char *const value = std::getenv(name);
		return value ? value : "";
	};
	return variable("NO_COLOR").empty() && variable("TERM") != "dumb" && isatty(descriptor) == 1;
}

// All of the text: 0; else the errno that stopped it, ECANCELED for the limit. (In pieces for which poll promises
// room: a write that sleeps would keep a signal waiting.)
int write_all(int descriptor, std::string_view text, const Limit &limit)
{
	while (!text.empty()) {
		if (!rusty::detail::wait_ready(descriptor, POLLOUT, limit.deadline, limit.stop))
			return ECANCELED;
		const ssize_t written =
			write(descriptor, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
		if (written >= 0)
			text.remove_prefix(static_cast<std::size_t>(written));
		else if (errno != EAGAIN && errno != EINTR)
			return errno;
	}
	return 0;
}

// Paths and names come from anywhere: a terminal is not to obey them.
std::string harmless(std::string text)
{
	for (char &each : text)
		if ((each >= 0 && each < ' ' && each != '\n' && each != '\t') || each == 0x7f)
			each = '?';
	return text;
}

} // namespace

Output::Output(const Request &request)
	: json_(request.json), quiet_(request.quiet), color_out_(in_color(request.color, STDOUT_FILENO)),
	  color_err_(in_color(request.color, STDERR_FILENO))
{
}

bool Output::answer(const std::string &text, const Json &json, const Limit &limit) const
{
	if (quiet_)
		return true;
	// (A task's name need not be UTF-8.)
	const std::string line = json_ ? json.dump(-1, ' ', false, Json::error_handler_t::replace) : text;
	const int error = write_all(STDOUT_FILENO, line + "\n", limit);
	if (error == EPIPE || error == ECANCELED)
		return false;
	if (error != 0)
		throw Failure(
			Status::device_error,
			fmt::format("cannot write the answer: {}", std::generic_category().message(error)),
			"What was asked for is done; its answer is lost.");
	return true;
}

void Output::complain(std::string_view what, std::string_view advice) const
{
	if (quiet_)
		return;
	const std::string name =
		color_err_ ? fmt::format(fmt::emphasis::bold | fg(fmt::terminal_color::red), "rusty:")
			   : "rusty:";
	std::string text = fmt::format("{} {}\n", name, harmless(std::string(what)));
	for (std::size_t begin = 0; begin < advice.size();) {
		const std::size_t end = std::min(advice.find('\n', begin), advice.size());
		text += fmt::format("  {}\n", harmless(std::string(advice.substr(begin, end - begin))));
		begin = end + 1;
	}
	// (If stderr is gone there is nobody to tell.)
	write_all(STDERR_FILENO, text, {});
}

std::string Output::bold(std::string_view word) const
{
	return color_out_ ? fmt::format(fmt::emphasis::bold, "{}", word) : std::string(word);
}

} // namespace command
