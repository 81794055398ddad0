// SPDX-License-Identifier: MIT
// Whether the kernel has the module, and whether it was built for that kernel.
#include <fmt/format.h>

#include "build_needs.hpp"
#include "files.hpp"

namespace command::diagnosis
{
namespace
{

namespace fs = std::filesystem;

fs::path modules_of(const std::string &kernel)
{
	return "/lib/modules/" + kernel;
}

// A module of that kernel's own; empty if there is none.
std::string any_module(const fs::path &folder)
{
	std::error_code none;
	for (const auto &entry : fs::recursive_directory_iterator(folder, none))
		if (entry.path().filename().string().find(".ko") != std::string::npos)
			return entry.path();
	return {};
}

// As include/linux/vermagic.h puts it together.
std::string vermagic_of_headers(const std::string &kernel)
{
	std::string release, all;
	for (const std::string &line : lines_of(headers_of(kernel) / "include/generated/utsrelease.h"))
		if (line.starts_with("#define UTS_RELEASE \""))
			release = line.substr(21, line.rfind('"') - 21);
	for (const std::string &line : lines_of(headers_of(kernel) / "include/config/auto.conf"))
		all += "\n" + line + "\n";
	const auto set = [&all](const char *option) {
		return all.find(fmt::format("\nCONFIG_{}=y\n", option)) != std::string::npos;
	};
	if (release.empty() || all.empty())
		return {};
	return release + (set("SMP") ? " SMP" : "") +
	       (set("PREEMPT_RT")			 ? " preempt_rt"
		: set("PREEMPT_BUILD") || set("PREEMPT") ? " preempt"
							 : "") +
	       (set("MODULE_UNLOAD") ? " mod_unload" : "") + (set("MODVERSIONS") ? " modversions" : "");
}

std::string trimmed(std::string text)
{
	text.erase(text.find_last_not_of(' ') + 1);
	return text;
}

// A module that came with the kernel knows best; else only the version is known.
std::string vermagic_of_kernel(const std::string &kernel)
{
	const std::string own = any_module(modules_of(kernel) / "kernel");
	const auto module = own.empty() ? std::nullopt : module_at(own);
	std::string found = module ? module->field("vermagic") : "";
	if (found.empty())
		found = vermagic_of_headers(kernel);
	return found.empty() ? kernel : trimmed(found);
}

std::string after_version(const std::string &vermagic)
{
	return vermagic.substr(std::min(vermagic.find(' '), vermagic.size()));
}

} // namespace

Findings module_file(const Subject &subject)
{
	if (const auto &module = subject.module) {
		if (module->fields.empty())
			return {problem("module-damaged",
					"the module's file cannot be read: damaged, or compressed in a way "
					"not known here",
					{module->path}, build_it(subject.kernel))};
		return {ok("module",
			   fmt::format("rusty {} is there for Linux {}", module->field("version"),
				       subject.kernel),
			   {module->path})};
	}
	for (const char *const folder : {"updates/dkms", "updates", "extra"})
		for (const fs::path &file : entries_of(modules_of(subject.kernel) / folder))
			if (file.filename().string().starts_with("rusty.ko"))
				return {problem("module-not-indexed",
						"the module is installed, but modprobe does not find it",
						{file.string() + " is not in modules.dep"},
						{fmt::format("sudo depmod {}", subject.kernel)})};
	Lines fix =
		there(headers_of(subject.kernel) / "Makefile") ? Lines() : install_headers(subject.kernel);
	const Lines build = build_it(subject.kernel);
	fix.insert(fix.end(), build.begin(), build.end());
	return {problem("module-missing", fmt::format("there is no rusty.ko for Linux {}", subject.kernel),
			{}, std::move(fix))};
}

Findings vermagic(const Subject &subject)
{
	const auto &module = subject.module;
	if (!module || module->fields.empty())
		return {};
	const std::string its = trimmed(module->field("vermagic"));
	const std::string wanted = vermagic_of_kernel(subject.kernel);
	const Lines both{fmt::format("{}: {}", module->path, its), fmt::format("Linux: {}", wanted)};
	const bool whole = wanted.find(' ') != std::string::npos;
	if (its == wanted || (!whole && its.substr(0, its.find(' ')) == wanted))
		return {ok("vermagic", "the module was built for this kernel", both)};
	// (Where both have checksums of symbols, the kernel compares those instead of the version.)
	const bool checksums = its.find(" modversions") != std::string::npos;
	if (checksums && (!whole || after_version(its) == after_version(wanted)))
		return {warning(
			"vermagic-other-version",
			"the module was built for another version of the kernel, which takes it only if "
			"the symbols' checksums agree",
			both, build_it(subject.kernel))};
	return {problem("vermagic-differs", "the module was built for another kernel, which refuses it", both,
			build_it(subject.kernel))};
}

} // namespace command::diagnosis
