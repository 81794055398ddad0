// SPDX-License-Identifier: MIT
// generate bash|zsh|fish: prints the completions of `rusty` for that shell, made from its table of verbs.
#include <cstdio>
#include <exception>
#include <string>

#include "grammar.hpp"

int main(int count, char **words)
{
	const std::string shell = count == 2 ? words[1] : "";
	const auto write = shell == "bash"   ? completions::bash
			   : shell == "zsh"  ? completions::zsh
			   : shell == "fish" ? completions::fish
					     : nullptr;
	if (!write) {
		(void)std::fputs("usage: generate bash|zsh|fish\n", stderr);
		return 2;
	}
	try {
		const std::string text = write(completions::read_grammar());
		const bool written = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
		if (!written)
			std::perror("generate");
		return written ? 0 : 1;
	} catch (const std::exception &error) {
		(void)std::fprintf(stderr, "generate: %s\n", error.what());
		return 1;
	}
}
