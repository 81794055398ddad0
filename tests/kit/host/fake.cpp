// SPDX-License-Identifier: MIT
// The parts of the fake kernel, and the rules that were broken.
#include "fake.hpp"

#include <mutex>
#include <utility>

namespace
{

// (A list that needs no constructor: the parts are made in any order.)
constinit fake::Part *first = nullptr;
std::mutex rules_mutex;
std::vector<std::string> broken_rules;

} // namespace

namespace fake
{

Part::Part(Reset reset, Left left) : reset_(reset), left_(left), next_(std::exchange(first, this)) {}

void reset()
{
	take_violations();
	for (const Part *part = first; part != nullptr; part = part->next_)
		part->reset_();
}

std::vector<std::string> left_behind()
{
	std::vector<std::string> left = violations();
	for (const Part *part = first; part != nullptr; part = part->next_)
		if (part->left_ != nullptr)
			if (const std::string said = part->left_(); !said.empty())
				left.push_back(said);
	return left;
}

void violated(const std::string &rule)
{
	const std::lock_guard guard(rules_mutex);
	broken_rules.push_back(rule);
}

std::vector<std::string> violations()
{
	const std::lock_guard guard(rules_mutex);
	return broken_rules;
}

std::vector<std::string> take_violations()
{
	const std::lock_guard guard(rules_mutex);
	return std::exchange(broken_rules, {});
}

std::string errno_text(long error)
{
	return "errno " + std::to_string(error);
}

} // namespace fake
