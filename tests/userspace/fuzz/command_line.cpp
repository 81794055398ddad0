// SPDX-License-Identifier: MIT
// No arguments crash the command line's parser or make it throw another exception; what it accepts was typed, with that meaning.
#include "userspace/command/command_line.hpp"

#include <algorithm>
#include <cstdlib>
#include <rusty/parse.hpp>
#include <sstream>

#include "require.hpp"
#include "userspace/command/texts.hpp"

namespace
{

using fuzz::require;
using Words = std::vector<std::string>;

// Each line is an argument; as in argv, it ends at a NUL.
Words words_of(std::string_view text)
{
	Words words;
	while (!text.empty() && words.size() < 12) {
		const std::size_t end = std::min(text.find('\n'), text.size());
		words.emplace_back(std::string(text.substr(0, end)).c_str());
		text.remove_prefix(std::min(end + 1, text.size()));
	}
	return words;
}

bool typed(const Words &words, const std::string &text)
{
	return std::find(words.begin(), words.end(), text) != words.end();
}

void check_number(const CLI::App &verb, const std::string &name, const Words &words, std::int64_t number)
{
	const CLI::Option *const option = verb.get_option_no_throw(name);
	if (!option || option->count() == 0)
		return;
	const std::string text = option->results().front();
	const rusty::ParsedNumber parsed = rusty::parse_number(text);
	require(parsed && parsed.number == number, "the number is what parse_number makes of the word");
	require(typed(words, text), "the number's word was typed");
}

void check(const CLI::App &verb, const command::Request &request, const Words &words)
{
	for (const char *name : {"N", "OLD"})
		check_number(verb, name, words, request.number);
	check_number(verb, "NEW", words, request.other);
	const std::string &node = request.device;
	require(node.empty() || typed(words, node) || typed(words, "--device=" + node), "the node was typed");
	if (request.timeout)
		require(command::parse_duration(request.timeout_text) == request.timeout, "times are parsed");
	require(request.count != 0, "a count is not zero");
}

// The request in the arguments, as main() gets it; empty if they are refused. The parser throws ParseError only.
std::optional<command::Request> parsed(const Words &words)
{
	static command::Request request;
	static const auto parser = command::make_parser(request); // (making it would take most of the time)
	request = {};
	std::vector<const char *> arguments{"rusty"};
	for (const std::string &word : words)
		arguments.push_back(word.c_str());
	try {
		parser->parse(static_cast<int>(arguments.size()), arguments.data());
	} catch (const CLI::ParseError &error) {
		std::ostringstream out;
		parser->exit(error, out, out);
		return std::nullopt;
	}
	for (const CLI::App *verb : parser->get_subcommands())
		check(*verb, request, words);
	return request;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const char *data, std::size_t size)
{
	unsetenv("RUSTY_DEVICE"); // (its value was not typed)
	const Words words = words_of({data, size});
	parsed(words);
	// And every number can be typed.
	if (const auto number = rusty::parse_number(words.empty() ? "" : words[0])) {
		const auto request = parsed({"set", words[0]});
		require(request && request->number == number.number, "set takes every number");
	}
	return 0;
}
