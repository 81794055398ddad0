// SPDX-License-Identifier: MIT
// The kernel's C compiler, and the C++ compiler that belongs to it.
#include "compiler.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>

#include "../texts.hpp"
#include "build_needs.hpp"
#include "files.hpp"

namespace command::diagnosis
{
namespace
{

std::string major_of(std::string_view version)
{
	return std::string(version.substr(0, version.find_first_not_of("0123456789")));
}

std::string major_version(const std::string &file)
{
	const Lines answer = answer_of(file, {"-dumpversion"});
	return answer.empty() ? "" : major_of(answer.front());
}

// The headers say it, else what the kernel's package left in /boot, else the running kernel.
std::optional<std::string> compiler_text(const Subject &subject)
{
	for (const std::filesystem::path &file : {headers_of(subject.kernel) / "include/config/auto.conf",
						  std::filesystem::path("/boot/config-" + subject.kernel)})
		for (const std::string &line : lines_of(file)) {
			const std::string_view name = "CONFIG_CC_VERSION_TEXT=";
			if (!line.starts_with(name))
				continue;
			std::string text = line.substr(name.size());
			std::erase(text, '"');
			return text;
		}
	const std::string banner = subject.running ? text_of("/proc/version").value_or("") : "";
	// Linux version 6.1.0 (who@where) (gcc-12 (Debian ...) 12.2.0, GNU ld ...
	const auto begin = banner.find(") (");
	const auto end = banner.find(", ", begin);
	if (begin == std::string::npos || end == std::string::npos)
		return std::nullopt;
	return banner.substr(begin + 3, end - begin - 3);
}

Finding c_compiler(const Subject &subject, const KernelCompiler &kernel)
{
	const std::string file = program(kernel.c);
	const std::string built = "the kernel was built by " + kernel.text;
	if (file.empty())
		return lacking(subject, "c-compiler-missing",
			       fmt::format("the kernel's C compiler {} is not installed", kernel.c), {built},
			       {"sudo apt install " + kernel.package("gcc")});
	const std::string version = major_version(file);
	if (!kernel.version.empty() && version != kernel.version)
		return warning("c-compiler-other",
			       fmt::format("{} is version {}, the kernel was built by {}", kernel.c, version,
					   kernel.version),
			       {built}, {"sudo apt install " + kernel.package("gcc")});
	return ok("c-compiler", fmt::format("{} is the kernel's C compiler", file), {built});
}

// Whatever C++ compiler of that family is nearest in its version, a newer one before an older.
std::string nearest(const KernelCompiler &kernel)
{
	const auto family = kernel.cxx.rfind(kernel.clang ? "clang++" : "g++");
	const std::string name = kernel.cxx.substr(0, family) + (kernel.clang ? "clang++" : "g++");
	const auto number = [](const std::string &version) {
		return static_cast<std::int64_t>(parse_count(version).value_or(0));
	};
	std::string best;
	std::int64_t distance = 0;
	for (const std::string &file : programs(name)) {
		const std::string version = major_version(file);
		if (version.empty())
			continue;
		const std::int64_t difference = number(version) - number(kernel.version);
		const std::int64_t its = difference < 0 ? 1 - 2 * difference : 2 * difference;
		if (best.empty() || its < distance) {
			best = file;
			distance = its;
		}
	}
	return best;
}

Finding cxx_compiler(const Subject &subject, const KernelCompiler &kernel)
{
	for (const std::string &name : {kernel.cxx, kernel.cxx + "-" + kernel.version}) {
		const std::string file = program(name);
		if (!file.empty() && major_version(file) == kernel.version)
			return ok("cxx-compiler", fmt::format("{} belongs to {}", file, kernel.c));
	}
	Lines fix{"sudo apt install " + kernel.package("g++")};
	const std::string other = nearest(kernel);
	if (other.empty())
		return lacking(subject, "cxx-compiler-missing",
			       fmt::format("no C++ compiler that belongs to {} is installed", kernel.c),
			       {fmt::format("neither {} nor another one is in PATH", kernel.cxx)},
			       std::move(fix));
	return warning("cxx-compiler-other",
		       fmt::format("{} is not installed: the build takes the nearest, if it accepts the "
				   "kernel's flags",
				   kernel.cxx),
		       {fmt::format("{} is version {}", other, major_version(other))}, std::move(fix));
}

} // namespace

std::optional<KernelCompiler> parse_compiler(std::string_view text)
{
	KernelCompiler found{std::string(text), {}, {}, {}, false};
	constexpr std::string_view llvm = "clang version ";
	if (const auto place = text.find(llvm); place != std::string_view::npos) {
		found.version = major_of(text.substr(place + llvm.size()));
		found.clang = true;
		// (The text does not tell the command; Debian's has the number, LLVM=1 takes the bare name.)
		found.c = program("clang").empty() ? "clang-" + found.version : "clang";
		found.cxx = "clang++" + found.c.substr(5);
		return found;
	}
	found.c = text.substr(0, text.find(' '));
	const auto family = found.c.rfind("gcc");
	const auto after = text.rfind(") ");
	if (family == std::string::npos || after == std::string_view::npos)
		return std::nullopt;
	found.cxx = found.c.substr(0, family) + "g++" + found.c.substr(family + 3);
	found.version = major_of(text.substr(after + 2));
	return found.version.empty() ? std::nullopt : std::optional(found);
}

Findings compilers(const Subject &subject)
{
	const auto text = compiler_text(subject);
	const auto kernel = text ? parse_compiler(*text) : std::nullopt;
	if (!kernel)
		return {unseen("c-compiler", "which compiler built this kernel",
			       {text ? "not understood: " + *text : "its headers would name it"},
			       install_headers(subject.kernel))};
	return {c_compiler(subject, *kernel), cxx_compiler(subject, *kernel)};
}

} // namespace command::diagnosis
