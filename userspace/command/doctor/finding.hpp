// SPDX-License-Identifier: MIT
// What a check of the doctor finds.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace command::diagnosis
{

using Lines = std::vector<std::string>;

enum class Verdict {
	ok,
	warning, // works now, and something is not as it should be
	problem, // keeps the module from being built, loaded or used
	unseen,	 // could not be looked at
};

struct Finding {
	Verdict verdict;
	const char *code; // stable; rusty(1) lists them all
	std::string what; // one sentence
	Lines evidence;
	Lines fix; // commands
};
using Findings = std::vector<Finding>;

inline Finding ok(const char *code, std::string what, Lines evidence = {}, Lines fix = {})
{
	return {Verdict::ok, code, std::move(what), std::move(evidence), std::move(fix)};
}

inline Finding warning(const char *code, std::string what, Lines evidence = {}, Lines fix = {})
{
	return {Verdict::warning, code, std::move(what), std::move(evidence), std::move(fix)};
}

inline Finding problem(const char *code, std::string what, Lines evidence = {}, Lines fix = {})
{
	return {Verdict::problem, code, std::move(what), std::move(evidence), std::move(fix)};
}

inline Finding unseen(const char *code, std::string what, Lines evidence = {}, Lines fix = {})
{
	return {Verdict::unseen, code, std::move(what), std::move(evidence), std::move(fix)};
}

} // namespace command::diagnosis
