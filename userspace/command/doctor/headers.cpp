// SPDX-License-Identifier: MIT
// The kernel's headers, and whether the next kernel's will come with it.
#include <fmt/format.h>

#include "build_needs.hpp"
#include "dpkg.hpp"
#include "files.hpp"

namespace command::diagnosis
{
namespace
{

Finding for_this_kernel(const Subject &subject)
{
	const auto folder = headers_of(subject.kernel);
	Lines missing;
	for (const char *const name : {"Makefile", "include/config/auto.conf"})
		if (!there(folder / name))
			missing.push_back((folder / name).string());
	if (missing.empty())
		return ok("headers", fmt::format("the headers of Linux {} are there", subject.kernel));
	Lines fix = install_headers(subject.kernel);
	std::string which;
	if (fix.empty())
		which = "; this is no kernel of Debian's: they come from where it came from";
	if (missing.size() == 2)
		return lacking(subject, "headers-missing",
			       fmt::format("there are no headers for Linux {}{}", subject.kernel, which),
			       {folder.string() + (std::filesystem::is_symlink(folder)
							   ? " leads to nothing that can be built with"
							   : " is not there")},
			       std::move(fix));
	if (!fix.empty())
		fix.front().insert(fix.front().find("linux-headers"), "--reinstall ");
	return lacking(subject, "headers-incomplete",
		       fmt::format("the headers of Linux {} are incomplete{}", subject.kernel, which),
		       {missing.front() + " is not there"}, std::move(fix));
}

} // namespace

Findings headers(const Subject &subject)
{
	Findings found{for_this_kernel(subject)};
	const std::string flavour = flavour_of(subject.kernel);
	const auto packages = installed_packages();
	if (!flavour.empty() && packages.contains("linux-image-" + flavour) &&
	    !packages.contains("linux-headers-" + flavour))
		found.push_back(warning(
			"headers-not-followed",
			"new kernels come without their headers, so that DKMS cannot build for them",
			{fmt::format("linux-image-{0} is installed, linux-headers-{0} is not", flavour)},
			{fmt::format("sudo apt install linux-headers-{}", flavour)}));
	return found;
}

} // namespace command::diagnosis
