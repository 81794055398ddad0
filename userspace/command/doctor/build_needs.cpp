// SPDX-License-Identifier: MIT
// The names of packages, and the commands that build.
#include "build_needs.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "files.hpp"

namespace command::diagnosis
{

Finding lacking(const Subject &subject, const char *code, std::string what, Lines evidence, Lines fix)
{
	if (subject.module)
		return warning(code, std::move(what), std::move(evidence), std::move(fix));
	return problem(code, std::move(what), std::move(evidence), std::move(fix));
}

std::filesystem::path headers_of(const std::string &kernel)
{
	return "/lib/modules/" + kernel + "/build";
}

std::string flavour_of(const std::string &kernel)
{
	// 6.1.0-50-amd64, 6.12.107+deb13-rt-amd64: a number, perhaps one more, then the flavour.
	auto begin = kernel.find('-');
	if (begin == std::string::npos)
		return {};
	const auto more = kernel.find_first_not_of("0123456789", begin + 1);
	if (more != std::string::npos && more > begin + 1 && kernel[more] == '-')
		begin = more;
	const std::string flavour = kernel.substr(begin + 1);
	const std::string machine = flavour.substr(flavour.rfind('-') + 1);
	const Lines known{"amd64", "arm64", "armmp", "lpae", "686", "pae", "riscv64", "s390x", "powerpc64le"};
	return std::ranges::find(known, machine) == known.end() ? std::string() : flavour;
}

Lines install_headers(const std::string &kernel)
{
	// (Of a kernel that is not Debian's we do not know what its package is called.)
	return flavour_of(kernel).empty() ? Lines()
					  : Lines{fmt::format("sudo apt install linux-headers-{}", kernel)};
}

Lines versions_in_dkms()
{
	Lines versions;
	for (const auto &folder : entries_of("/var/lib/dkms/rusty"))
		if (std::filesystem::is_symlink(folder / "source") || there(folder / "source"))
			versions.push_back(folder.filename());
	std::ranges::sort(versions, older);
	return versions;
}

Lines build_it(const std::string &kernel)
{
	const Lines versions = versions_in_dkms();
	if (versions.empty())
		return {"sudo apt install rusty-dkms"};
	if (there("/var/lib/dkms/rusty/" + versions.back() + "/" + kernel))
		return {fmt::format("sudo dkms install --force rusty/{} -k {}", versions.back(), kernel)};
	return {fmt::format("sudo dkms autoinstall -k {}", kernel)};
}

} // namespace command::diagnosis
