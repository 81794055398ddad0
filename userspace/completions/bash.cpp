// SPDX-License-Identifier: MIT
// The completions for bash: one function, which needs no bash-completion.
#include "grammar.hpp"

namespace completions
{
namespace
{

const char *const walk = R"sh(
	# What stands before the cursor. (bash makes three words of --color=auto.)
	for ((i = 1; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if [[ $word == '=' ]]; then
			option=${COMP_WORDS[i - 1]}
		elif [[ -n $option ]]; then
			option=''
		elif [[ -z $ended && $word == -- ]]; then
			ended=yes
		elif [[ -z $ended && $word == -[!0-9]* ]]; then
			used+="${word%%=*} "
			[[ $valued == *" $word "* ]] && option=$word
		elif [[ -z $verb ]]; then
			verb=$word
		else
			first=${first:-$word}
			((place += 1))
		fi
	done
	word=${COMP_WORDS[COMP_CWORD]}
	if [[ $word == '=' ]]; then
		option=${COMP_WORDS[COMP_CWORD - 1]} word=''
	elif [[ -z $option && -z $ended && $word == -*=* ]]; then
		option=${word%%=*} prefix=${word%%=*}= word=${word#*=}
	fi
)sh";

const char *const answer = R"sh(
	if [[ -n $option ]]; then
		# (A second time, it is refused.)
		[[ $used == *" $option "*"$option "* ]] && return
		case $kind in
		path)
			compopt -o filenames 2>/dev/null
			mapfile -t COMPREPLY < <(compgen -f -- "$word")
			;;
		*) mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word") ;;
		esac
		COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
		return
	fi
	if [[ -z $ended && $word == -* ]]; then
		# -q,--quiet: one of the names is enough.
		for names in $options; do
			for name in ${names//,/ }; do
				[[ $used == *" $name "* || $refused == *" $first:$name "* ]] && continue 2
			done
			offered+=" ${names//,/ }"
		done
	else
		for name in $values; do
			for names in $used; do
				[[ $refused == *" $name:$names "* ]] && continue 2
			done
			offered+=" $name"
		done
	fi
	mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$word")
}

complete -F _rusty rusty
)sh";

std::string names_of(const std::vector<Argument> &options)
{
	std::string names;
	for (const Argument &option : options)
		names += (names.empty() ? "" : " ") + join(option.names, ",");
	return names;
}

// A branch of the case over "verb option": what the option's value may be.
std::string values_of(const std::string &verb, const std::vector<Argument> &options)
{
	std::string branches;
	for (const Argument &option : options)
		for (const std::string &name : option.names)
			if (option.is_path())
				branches += "\t" + verb + "' " + name + "') kind=path ;;\n";
			else if (!option.words.empty())
				branches += "\t" + verb + "' " + name +
					    "') values=" + quote(join(option.words, " ")) + " ;;\n";
	return branches;
}

} // namespace

std::string bash(const Grammar &grammar)
{
	std::string verbs, own, values;
	for (const Verb &verb : grammar.verbs) {
		verbs += (verbs.empty() ? "" : " ") + verb.name;
		values += values_of(verb.name, verb.options);
		for (std::size_t place = 0; place < verb.positionals.size(); ++place)
			if (!verb.positionals[place].words.empty())
				values += "\t" + verb.name + "' " + std::to_string(place) +
					  "') values=" + quote(join(verb.positionals[place].words, " ")) +
					  " ;;\n";
		own += "\t" + verb.name + ")\n\t\toptions=" + quote(names_of(verb.options)) + "\n";
		std::string refused;
		for (const Argument &option : verb.options)
			for (const std::string &word : option.refused_with)
				for (const std::string &name : option.names)
					refused += word + ":" + name + " ";
		if (!refused.empty())
			own += "\t\trefused=" + quote(" " + refused) + "\n";
		own += "\t\t;;\n";
	}
	return "# shellcheck shell=bash\n"
	       "# SPDX-License-Identifier: MIT\n"
	       "# Completes rusty(1) in bash. Made from its table of verbs by userspace/completions.\n"
	       "\n"
	       "_rusty() {\n"
	       "\tlocal verb='' first='' option='' ended='' used=' ' refused='' kind='' values='' prefix=''\n"
	       "\tlocal options='' offered='' names name word i place=0\n"
	       "\tlocal valued=" +
	       quote(" " + join(grammar.valued, " ") + " ") + "\n" + walk + "\n\tcase $verb in\n" + own +
	       "\tesac\n\toptions=" + quote(names_of(grammar.options)) + "\" $options\"\n" +
	       "\tcase \"$verb ${option:-$place}\" in\n" + "\t' 0') values=" + quote(verbs) + " ;;\n" +
	       values + values_of("*", grammar.options) + "\tesac\n" + answer;
}

} // namespace completions
