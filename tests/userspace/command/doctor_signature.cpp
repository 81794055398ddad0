// SPDX-License-Identifier: MIT
// rusty doctor on Secure Boot, lockdown and signatures. (This guest has no firmware: the files that the kernel would
// show are mounted over its folders. tests/packaging/machines boots with real firmware.)
#include "catch.hpp"

#include "doctor.hpp"
#include "guest.hpp"

using namespace client;
using guest::get;
using guest::Loaded;

namespace
{

const std::string serial = "9A:1F:2B:3C";
// A PKCS#7 signature by "rusty test" with that serial number, as sign-file makes it: openssl cms -sign -noattr -nocerts
const char *const signature = "3081bc06092a864886f70d010702a081ae3081ab020101310d300b060960864801650304020130"
			      "0b06092a864886f70d010701"
			      "318189308186020101301e30153113301106035504030c0a727573747920746573740205009a1f"
			      "2b3c300b0609608648016503"
			      "040201300a06082a8648ce3d04030204483046022100f611aca2645e633f5141406b276680baa9"
			      "35d625cbed487a8816cc9563"
			      "d77dd9022100aa93164dd2794d089eaac58657b13820c086693463ababcb76b0e731cf4124fa";
// The beginning of its certificate.
const char *const certificate = "3082017330820118a0030201020205009a1f2b3c300a06082a8648ce3d040302";

std::string bytes(const std::string &hexadecimal)
{
	std::string found;
	for (std::size_t place = 0; place < hexadecimal.size(); place += 2)
		found += static_cast<char>(std::stoi(hexadecimal.substr(place, 2), nullptr, 16));
	return found;
}

// As sign-file appends it: struct module_signature has its type and its length, which is big-endian.
std::string signed_module()
{
	const std::string content = bytes(signature);
	std::string end = bytes("0000020000000000000000") + static_cast<char>(content.size());
	return get(module_file()) + content + end + "~Module signature appended~\n";
}

// The firmware's variables: each begins with four bytes of attributes.
std::string variable(const std::string &content)
{
	return std::string(4, '\0') + content;
}

const std::string efi = "/sys/firmware/efi/";
const std::string variables = efi + "efivars/";
const std::string secure_boot = variables + "SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";
const std::string mok = variables + "MokListRT-605dab50-e046-4300-abb6-3dd810dd8b23";
const std::string db = variables + "db-d719b2cb-3d3a-4596-a3bc-dad00e67656f";
const std::string lockdown = "/sys/kernel/security/lockdown";

} // namespace

TEST_CASE_METHOD(Loaded, "no EFI: no Secure Boot, and no key to enrol", "[doctor]")
{
	const Doctor doctor;
	CHECK(doctor.told("secure-boot", "not started by EFI"));
	CHECK(doctor.verdict("signature") == "ok");
	const Planted module(module_file(), signed_module());
	CHECK(Doctor().told("signature", "signer: rusty test"));
	const Covered security("/sys/kernel/security");
	const Planted mode(lockdown, "none integrity [confidentiality]\n");
	CHECK(Doctor().verdict("signature") == "unseen");
	CHECK(Doctor().verdict("signature-not-enrolled").empty());
}

TEST_CASE_METHOD(Loaded, "Secure Boot is on, off, or unknown", "[doctor]")
{
	const Covered firmware("/sys/firmware");
	{
		const Planted on(secure_boot, variable("\1"));
		CHECK(Doctor().told("secure-boot", "Secure Boot is on"));
		const Planted shim(variables + "MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23",
				   variable("\1"));
		CHECK(Doctor().told("secure-boot", "shim does not verify"));
	}
	{
		const Planted off(secure_boot, variable(std::string(1, '\0')));
		CHECK(Doctor().told("secure-boot", "Secure Boot is off"));
	}
	const Planted none(efi + "fw_platform_size", "64\n");
	CHECK(Doctor().verdict("secure-boot") == "unseen");
}

TEST_CASE_METHOD(Loaded, "a module that is not signed, where it must be", "[doctor]")
{
	const Covered firmware("/sys/firmware"), security("/sys/kernel/security");
	const Planted on(secure_boot, variable("\1")), mode(lockdown, "none [integrity] confidentiality\n");
	const Doctor doctor;
	CHECK(doctor.told("secure-boot", "lockdown: integrity"));
	CHECK(doctor.verdict("signature-missing") == "problem");
	CHECK(doctor.told("signature-missing", "sudo apt install openssl"));
	const Packages status("openssl installed\n");
	CHECK_FALSE(Doctor().told("signature-missing", "apt install openssl"));
}

TEST_CASE_METHOD(Loaded, "a signed module: its key is in db, or in shim's list, or nowhere", "[doctor]")
{
	const Planted module(module_file(), signed_module());
	const Covered firmware("/sys/firmware"), security("/sys/kernel/security");
	const Planted on(secure_boot, variable("\1")), mode(lockdown, "none [integrity] confidentiality\n");
	CHECK(Doctor().verdict("signature") == "unseen");
	const Planted empty(db, variable("other certificates"));
	{
		const Doctor doctor;
		CHECK(doctor.verdict("signature-not-enrolled") == "problem");
		CHECK(doctor.told("signature-not-enrolled", "rusty test (serial number " + serial));
		CHECK(doctor.told("signature-not-enrolled", "sudo mokutil --import /var/lib/dkms/mok.pub"));
	}
	{
		const Planted settings("/etc/dkms/framework.conf",
				       "mok_certificate=\"/etc/keys/module.der\"\n");
		CHECK(Doctor().told("signature-not-enrolled", "sudo mokutil --import /etc/keys/module.der"));
	}
	for (const std::string &place : {db, mok}) {
		const Planted list(place, variable("others" + bytes(certificate) + "others"));
		const Doctor doctor;
		CHECK(doctor.verdict("signature") == "ok");
		CHECK(doctor.told("signature", place == db ? "it is in db" : "it is in MokListRT"));
	}
}
