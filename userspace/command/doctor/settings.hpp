// SPDX-License-Identifier: MIT
// The lines of modprobe.d and modules-load.d, and where they stand.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "finding.hpp"

namespace command::diagnosis
{

struct Setting {
	std::filesystem::path file;
	std::size_t number; // of the line
	std::string text;
	Lines words; // of the text

	std::string place() const { return file.string() + ":" + std::to_string(number) + ": " + text; }
	// The command that makes it a comment; again, it changes nothing.
	std::string comment_out() const
	{
		return "sudo sed -i '" + std::to_string(number) + "s/^[^#]/#&/' " + file.string();
	}
};

// Every line that is neither empty nor a comment, of every file that is in those folders, read by its program or not.
std::vector<Setting> settings_of(const std::string &kind);
// It is read: its name ends in .conf (or it is named by itself, as /etc/modules is).
bool is_read(const Setting &setting);
// Files that cannot be looked at.
Lines hidden_settings(const std::string &kind);
// As the kernel names modules: - is _.
std::string module_name(std::string word);

} // namespace command::diagnosis
