// SPDX-License-Identifier: MIT
// What can be typed after `rusty`, as the parser has it: what the completions are written from.
#pragma once

#include <string>
#include <vector>

namespace completions
{

// An option, or a positional argument, which has its name alone.
struct Argument {
	std::vector<std::string> names;
	std::string description;
	std::string type;		// of its value: TIME, PATH
	std::vector<std::string> words; // the values there are, if they can be listed
	bool takes_value = false;
	std::vector<std::string> refused_with; // first words of its verb that the parser takes alone only

	bool is_path() const { return type == "PATH"; }
};

struct Verb {
	std::string name;
	std::string summary;
	std::vector<Argument> options;
	std::vector<Argument> positionals;
};

struct Grammar {
	std::vector<Argument> options; // for before the verb and after it
	std::vector<Verb> verbs;
	std::vector<std::string> valued; // the names of all options that take a value
};

// Throws std::runtime_error if the parser has something that the completions cannot express.
Grammar read_grammar();

inline std::string join(const std::vector<std::string> &words, const std::string &between)
{
	std::string joined;
	for (const std::string &word : words)
		joined += (joined.empty() ? "" : between) + word;
	return joined;
}

// The word as the shells read it back: in single quotes, in which POSIX shells and zsh know no escapes.
inline std::string quote(const std::string &word)
{
	std::string quoted = "'";
	for (const char letter : word)
		quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
	return quoted + "'";
}

// The files, whole.
std::string bash(const Grammar &grammar);
std::string zsh(const Grammar &grammar);
std::string fish(const Grammar &grammar);

} // namespace completions
