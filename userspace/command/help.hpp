// SPDX-License-Identifier: MIT
// The layout of --help: CLI11's own differs from release to release.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace command
{

class Help : public CLI::FormatterBase
{
public:
	std::string make_help(const CLI::App *app, std::string name, CLI::AppFormatMode mode) const override;
};

} // namespace command
