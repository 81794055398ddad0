// SPDX-License-Identifier: MIT
// rusty doctor on DKMS: with its tree as after a build, after a failed build, and without a build.
#include "catch.hpp"

#include "doctor.hpp"
#include "guest.hpp"

#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace client;
using guest::Loaded;

namespace
{

const std::string tree = "/var/lib/dkms/rusty/";

// The source of a version, registered.
struct Registered {
	explicit Registered(const std::string &version = "0.1.0")
		: source(tree + version + "/source/dkms.conf", "PACKAGE_NAME=\"rusty\"\n")
	{
	}
	Planted source;
};

struct Built {
	explicit Built(const std::string &kernel = release(), const std::string &version = "0.1.0")
		: module(tree + version + "/" + kernel + "/x86_64/module/rusty.ko", "")
	{
	}
	Planted module;
};

// kernel-KERNEL-MACHINE is a link to the installed build.
struct Installed : Built {
	Installed() : link(tree + "kernel-" + release() + "-x86_64")
	{
		REQUIRE(symlink(("0.1.0/" + release() + "/x86_64").c_str(), link.c_str()) == 0);
	}
	~Installed() { unlink(link.c_str()); }
	std::string link;
};

std::string log_for(const std::string &kernel)
{
	std::string text = "DKMS make.log for rusty-0.1.0 for kernel " + kernel +
			   " (x86_64)\nFri Nov 20 10:00:00 UTC 2026\n";
	for (int line = 0; line < 40; ++line)
		text += "  CC line " + std::to_string(line) + "\n";
	return text + "make: *** [Makefile:1: modules] Error 2\n";
}

} // namespace

TEST_CASE_METHOD(Loaded, "a module that DKMS does not know", "[doctor]")
{
	CHECK(Doctor().verdict("dkms-not-used") == "warning");
	const Away module(module_file());
	const Doctor doctor;
	CHECK(doctor.verdict("dkms-not-used") == "problem");
	CHECK(doctor.told("module-missing", "sudo apt install rusty-dkms"));
}

TEST_CASE_METHOD(Loaded, "DKMS has built nothing: the recorded cause and the log's end", "[doctor]")
{
	const Registered registered;
	{
		const Doctor doctor;
		CHECK(doctor.verdict("dkms-not-built") == "problem");
		CHECK(doctor.told("dkms-not-built", "no attempt"));
		CHECK(doctor.told("dkms-not-built", "sudo dkms autoinstall -k " + release()));
		CHECK(doctor.status() == 1);
	}
	const Planted other(tree + "0.1.0/build/make.log", log_for("9.9-amd64"));
	CHECK_FALSE(Doctor().told("dkms-not-built", "Error 2"));
	const Planted log(tree + "0.1.0/build/make.log", log_for(release()));
	const Planted record("/var/lib/rusty/" + release() + ".cause",
			     "rusty: not built for Linux " + release() + ": no C++ compiler\n");
	const Doctor doctor;
	INFO(doctor.told("dkms-not-built"));
	CHECK(doctor.told("dkms-not-built", "no C++ compiler"));
	CHECK(doctor.told("dkms-not-built", "make.log:\n"));
	CHECK(doctor.told("dkms-not-built", "Error 2"));
	CHECK(doctor.told("dkms-not-built", "line 39"));
	CHECK_FALSE(doctor.told("dkms-not-built", "line 2\n"));
	CHECK(doctor.told("dkms-not-built", "sudo apt install linux-headers-" + release()));
	// Everyone may read the rest of the tree, but not this.
	REQUIRE(chmod((tree + "0.1.0/build/make.log").c_str(), 0600) == 0);
	CHECK(Doctor({}, {.user = nobody}).told("dkms-not-built", "cannot be read without root"));
}

TEST_CASE_METHOD(Loaded, "DKMS for each installed kernel, or for the one that is named", "[doctor]")
{
	const Registered registered;
	const Installed installed;
	CHECK(Doctor().told("dkms", "rusty 0.1.0 for Linux " + release()));
	const Planted newer("/boot/vmlinuz-9.9-amd64", ""), newer_modules("/lib/modules/9.9-amd64/x", "");
	const Planted old("/boot/vmlinuz-1.1-amd64", ""), old_modules("/lib/modules/1.1-amd64/x", "");
	const Doctor doctor;
	CHECK(doctor.told("dkms", "for Linux " + release()));
	CHECK(doctor.verdict("dkms-not-built") == "problem");
	CHECK(doctor.told("dkms-not-built", "for Linux 9.9-amd64"));
	CHECK(doctor.verdict("dkms-not-built-old") == "warning");
	CHECK(doctor.told("dkms-not-built-old", "for Linux 1.1-amd64"));
	const Doctor named({"--kernel", "9.9-amd64"});
	CHECK(named.told("dkms-not-built", "for Linux 9.9-amd64"));
	CHECK(named.verdict("dkms-not-built-old").empty());
	CHECK(named.verdict("dkms").empty());
	CHECK(named.told("module-missing", "Linux 9.9-amd64"));
	// What runs is another kernel.
	CHECK(named.verdict("loaded").empty());
	CHECK(named.verdict("kernel") == "ok");
}

TEST_CASE_METHOD(Loaded, "DKMS has built and not installed", "[doctor]")
{
	const Registered registered;
	{
		const Built built;
		const Doctor doctor;
		CHECK(doctor.verdict("dkms-not-installed") == "problem");
		CHECK(doctor.told("dkms-not-installed",
				  "sudo dkms install --force rusty/0.1.0 -k " + release()));
	}
	const Installed installed;
	const Away module(module_file());
	CHECK(Doctor().verdict("dkms-not-installed") == "problem");
}

TEST_CASE_METHOD(Loaded, "DKMS has an older version than it could build, or no source", "[doctor]")
{
	const Registered registered;
	const Installed installed;
	{
		const Registered next("0.10.0");
		const Doctor doctor;
		CHECK(doctor.verdict("dkms-old-version") == "warning");
		CHECK(doctor.told("dkms-old-version", "has rusty 0.1.0, and 0.10.0 is there"));
		CHECK(doctor.told("dkms-old-version", "sudo dkms autoinstall"));
	}
	const Away source(tree + "0.1.0/source/dkms.conf");
	const Doctor doctor;
	CHECK(doctor.verdict("dkms-source-missing") == "problem");
	CHECK(doctor.told("dkms-source-missing", "sudo apt install --reinstall rusty-dkms"));
}

TEST_CASE_METHOD(Loaded, "\"Skipping BTF\" is explained", "[doctor]")
{
	CHECK(Doctor().verdict("btf").empty());
	const Planted log(tree + "0.1.0/" + release() + "/x86_64/log/make.log",
			  "Skipping BTF generation for rusty.ko due to unavailability of vmlinux\n");
	const Doctor doctor;
	CHECK(doctor.verdict("btf") == "ok");
	CHECK(doctor.told("btf", "harmless"));
}
