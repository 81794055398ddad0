// SPDX-License-Identifier: MIT
// Reads the grammar out of the command's own parser, and asks it which words do not go together.
#include "grammar.hpp"

#include <algorithm>
#include <stdexcept>

#include "../command/command_line.hpp"

namespace completions
{
namespace
{

std::vector<std::string> split(const std::string &text, char between)
{
	std::vector<std::string> parts;
	for (std::size_t begin = 0; begin <= text.size();) {
		const auto end = std::min(text.find(between, begin), text.size());
		parts.push_back(text.substr(begin, end - begin));
		begin = end + 1;
	}
	return parts;
}

Argument read_argument(const CLI::Option &option)
{
	Argument argument;
	for (const std::string &name : option.get_snames())
		argument.names.push_back("-" + name);
	for (const std::string &name : option.get_lnames())
		argument.names.push_back("--" + name);
	if (option.get_positional())
		argument.names = {option.get_name()};
	argument.description = option.get_description();
	argument.takes_value = option.get_items_expected_max() > 0;
	// "TYPE:{one,two}": the type's name, then what IsMember says of itself.
	const std::string type = option.get_type_name();
	argument.type = type.substr(0, type.find(':'));
	const auto begin = type.find('{'), end = type.rfind('}');
	if (begin != std::string::npos && end != std::string::npos)
		argument.words = split(type.substr(begin + 1, end - begin - 1), ',');
	return argument;
}

void read_arguments(const CLI::App &app, std::vector<Argument> &options, std::vector<Argument> &positionals)
{
	for (const CLI::Option *option : app.get_options())
		if (!option->get_group().empty()) // else it is hidden from the help, too
			(option->get_positional() ? positionals : options).push_back(read_argument(*option));
}

// Whether the command's parser takes these words.
bool accepts(const std::string &words)
{
	command::Request request;
	const auto parser = command::make_parser(request);
	try {
		parser->parse(words);
	} catch (const CLI::Success &) {
		return true; // --help, --version
	} catch (const CLI::ParseError &) {
		return false;
	}
	return true;
}

// Some value that the argument takes.
std::string sample(const Argument &argument)
{
	if (!argument.words.empty())
		return argument.words.front();
	return argument.type == "TIME" ? "1s" : "1";
}

// Whether the parser takes the beginning of a line, with all the positionals left, some or none.
bool accepts(const std::string &begin, const Verb &verb, const std::string &end)
{
	std::string line = begin;
	bool accepted = accepts(line + end);
	for (std::size_t place = 1; place < verb.positionals.size(); ++place) {
		line += " " + sample(verb.positionals[place]);
		accepted = accepted || accepts(line + end);
	}
	return accepted;
}

// The parser's tables do not tell it (it is code, run once all is read), so each pair is tried.
void find_refused(Verb &verb)
{
	if (verb.positionals.empty())
		return;
	const auto &words = verb.positionals.front().words;
	for (Argument &option : verb.options) {
		const std::string typed =
			" " + option.names.back() + (option.takes_value ? " " + sample(option) : "");
		for (const std::string &word : words)
			if (!accepts(verb.name + " " + word, verb, typed))
				option.refused_with.push_back(word);
		if (!words.empty() && option.refused_with.size() == words.size())
			throw std::runtime_error("no value known that the parser takes for " +
						 option.names.back() + " of " + verb.name);
	}
}

bool contains(const std::vector<std::string> &words, const std::string &word)
{
	return std::find(words.begin(), words.end(), word) != words.end();
}

// An option for all verbs is none of the verb's: --help.
void drop_common(std::vector<Argument> &options, const std::vector<Argument> &common)
{
	const auto is_common = [&common](const Argument &option) {
		return std::any_of(common.begin(), common.end(),
				   [&option](const Argument &other) { return other.names == option.names; });
	};
	options.erase(std::remove_if(options.begin(), options.end(), is_common), options.end());
}

void note_valued(std::vector<std::string> &valued, const std::vector<Argument> &options)
{
	for (const Argument &option : options)
		for (const std::string &name : option.names)
			if (option.takes_value && !contains(valued, name))
				valued.push_back(name);
}

} // namespace

Grammar read_grammar()
{
	command::Request request;
	const auto parser = command::make_parser(request);
	Grammar grammar;
	std::vector<Argument> none;
	read_arguments(*parser, grammar.options, none);
	note_valued(grammar.valued, grammar.options);
	const CLI::App &app = *parser;
	for (const CLI::App *declared : app.get_subcommands([](const CLI::App *) { return true; })) {
		Verb verb{declared->get_name(), declared->get_description(), {}, {}};
		read_arguments(*declared, verb.options, verb.positionals);
		drop_common(verb.options, grammar.options);
		find_refused(verb);
		note_valued(grammar.valued, verb.options);
		grammar.verbs.push_back(verb);
	}
	if (!none.empty() || grammar.verbs.empty())
		throw std::runtime_error("the parser is not of verbs");
	return grammar;
}

} // namespace completions
