// SPDX-License-Identifier: MIT
// rusty doctor: makes every check and reports what it found, with the commands that help.
#include <fmt/format.h>
#include <unistd.h>

#include "../module.hpp"
#include "../verbs.hpp"
#include "checks.hpp"
#include "files.hpp"

namespace command
{
namespace
{

using namespace diagnosis;

const char *word_of(Verdict verdict)
{
	switch (verdict) {
	case Verdict::ok:
		return "ok";
	case Verdict::warning:
		return "warning";
	case Verdict::problem:
		return "problem";
	case Verdict::unseen:
		break;
	}
	return "unseen";
}

Finding kernel(const Subject &subject)
{
	const std::string name = fmt::format("Linux {}", subject.kernel);
	if (there("/lib/modules/" + subject.kernel))
		return ok("kernel", name + (subject.running ? ", which is running" : ""));
	Lines folders;
	for (const auto &folder : entries_of("/lib/modules"))
		folders.push_back(folder.string());
	return problem("kernel-missing", name + " is not installed here", std::move(folders));
}

using Check = Findings (*)(const Subject &);

Findings examine(const Subject &subject)
{
	Findings found{kernel(subject)};
	std::vector<Check> checks{packages, initrd};
	if (found.front().verdict == Verdict::ok)
		checks.insert(checks.end(),
			      {headers, compilers, dkms, module_file, vermagic, symbols, secure_boot});
	checks.insert(checks.end(), {blacklist, options, at_boot});
	if (subject.running)
		checks.insert(checks.end(), {loaded, taint, node, permission, holders});
	for (const Check check : checks)
		for (Finding &finding : check(subject))
			found.push_back(std::move(finding));
	return found;
}

void tell(const Finding &finding, const Output &output)
{
	std::string text = output.bold(fmt::format("{:<9}", word_of(finding.verdict))) +
			   fmt::format("{:<24} {}", finding.code, finding.what);
	for (const std::string &line : finding.evidence)
		text += fmt::format("\n{:34} {}", "", line);
	for (const std::string &line : finding.fix)
		text += fmt::format("\n{:34} $ {}", "", line);
	output.answer(text, {{"verdict", word_of(finding.verdict)},
			     {"code", finding.code},
			     {"what", finding.what},
			     {"evidence", finding.evidence},
			     {"fix", finding.fix}});
}

} // namespace

Status doctor(const Request &request, const Output &output)
{
	const std::string running = kernel_release();
	const std::string kernel = request.kernel.empty() ? running : request.kernel;
	const Subject subject{kernel, kernel == running, request.kernel.empty(), node_of(request),
			      module_for(kernel)};
	std::size_t problems = 0, warnings = 0, unseen = 0;
	for (const Finding &finding : examine(subject)) {
		tell(finding, output);
		problems += finding.verdict == Verdict::problem ? 1 : 0;
		warnings += finding.verdict == Verdict::warning ? 1 : 0;
		unseen += finding.verdict == Verdict::unseen ? 1 : 0;
	}
	if (!output.json())
		output.answer(fmt::format("{} problems, {} warnings, {} not seen{}", problems, warnings,
					  unseen, unseen != 0 && geteuid() != 0 ? " (as root, more is)" : ""),
			      Json::object());
	return problems == 0 ? Status::ok : Status::condition;
}

} // namespace command
