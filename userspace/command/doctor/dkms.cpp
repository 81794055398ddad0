// SPDX-License-Identifier: MIT
// What DKMS has made of rusty for each kernel, and if nothing, why.
#include <algorithm>
#include <fmt/format.h>

#include "build_needs.hpp"
#include "files.hpp"
#include "module_info.hpp"

namespace command::diagnosis
{
namespace
{

namespace fs = std::filesystem;

fs::path tree()
{
	return "/var/lib/dkms/rusty";
}
constexpr std::size_t shown = 12; // lines of a log

bool holds_module(const fs::path &folder)
{
	const auto files = entries_of(folder);
	return std::ranges::any_of(
		files, [](const fs::path &file) { return file.filename().string().starts_with("rusty.ko"); });
}

// The version that is built for this kernel (VERSION/KERNEL/MACHINE/module/rusty.ko); empty if none.
std::string built_version(const std::string &kernel)
{
	std::string found;
	for (const std::string &version : versions_in_dkms())
		for (const fs::path &machine : entries_of(tree() / version / kernel))
			if (holds_module(machine / "module"))
				found = version;
	return found;
}

// DKMS leaves a link kernel-KERNEL-MACHINE to the build that it has installed.
bool installed(const std::string &kernel)
{
	const auto entries = entries_of(tree());
	const bool linked = std::ranges::any_of(entries, [&](const fs::path &link) {
		return link.filename().string().starts_with("kernel-" + kernel + "-") && there(link);
	});
	return linked && module_for(kernel).has_value();
}

// The end of the log of the last build that failed, if it was for this kernel.
Lines failed_build(const std::string &kernel)
{
	for (const std::string &version : versions_in_dkms()) {
		const fs::path log = tree() / version / "build/make.log";
		if (hidden(log))
			return {log.string() + " cannot be read without root"};
		Lines lines = lines_of(log);
		// DKMS make.log for rusty-0.1.0 for kernel 6.1.0-50-amd64 (x86_64)
		if (lines.empty() || lines.front().find(" for kernel " + kernel + " ") == std::string::npos)
			continue;
		const auto count = static_cast<std::ptrdiff_t>(std::min(lines.size(), shown));
		Lines end(lines.end() - count, lines.end());
		end.insert(end.begin(), log.string() + ":");
		return end;
	}
	return {};
}

// What kmod/dkms/pre-build left when it would not build for this kernel.
Lines recorded_cause(const std::string &kernel)
{
	return lines_of("/var/lib/rusty/" + kernel + ".cause");
}

Finding not_built(const Subject &subject, const std::string &kernel)
{
	Lines evidence = recorded_cause(kernel);
	const Lines log = failed_build(kernel);
	evidence.insert(evidence.end(), log.begin(), log.end());
	Lines fix = there(headers_of(kernel) / "Makefile") ? Lines() : install_headers(kernel);
	const Lines build = build_it(kernel);
	fix.insert(fix.end(), build.begin(), build.end());
	const std::string what = fmt::format("DKMS has not built rusty for Linux {}", kernel);
	if (evidence.empty())
		evidence = {"DKMS has recorded no attempt"};
	// (An old kernel that stays for an emergency may do without.)
	if (older(kernel, subject.kernel))
		return warning("dkms-not-built-old", what, std::move(evidence), std::move(fix));
	return problem("dkms-not-built", what, std::move(evidence), std::move(fix));
}

Finding state(const Subject &subject, const std::string &kernel)
{
	const std::string built = built_version(kernel);
	if (built.empty())
		return not_built(subject, kernel);
	if (!installed(kernel))
		return problem(
			"dkms-not-installed",
			fmt::format("rusty {} is built for Linux {} and not installed there", built, kernel),
			{fmt::format("/lib/modules/{} does not hold what DKMS built", kernel)},
			{fmt::format("sudo dkms install --force rusty/{} -k {}", built, kernel)});
	const std::string newest = versions_in_dkms().back();
	if (built != newest)
		return warning("dkms-old-version",
			       fmt::format("Linux {} has rusty {}, and {} is there to be built", kernel,
					   built, newest),
			       failed_build(kernel), build_it(kernel));
	return ok("dkms", fmt::format("DKMS has installed rusty {} for Linux {}", built, kernel));
}

} // namespace

Findings dkms(const Subject &subject)
{
	const Lines versions = versions_in_dkms();
	if (versions.empty()) {
		if (hidden(tree()))
			return {unseen("dkms", "what DKMS has built", {tree().string() + " needs root"})};
		return {lacking(subject, "dkms-not-used",
				"rusty is not registered with DKMS: nothing builds it for a new kernel",
				{tree().string() + " holds no version of it"},
				{"sudo apt install rusty-dkms"})};
	}
	Findings found;
	for (const std::string &version : versions)
		if (!there(tree() / version / "source/dkms.conf"))
			found.push_back(problem(
				"dkms-source-missing",
				fmt::format("the source of rusty {} that DKMS builds is gone", version),
				{(tree() / version / "source").string() + " holds no dkms.conf"},
				{"sudo apt install --reinstall rusty-dkms"}));
	const Lines kernels = subject.every_kernel ? installed_kernels() : Lines{subject.kernel};
	for (const std::string &kernel : kernels)
		found.push_back(state(subject, kernel));
	return found;
}

} // namespace command::diagnosis
