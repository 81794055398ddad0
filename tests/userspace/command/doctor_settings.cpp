// SPDX-License-Identifier: MIT
// rusty doctor on modprobe.d and modules-load.d.
#include <sys/mount.h>

#include "catch.hpp"

#include "doctor.hpp"
#include "guest.hpp"

using namespace client;
using guest::get;
using guest::Loaded;

namespace
{

const std::string modprobe = "/etc/modprobe.d/";
const std::string load = "/etc/modules-load.d/";

// Checks that the command that is suggested for a code works.
void mend(const std::string &code)
{
	std::string told = Doctor().told(code);
	for (std::size_t place = 0; (place = told.find("sudo ")) != std::string::npos;)
		told.erase(place, 5);
	const auto begin = std::min(told.find("\nsed"), std::min(told.find("\nmv"), told.find("\necho")));
	REQUIRE(begin != std::string::npos);
	guest::shell(told.substr(begin + 1));
	CHECK(Doctor().verdict(code).empty());
}

} // namespace

TEST_CASE_METHOD(Loaded, "the module is blacklisted", "[doctor]")
{
	CHECK(Doctor().verdict("blacklist") == "ok");
	for (const std::string &line : {"blacklist rusty", "install rusty /bin/false"}) {
		const Planted file(modprobe + "local.conf", "# mine\n" + line + "\nblacklist floppy\n");
		const Doctor doctor;
		CHECK(doctor.verdict("blacklisted") == "problem");
		CHECK(doctor.told("blacklisted", modprobe + "local.conf:2: " + line));
		mend("blacklisted");
		CHECK(get(modprobe + "local.conf") == "# mine\n#" + line + "\nblacklist floppy\n");
	}
	{
		const Planted lower("/usr/lib/modprobe.d/local.conf", "blacklist rusty\n");
		CHECK(Doctor().verdict("blacklisted") == "problem");
		// A file of the same name in /etc replaces it.
		const Planted upper(modprobe + "local.conf", "# nothing\n");
		CHECK(Doctor().verdict("blacklist") == "ok");
	}
	const Planted unread(modprobe + "local", "blacklist rusty\n");
	CHECK(Doctor().verdict("blacklist") == "ok");
	const Planted secret(modprobe + "secret.conf", "blacklist rusty\n", 0600);
	const Doctor blind({}, {.user = nobody});
	CHECK(blind.verdict("blacklist") == "unseen");
	CHECK(blind.told("blacklist", modprobe + "secret.conf"));
}

TEST_CASE_METHOD(Loaded, "the kernel's command line forbids the module", "[doctor]")
{
	for (const std::string word : {"module_blacklist=floppy,rusty", "modprobe.blacklist=rusty"}) {
		const Planted line("/tmp/cmdline", "quiet " + word + " panic=-1\n");
		REQUIRE(mount("/tmp/cmdline", "/proc/cmdline", nullptr, MS_BIND, nullptr) == 0);
		const Doctor doctor;
		umount("/proc/cmdline");
		CHECK(doctor.verdict("blacklisted") == "problem");
		CHECK(doctor.told("blacklisted", "the kernel's command line: " + word));
		CHECK(doctor.told("blacklisted", "update-grub"));
	}
}

TEST_CASE_METHOD(Loaded, "options where modprobe reads them, and where not", "[doctor]")
{
	CHECK(Doctor().told("options", "no options are set"));
	{
		const Planted right(modprobe + "rusty.conf",
				    "#options rusty number=1\noptions rusty number=7\n");
		CHECK(Doctor().verdict("options") == "ok");
		CHECK(Doctor().told("options", "options stand where modprobe reads them"));
		CHECK(Doctor().told("options", "rusty.conf:2: options rusty number=7"));
	}
	{
		const Planted unread(modprobe + "rusty", "options rusty number=7\n");
		CHECK(Doctor().verdict("options-no-conf") == "warning");
		mend("options-no-conf");
		CHECK(get(modprobe + "rusty.conf") == "options rusty number=7\n");
		unlink((modprobe + "rusty.conf").c_str());
	}
	{
		const Planted other(modprobe + "rusty.conf", "options rusty-dkms number=7\n");
		CHECK(Doctor().verdict("options-other-name") == "warning");
		mend("options-other-name");
		CHECK(get(modprobe + "rusty.conf") == "options rusty number=7\n");
	}
	const Planted foreign(modprobe + "sound.conf", "options snd_hda_intel model=x\n");
	CHECK(Doctor().verdict("options") == "ok");
}

TEST_CASE_METHOD(Loaded, "options where only names of modules belong", "[doctor]")
{
	for (const std::string &line : {"rusty number=7", "options rusty number=7"}) {
		const Planted file(load + "rusty.conf", line + "\n");
		const Planted empty(modprobe + "rusty.conf", "");
		CHECK(Doctor().verdict("options-in-modules-load") == "warning");
		CHECK(Doctor().verdict("at-boot-not") == "warning");
		mend("options-in-modules-load");
		CHECK(get(modprobe + "rusty.conf") == "options rusty number=7\n");
		CHECK(get(load + "rusty.conf") == (line[0] == 'r' ? "rusty\n" : ""));
	}
}

TEST_CASE_METHOD(Loaded, "the module is loaded at boot, or not", "[doctor]")
{
	CHECK(Doctor().verdict("at-boot-not") == "warning");
	{
		const Planted usual("/usr/lib/modules-load.d/rusty.conf", "# at boot\nrusty\n");
		CHECK(Doctor().verdict("at-boot") == "ok");
		const Planted masked(load + "rusty.conf", "");
		CHECK(Doctor().verdict("at-boot-not") == "warning");
	}
	const Planted old("/etc/modules", "loop\nrusty\n");
	CHECK(Doctor().verdict("at-boot") == "ok");
}
