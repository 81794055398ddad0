// SPDX-License-Identifier: MIT
// Packages that dpkg could not finish: apt refuses all else until they are.
#include <fmt/format.h>

#include "checks.hpp"
#include "dpkg.hpp"
#include "files.hpp"

namespace command::diagnosis
{

std::map<std::string, std::string> package_states()
{
	std::map<std::string, std::string> states;
	const std::string query = program("dpkg-query");
	if (query.empty())
		return states;
	for (const std::string &line :
	     answer_of(query, {"--show", "--showformat=${Package} ${db:Status-Status}\\n"})) {
		const Lines words = split_words(line);
		if (words.size() == 2)
			states[words[0]] = words[1];
	}
	return states;
}

std::set<std::string> installed_packages()
{
	std::set<std::string> names;
	for (const auto &[name, state] : package_states())
		if (state == "installed")
			names.insert(name);
	return names;
}

Findings packages(const Subject &)
{
	const auto states = package_states();
	if (states.empty())
		return {};
	Lines unfinished;
	for (const auto &[name, state] : states)
		if (state.starts_with("half-") || state == "unpacked")
			unfinished.push_back(fmt::format("{}: {}", name, state));
	if (unfinished.empty())
		return {ok("packages", "dpkg has finished with every package")};
	return {problem("packages-unfinished",
			"dpkg could not finish with these packages, and apt installs nothing else meanwhile",
			std::move(unfinished),
			{"sudo dpkg --configure -a", "sudo apt --fix-broken install"})};
}

} // namespace command::diagnosis
