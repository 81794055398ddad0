// SPDX-License-Identifier: MIT
// Options that nobody reads where they stand, and loading at boot.
#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "checks.hpp"
#include "settings.hpp"

namespace command::diagnosis
{
namespace
{

const char *const right_place = "/etc/modprobe.d/rusty.conf";

bool sets_options(const Setting &setting)
{
	return setting.words.size() >= 2 && setting.words[0] == "options";
}

// What was surely meant for us: the name in other letters, or in a file of ours.
bool almost_ours(const Setting &setting)
{
	std::string name = setting.words[1];
	std::ranges::transform(name, name.begin(), [](unsigned char letter) { return std::tolower(letter); });
	return name.find("rusty") != std::string::npos ||
	       setting.file.filename().string().starts_with("rusty");
}

void look_at_modprobe(Findings &found, Lines &in_force)
{
	for (const Setting &setting : settings_of("modprobe.d")) {
		if (!sets_options(setting))
			continue;
		const bool ours = module_name(setting.words[1]) == "rusty";
		if (ours && is_read(setting))
			in_force.push_back(setting.place());
		else if (ours)
			found.push_back(warning(
				"options-no-conf", "options stand in a file that modprobe does not read",
				{setting.place(), "its name does not end in .conf"},
				{fmt::format("sudo mv {0} {0}.conf", setting.file.string())}));
		else if (almost_ours(setting))
			found.push_back(
				warning("options-other-name",
					fmt::format("options are given to {}, and the module is called rusty",
						    setting.words[1]),
					{setting.place()},
					{fmt::format("sudo sed -i '{}s/{}/rusty/' {}", setting.number,
						     setting.words[1], setting.file.string())}));
	}
}

void look_at_modules_load(Findings &found)
{
	for (const Setting &setting : settings_of("modules-load.d")) {
		const Lines &words = setting.words;
		const bool line_of_modprobe = words.size() >= 2 && words[0] == "options";
		const auto name = words.begin() + (line_of_modprobe ? 1 : 0);
		if (words.size() < 2 || module_name(*name) != "rusty")
			continue;
		std::string options;
		for (auto word = name + 1; word != words.end(); ++word)
			options += " " + *word;
		const std::string repaired = line_of_modprobe ? fmt::format("{}d", setting.number)
							      : fmt::format("{}s/.*/rusty/", setting.number);
		found.push_back(warning(
			"options-in-modules-load",
			"options stand where only names of modules belong: the line is not understood",
			{setting.place()},
			{fmt::format("echo 'options rusty{}' | sudo tee -a {}", options, right_place),
			 fmt::format("sudo sed -i '{}' {}", repaired, setting.file.string())}));
	}
}

} // namespace

Findings options(const Subject &)
{
	Findings found;
	Lines in_force;
	look_at_modprobe(found, in_force);
	look_at_modules_load(found);
	if (!found.empty())
		return found;
	const char *const what =
		in_force.empty() ? "no options are set" : "options stand where modprobe reads them";
	return {ok("options", what, std::move(in_force))};
}

Findings at_boot(const Subject &)
{
	for (const Setting &setting : settings_of("modules-load.d"))
		if (is_read(setting) && setting.words.size() == 1 && module_name(setting.words[0]) == "rusty")
			return {ok("at-boot", "the module is loaded at boot", {setting.place()})};
	return {warning("at-boot-not", "nothing loads the module at boot",
			{"no file in modules-load.d names it"},
			{"echo rusty | sudo tee /etc/modules-load.d/rusty.conf"})};
}

} // namespace command::diagnosis
