// SPDX-License-Identifier: MIT
// The completions for zsh: the verb is looked for, then _arguments gets its options.
#include "grammar.hpp"

namespace completions
{
namespace
{

const char *const walk = R"zsh(
	# What stands before the cursor.
	for word in "${(@)words[2,CURRENT-1]}"; do
		if [[ -n $option ]]; then
			option=
		elif [[ -z $ended && $word == -- ]]; then
			ended=yes
		elif [[ -z $ended && $word == -[^0-9]* ]]; then
			(( $used[(Ie)$word] )) && again=yes
			used+=("${word%%=*}")
			(( $valued[(Ie)$word] )) && option=$word
		elif [[ -z $verb ]]; then
			verb=$word
		else
			first=${first:-$word}
		fi
	done
)zsh";

const char *const answer = R"zsh(
	# The value of an option that does not belong here, or comes a second time.
	if [[ -n $option ]]; then
		[[ -n ${(M)specs:#*\)$option(=|)\[*} && -z $again ]] || return 1
	fi
	_arguments -S : $specs
}

_rusty "$@"
)zsh";

// What _arguments would take for the end of a description.
std::string escape(const std::string &text)
{
	std::string escaped;
	for (const char letter : text) {
		if (letter == ':' || letter == '[' || letter == ']' || letter == '\\')
			escaped += '\\';
		escaped += letter;
	}
	return escaped;
}

// ":TIME: ": what to say of the value, and whence the values are.
std::string value_of(const std::string &name, const Argument &argument)
{
	const std::string action = argument.is_path()	    ? "_files"
				   : argument.words.empty() ? " "
							    : "(" + join(argument.words, " ") + ")";
	return ":" + escape(name) + ":" + action;
}

// One word of _arguments for each name; any of them excludes all.
std::string specifications(const Argument &option)
{
	std::string list;
	for (const std::string &name : option.names) {
		const bool is_long = name.size() > 2;
		list += list.empty() ? "" : " ";
		list += quote("(" + join(option.names, " ") + ")" + name +
			      (option.takes_value && is_long ? "=" : "") + "[" + escape(option.description) +
			      "]" + (option.takes_value ? value_of(option.type, option) : ""));
	}
	return list;
}

std::string branch(const Verb &verb)
{
	std::string lines = "\t" + verb.name + ")\n";
	for (const Argument &option : verb.options) {
		const bool any = option.refused_with.empty();
		lines += "\t\t" +
			 (any ? "" : "[[ $first == (" + join(option.refused_with, "|") + ") ]] || ") +
			 "specs+=(" + specifications(option) + ")\n";
	}
	for (std::size_t place = 0; place < verb.positionals.size(); ++place) {
		const Argument &positional = verb.positionals[place];
		const std::string number = std::to_string(place + 2); // the verb is the first
		if (positional.words.empty()) {
			lines += "\t\tspecs+=(" +
				 quote(number + value_of(positional.names.front(), positional)) + ")\n";
			continue;
		}
		lines += "\t\tchoices=(" + join(positional.words, " ") + ")\n";
		for (const Argument &option : verb.options)
			if (place == 0 && !option.refused_with.empty())
				lines += "\t\t(( $used[(Ie)" + option.names.back() +
					 "] )) && choices=(${choices:#(" + join(option.refused_with, "|") +
					 ")})\n";
		lines += "\t\tspecs+=(" + quote(number + ":" + escape(positional.names.front()) + ":") +
			 "\"($choices)\")\n";
	}
	return lines + "\t\t;;\n";
}

} // namespace

std::string zsh(const Grammar &grammar)
{
	std::string verbs, branches, globals;
	for (const Verb &verb : grammar.verbs) {
		verbs += "\t\t" + quote(verb.name + ":" + verb.summary) + "\n";
		branches += branch(verb);
	}
	for (const Argument &option : grammar.options)
		globals += "\t\t" + specifications(option) + "\n";
	return "#compdef rusty\n"
	       "# SPDX-License-Identifier: MIT\n"
	       "# Completes rusty(1) in zsh. Made from its table of verbs by userspace/completions.\n"
	       "\n"
	       "_rusty_verbs() {\n"
	       "\tlocal -a verbs=(\n" +
	       verbs +
	       "\t)\n"
	       "\t_describe verb verbs\n"
	       "}\n"
	       "\n"
	       "_rusty() {\n"
	       "\tlocal verb= first= option= ended= again= word=\n"
	       "\tlocal -a used specs choices valued=(" +
	       join(grammar.valued, " ") + ")\n" + walk + "\n\tspecs=(\n" + globals +
	       "\t\t'1:verb:_rusty_verbs'\n\t)\n" + "\tcase $verb in\n" + branches + "\tesac\n" + answer;
}

} // namespace completions
