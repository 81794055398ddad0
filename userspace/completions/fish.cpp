// SPDX-License-Identifier: MIT
// The completions for fish: a line for each word, with the condition under which it is offered.
#include "grammar.hpp"

namespace completions
{
namespace
{

const char *const functions = R"fish(
# What stands before the cursor, in the caller's variables.
function __rusty_walk --no-scope-shadowing
    set verb ''
    set option ''
    set ended ''
    set arguments
    set used
    for typed in (commandline -opc)[2..]
        if test -n "$option"
            set -a used $option
            set option ''
        else if test -z "$ended"; and test "$typed" = --
            set ended yes
        else if test -z "$ended"; and string match -qr -- '^-[^0-9]' $typed
            if contains -- $typed $__rusty_valued
                set option $typed # not used yet: fish asks what its value may be
            else
                set -a used (string replace -r -- '=.*' '' $typed)
            end
        else if test -z "$verb"
            set verb $typed
        else
            set -a arguments $typed
        end
    end
end

# Whether the option of these names may follow; the verb is '' for an option of all.
function __rusty_option -a wanted
    set -l verb
    set -l option
    set -l ended
    set -l arguments
    set -l used
    __rusty_walk
    test -z "$ended"; or return 1
    test -z "$option"; or contains -- $option $argv[2..]; or return 1
    test -z "$wanted" -o "$verb" = "$wanted"; or return 1
    for name in $argv[2..]
        contains -- $name $used; and return 1
        contains -- "$verb $arguments[1] $name" $__rusty_refused; and return 1
    end
    return 0
end

# Whether the verb's argument at this place (from 0) may be this word; a verb is asked for with ''.
function __rusty_word -a wanted place word
    set -l verb
    set -l option
    set -l ended
    set -l arguments
    set -l used
    __rusty_walk
    test -z "$option" -a "$verb" = "$wanted" -a (count $arguments) = "$place"; or return 1
    for name in $used
        contains -- "$verb $word $name" $__rusty_refused; and return 1
    end
    return 0
end

complete -c rusty -f
)fish";

// In fish's single quotes, a backslash escapes a quote and itself.
std::string quote_for_fish(const std::string &word)
{
	std::string quoted = "'";
	for (const char letter : word) {
		if (letter == '\'' || letter == '\\')
			quoted += '\\';
		quoted += letter;
	}
	return quoted + "'";
}

std::string line_of(const std::string &verb, const Argument &option)
{
	const std::string condition =
		"__rusty_option " + (verb.empty() ? "''" : verb) + " " + join(option.names, " ");
	std::string line = "complete -c rusty -n " + quote_for_fish(condition);
	for (const std::string &name : option.names)
		line += name.size() == 2 ? " -s " + name.substr(1) : " -l " + name.substr(2);
	if (option.is_path())
		line += " -r -F";
	else if (option.takes_value)
		line += " -x";
	if (!option.words.empty())
		line += " -a " + quote_for_fish(join(option.words, " "));
	return line + " -d " + quote_for_fish(option.description) + "\n";
}

std::string line_of(const Verb &verb, std::size_t place, const std::string &word)
{
	return "complete -c rusty -n '__rusty_word " + verb.name + " " + std::to_string(place) + " " + word +
	       "' -a " + word + "\n";
}

} // namespace

std::string fish(const Grammar &grammar)
{
	std::string refused, lines;
	const auto add = [&lines](const std::string &verb, const std::vector<Argument> &options) {
		for (const Argument &option : options)
			lines += line_of(verb, option);
	};
	add("", grammar.options);
	for (const Verb &verb : grammar.verbs) {
		lines += "complete -c rusty -n \"__rusty_word '' 0\" -a " + verb.name + " -d " +
			 quote_for_fish(verb.summary) + "\n";
		for (std::size_t place = 0; place < verb.positionals.size(); ++place)
			for (const std::string &word : verb.positionals[place].words)
				lines += line_of(verb, place, word);
		add(verb.name, verb.options);
		for (const Argument &option : verb.options)
			for (const std::string &word : option.refused_with)
				for (const std::string &name : option.names)
					refused += " '" + verb.name + " " + word + " " + name + "'";
	}
	return "# SPDX-License-Identifier: MIT\n"
	       "# Completes rusty(1) in fish. Made from its table of verbs by userspace/completions.\n"
	       "\n"
	       "set -g __rusty_valued " +
	       join(grammar.valued, " ") + "\nset -g __rusty_refused" + refused + "\n" + functions + lines;
}

} // namespace completions
