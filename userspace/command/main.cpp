// SPDX-License-Identifier: MIT
// rusty: reads the command line, runs the verb, turns each failure into a sentence and an exit status.
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iostream>
#include <sstream>
#include <unistd.h>

#include "command_line.hpp"
#include "explain.hpp"
#include "verbs.hpp"

namespace command
{

namespace
{

// A caller may have closed some: the device must not become our standard output.
void open_standard_descriptors()
{
	for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
		if (fcntl(descriptor, F_GETFD) < 0)
			open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

Status run(const Verb &verb, const Request &request, const Output &output)
{
	try {
		return verb.run(request, output);
	} catch (const std::system_error &error) {
		throw explain(error, request);
	}
}

Status run(const CLI::App &parser, const Request &request, const Output &output)
{
	for (const Verb &verb : verbs())
		if (parser.got_subcommand(verb.name))
			return run(verb, request, output);
	if (!request.quiet)
		(void)std::fputs(parser.help().c_str(), stderr);
	return Status::usage;
}

// Dies of the signal, as its sender expects.
[[noreturn]] void die_of(int number)
{
	(void)std::signal(number, SIG_DFL);
	(void)std::raise(number);
	std::_Exit(static_cast<int>(Status::interrupted) + number);
}

std::vector<std::string> names_of_verbs()
{
	std::vector<std::string> names;
	for (const Verb &verb : verbs())
		names.emplace_back(verb.name);
	return names;
}

Status command_line_error(const CLI::App &parser, const CLI::ParseError &error, const Output &output)
{
	std::string verb;
	for (const CLI::App *chosen : parser.get_subcommands())
		verb = chosen->get_name() + " ";
	const std::string see = fmt::format("See:  rusty {}--help", verb);
	// (A word that does not belong there is often why another is missing; a lone -- is none.)
	std::vector<std::string> strange = parser.remaining(true);
	std::erase(strange, "--");
	if (strange.empty())
		output.complain(error.what(), see);
	else if (verb.empty() && !strange.front().starts_with('-'))
		output.complain(
			fmt::format("there is no verb '{}'", strange.front()),
			fmt::format("There are: {}.  See:  rusty --help", fmt::join(names_of_verbs(), ", ")));
	else
		output.complain(fmt::format("'{}' was not expected", strange.front()), see);
	return Status::usage;
}

Status main(int count, char **words)
{
	open_standard_descriptors();
	// The end of the reader is an error of write(2), not a fatal signal.
	(void)std::signal(SIGPIPE, SIG_IGN);
	Request request;
	const auto parser = make_parser(request);
	try {
		parser->parse(count, words);
	} catch (const CLI::Success &asked) {
		// --help, --version
		std::ostringstream text;
		parser->exit(asked, text);
		std::cout << text.str() << std::flush;
		return std::cout ? Status::ok : Status::device_error;
	} catch (const CLI::ParseError &error) {
		return command_line_error(*parser, error, Output(request));
	}
	const Output output(request);
	try {
		return run(*parser, request, output);
	} catch (const Interrupted &interrupted) {
		die_of(interrupted.signal);
	} catch (const Failure &failure) {
		output.complain(failure.what(), failure.advice());
		return failure.status();
	} catch (const std::exception &error) {
		output.complain(error.what());
		return Status::device_error;
	}
}

} // namespace
} // namespace command

int main(int count, char **words)
{
	return static_cast<int>(command::main(count, words));
}
