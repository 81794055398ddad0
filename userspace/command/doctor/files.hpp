// SPDX-License-Identifier: MIT
// How the checks look at the machine: its files and programs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "finding.hpp"

namespace command::diagnosis
{

bool there(const std::filesystem::path &file);
// It cannot be looked at without more rights (which says nothing about whether it is there).
bool hidden(const std::filesystem::path &file);

// The whole file; nothing if it cannot be read.
std::optional<std::string> text_of(const std::filesystem::path &file);
// Its lines; none if it cannot be read.
Lines lines_of(const std::filesystem::path &file);
// What is in a folder, sorted; nothing if it cannot be read.
std::vector<std::filesystem::path> entries_of(const std::filesystem::path &folder);

Lines split_lines(std::string_view text);
// What stands between white space.
Lines split_words(std::string_view text);

// Where a command is, in PATH and where administrators' commands are; empty if nowhere.
std::filesystem::path program(const std::string &name);
// Every command whose name begins so.
Lines programs(const std::string &beginning);
// What a command prints, in lines; none if it fails.
Lines answer_of(const std::string &file, std::vector<std::string> arguments);

// Kernels that can be booted here, and the running one; oldest first.
Lines installed_kernels();
// As versions are compared: 6.9 before 6.12.
bool older(const std::string &one, const std::string &other);

} // namespace command::diagnosis
