// SPDX-License-Identifier: MIT
// The module in the kernel against the one on disk and against this command; and the marks that it leaves.
#include <fmt/format.h>

#include <rusty/device.hpp>

#include "../module.hpp"
#include "checks.hpp"
#include "files.hpp"

namespace command::diagnosis
{
namespace
{

const char *const reload = "sudo rmmod rusty && sudo modprobe rusty";

std::string attribute(const char *name)
{
	const Lines lines = lines_of(std::filesystem::path("/sys/module/rusty") / name);
	return lines.empty() ? std::string() : lines.front();
}

Finding against_disk(const Subject &subject)
{
	const auto &module = subject.module;
	const std::string version = loaded_version().value_or("of unknown version");
	if (!module)
		return warning("loaded-not-on-disk",
			       fmt::format("rusty {} is loaded, and not installed for this kernel", version),
			       {"after the next boot it will not be there"});
	const std::string source = attribute("srcversion");
	const Lines both{fmt::format("loaded: {} (source {})", version, source),
			 fmt::format("{}: {} (source {})", module->path, module->field("version"),
				     module->field("srcversion"))};
	if (version != module->field("version"))
		return warning("loaded-other-version", "the loaded module is not the one on disk", both,
			       {reload});
	if (!source.empty() && source != module->field("srcversion"))
		return warning("loaded-other-build",
			       "the loaded module was built from other sources than the one on disk", both,
			       {reload});
	return ok("loaded", fmt::format("rusty {} is loaded, as it is on disk", version), both);
}

Findings contract(const Subject &subject)
{
	try {
		const auto driver = rusty::driver_abi(subject.node);
		if (driver == RUSTY_ABI_VERSION)
			return {ok("contract", fmt::format("module and command keep contract {}", driver))};
		return {problem("contract-differs",
				fmt::format("the loaded module keeps contract {}, this command {}", driver,
					    RUSTY_ABI_VERSION),
				{}, {"sudo apt install rusty-dkms rusty-utils", reload})};
	} catch (const std::system_error &) {
		return {}; // the node's own checks say why
	}
}

} // namespace

Findings loaded(const Subject &subject)
{
	if (!module_loaded())
		return {problem("not-loaded", "the module is not loaded", {}, {"sudo modprobe rusty"})};
	Findings found{against_disk(subject)};
	for (Finding &finding : contract(subject))
		found.push_back(std::move(finding));
	return found;
}

Findings taint(const Subject &)
{
	Findings found;
	const std::string marks = attribute("taint");
	Lines meaning;
	if (marks.find('O') != std::string::npos)
		meaning.emplace_back("O: it was not built with the kernel, as all that DKMS builds");
	if (marks.find('E') != std::string::npos)
		meaning.emplace_back("E: it is not signed, or by a key that the kernel does not know");
	if (marks.find('F') != std::string::npos)
		found.push_back(warning("taint-forced",
					"the module was loaded by force, against the kernel's checks",
					{"/sys/module/rusty/taint: " + marks}, {reload}));
	else if (!meaning.empty())
		found.push_back(
			ok("taint", "\"module taints kernel\" in the log is harmless", std::move(meaning)));
	for (const auto &version : entries_of("/var/lib/dkms/rusty"))
		for (const auto &machine : entries_of(version / kernel_release())) {
			const auto log = text_of(machine / "log/make.log");
			if (log && log->find("Skipping BTF") != std::string::npos)
				return found.push_back(ok(
					       "btf", "\"Skipping BTF generation\" in make.log is harmless",
					       {"types for tracing tools are left out: the headers have no "
						"vmlinux"})),
				       found;
		}
	return found;
}

} // namespace command::diagnosis
