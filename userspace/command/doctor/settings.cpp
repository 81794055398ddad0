// SPDX-License-Identifier: MIT
// Reads modprobe.d and modules-load.d, wherever they are.
#include "settings.hpp"

#include <algorithm>

#include "files.hpp"

namespace command::diagnosis
{
namespace
{

namespace fs = std::filesystem;

// A file in /etc hides one of its name further down; a link counts once (in /lib, and /etc/modules in modules-load.d).
std::vector<fs::path> files_of(const std::string &kind)
{
	std::vector<fs::path> files, names;
	for (const char *const above : {"/etc", "/run", "/usr/local/lib", "/usr/lib", "/lib"})
		for (const fs::path &file : entries_of(fs::path(above) / kind)) {
			std::error_code none;
			if (fs::is_directory(file, none) ||
			    std::ranges::find(names, file.filename()) != names.end())
				continue;
			names.push_back(file.filename());
			files.push_back(file);
		}
	if (kind == "modules-load.d" && std::ranges::find(names, "modules.conf") == names.end())
		files.emplace_back("/etc/modules");
	return files;
}

} // namespace

std::vector<Setting> settings_of(const std::string &kind)
{
	std::vector<Setting> settings;
	for (const fs::path &file : files_of(kind)) {
		std::size_t number = 0;
		for (const std::string &text : lines_of(file)) {
			++number;
			const Lines words = split_words(text);
			if (!words.empty() && words[0][0] != '#' && words[0][0] != ';')
				settings.push_back({file, number, text, words});
		}
	}
	return settings;
}

bool is_read(const Setting &setting)
{
	return setting.file.extension() == ".conf" || setting.file == "/etc/modules";
}

Lines hidden_settings(const std::string &kind)
{
	Lines found;
	for (const fs::path &file : files_of(kind))
		if (hidden(file))
			found.push_back(file);
	return found;
}

std::string module_name(std::string word)
{
	std::ranges::replace(word, '-', '_');
	return word;
}

} // namespace command::diagnosis
