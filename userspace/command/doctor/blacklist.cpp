// SPDX-License-Identifier: MIT
// What keeps the module from being loaded, by somebody's will.
#include <algorithm>
#include <fmt/format.h>

#include "checks.hpp"
#include "files.hpp"
#include "settings.hpp"

namespace command::diagnosis
{
namespace
{

// "blacklist rusty", or "install rusty /bin/false"
bool forbids(const Setting &setting)
{
	const Lines &words = setting.words;
	return is_read(setting) && words.size() >= 2 && module_name(words[1]) == "rusty" &&
	       (words[0] == "blacklist" || words[0] == "install");
}

// module_blacklist=a,rusty of the kernel, modprobe.blacklist=rusty of modprobe
bool forbids(const std::string &word)
{
	if (!word.starts_with("module_blacklist=") && !word.starts_with("modprobe.blacklist="))
		return false;
	std::string names = word.substr(word.find('=') + 1);
	std::ranges::replace(names, ',', ' ');
	const Lines each = split_words(names);
	return std::ranges::find(each, "rusty") != each.end();
}

} // namespace

Findings blacklist(const Subject &)
{
	Lines evidence, fix;
	for (const Setting &setting : settings_of("modprobe.d"))
		if (forbids(setting)) {
			evidence.push_back(setting.place());
			fix.push_back(setting.comment_out());
		}
	for (const std::string &word : split_words(text_of("/proc/cmdline").value_or("")))
		if (forbids(word)) {
			evidence.push_back("the kernel's command line: " + word);
			fix.emplace_back("sudoedit /etc/default/grub && sudo update-grub && sudo reboot");
		}
	Findings found;
	if (!evidence.empty())
		found.push_back(problem("blacklisted", "modprobe is configured not to load the module",
					std::move(evidence), std::move(fix)));
	Lines unreadable = hidden_settings("modprobe.d");
	if (!unreadable.empty())
		found.push_back(
			unseen("blacklist", "whether these files forbid the module", std::move(unreadable)));
	if (found.empty())
		found.push_back(ok("blacklist", "nothing forbids the module"));
	return found;
}

} // namespace command::diagnosis
