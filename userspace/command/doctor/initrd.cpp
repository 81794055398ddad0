// SPDX-License-Identifier: MIT
// A kernel without its initrd, which most systems cannot start.
#include <fmt/format.h>

#include "checks.hpp"
#include "dpkg.hpp"
#include "files.hpp"

namespace command::diagnosis
{
namespace
{

namespace fs = std::filesystem;

// What would start this kernel at the next boot.
Lines links_to(const std::string &kernel)
{
	Lines found;
	for (const char *const link : {"/vmlinuz", "/boot/vmlinuz", "/initrd.img", "/boot/initrd.img"}) {
		std::error_code none;
		const fs::path target = fs::read_symlink(link, none);
		if (!none && target.string().ends_with("-" + kernel))
			found.push_back(fmt::format("{} names {}", link, target.string()));
	}
	return found;
}

} // namespace

Findings initrd(const Subject &subject)
{
	// (Without such a package this system starts without, or makes them in its own way.)
	const auto packages = installed_packages();
	if (!packages.contains("initramfs-tools") && !packages.contains("dracut"))
		return {};
	Findings found;
	const Lines kernels = subject.every_kernel ? installed_kernels() : Lines{subject.kernel};
	for (const std::string &kernel : kernels) {
		if (!there("/boot/vmlinuz-" + kernel) || there("/boot/initrd.img-" + kernel))
			continue;
		Lines evidence = links_to(kernel);
		evidence.insert(evidence.begin(), fmt::format("/boot/initrd.img-{} is not there", kernel));
		found.push_back(problem(
			"initrd-missing", fmt::format("Linux {} has no initrd: it may not start", kernel),
			std::move(evidence),
			{fmt::format("sudo update-initramfs -c -k {}", kernel), "sudo update-grub"}));
	}
	return found.empty() ? Findings{ok("initrd", "every kernel has its initrd")} : found;
}

} // namespace command::diagnosis
