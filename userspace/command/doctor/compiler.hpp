// SPDX-License-Identifier: MIT
// The compiler that a kernel was built with, and what belongs to it: as kmod/build/compiler.sh has it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace command::diagnosis
{

struct KernelCompiler {
	std::string text;    // as the kernel reports it
	std::string c, cxx;  // the commands: gcc-12, g++-12; x86_64-linux-gnu-gcc-16, x86_64-linux-gnu-g++-16
	std::string version; // 12
	bool clang;

	// The package of either, by the compiler's own name.
	std::string package(const char *gnu) const
	{
		return (clang ? "clang" : gnu) + (version.empty() ? "" : "-" + version);
	}
};

// From CONFIG_CC_VERSION_TEXT; nothing if it cannot be understood.
std::optional<KernelCompiler> parse_compiler(std::string_view text);

} // namespace command::diagnosis
