// SPDX-License-Identifier: MIT
// Secure Boot, lockdown, and whether the kernel will take the module's signature.
#include <fmt/format.h>

#include "build_needs.hpp"
#include "dpkg.hpp"
#include "efi.hpp"
#include "files.hpp"

namespace command::diagnosis
{
namespace
{

// The certificate of the key that DKMS signs with: mok_certificate=... in its settings.
std::string certificate()
{
	std::string found = "/var/lib/dkms/mok.pub";
	std::vector<std::filesystem::path> files = entries_of("/etc/dkms/framework.conf.d");
	files.insert(files.begin(), "/etc/dkms/framework.conf");
	for (const auto &file : files)
		for (std::string line : lines_of(file)) {
			std::erase(line, '"');
			if (line.starts_with("mok_certificate="))
				found = line.substr(line.find('=') + 1);
		}
	return found;
}

// The word in brackets: none [integrity] confidentiality
std::string lockdown()
{
	const std::string text = text_of("/sys/kernel/security/lockdown").value_or("");
	const auto begin = text.find('[');
	const auto end = text.find(']');
	return begin < end && end != std::string::npos ? text.substr(begin + 1, end - begin - 1) : "";
}

bool enforced()
{
	const std::string mode = lockdown();
	const std::string parameter = text_of("/sys/module/module/parameters/sig_enforce").value_or("");
	return mode == "integrity" || mode == "confidentiality" || parameter.starts_with('Y');
}

Finding state()
{
	const std::string mode = lockdown();
	Lines evidence{mode.empty() ? "this kernel reports no lockdown mode"
				    : fmt::format("lockdown: {}", mode)};
	if (enforced())
		evidence.emplace_back("the kernel takes signed modules only");
	// (A machine without EFI has no key to enrol, and nothing that asks for one.)
	if (!efi_present())
		return ok("secure-boot", "this machine was not started by EFI: there is no Secure Boot",
			  std::move(evidence));
	const auto on = efi_variable("SecureBoot");
	if (!on)
		return unseen("secure-boot", "whether Secure Boot is on",
			      {"/sys/firmware/efi/efivars cannot be read"}, {"sudo mokutil --sb-state"});
	const auto shim = efi_variable("MokSBStateRT");
	if (shim && shim->front() == 1)
		evidence.emplace_back("shim does not verify (mokutil --disable-validation)");
	return ok("secure-boot", on->front() == 1 ? "Secure Boot is on" : "Secure Boot is off",
		  std::move(evidence));
}

// Where the firmware or shim keeps keys that the kernel trusts.
Finding enrolment(const ModuleInfo &module)
{
	const std::string serial = module.field("sig_key");
	const std::string who =
		fmt::format("signed by {} (serial number {})", module.field("signer"), serial);
	bool looked = false;
	for (const char *const name : {"db", "MokListRT"}) {
		const auto certificates = efi_variable(name);
		looked = looked || certificates;
		if (certificates && holds_certificate(*certificates, serial))
			return ok("signature", "the module's key is enrolled",
				  {who, fmt::format("it is in {}", name)});
	}
	const Lines enrol{fmt::format("sudo mokutil --import {}", certificate()), "sudo reboot"};
	if (!looked)
		return unseen("signature", "whether the module's key is enrolled",
			      {who, efi_present() ? "neither db nor MokListRT can be read"
						  : "there is no EFI: the kernel's own keys decide"});
	return problem(
		"signature-not-enrolled",
		"the module's key is not enrolled: the kernel will say \"Key was rejected by service\"",
		{who, "it is neither in db nor in MokListRT",
		 "after the import, choose \"Enroll MOK\" on the blue screen at the next start"},
		enrol);
}

} // namespace

Findings secure_boot(const Subject &subject)
{
	Findings found{state()};
	const auto &module = subject.module;
	if (!module || module->fields.empty())
		return found;
	if (module->field("sig_id").empty() && module->field("sig_key").empty()) {
		if (!enforced()) {
			found.push_back(ok("signature", "the module is not signed, and need not be"));
			return found;
		}
		Lines fix = build_it(subject.kernel);
		if (!installed_packages().contains("openssl"))
			fix.insert(fix.begin(), "sudo apt install openssl");
		found.push_back(
			problem("signature-missing",
				"the module is not signed, and the kernel takes signed ones only",
				{"DKMS signs what it builds, with openssl and the kernel's sign-file"},
				std::move(fix)));
		return found;
	}
	found.push_back(enforced() ? enrolment(*module)
				   : ok("signature", "the module is signed, and need not be",
					{fmt::format("signer: {}", module->field("signer"))}));
	return found;
}

} // namespace command::diagnosis
