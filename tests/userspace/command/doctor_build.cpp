// SPDX-License-Identifier: MIT
// rusty doctor on what a build needs: headers, compilers, packages.
#include "catch.hpp"

#include "doctor.hpp"
#include "guest.hpp"

using namespace client;
using guest::Loaded;

namespace
{

const std::string build = modules() + "/build/";
const std::string gcc_text = "CONFIG_CC_VERSION_TEXT=gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0\n";

// Those of Debian's header files that the doctor reads.
struct Headers {
	explicit Headers(const std::string &configuration = gcc_text)
		: makefile(build + "Makefile", ""), config(build + "include/config/auto.conf", configuration)
	{
	}
	Planted makefile, config;
};

// amd64 of 6.1.0-50-amd64 and of 6.12.107+deb13-amd64
std::string flavour()
{
	return release().substr(release().rfind('-') + 1);
}

std::string package(const std::string &name, const std::string &state = "installed")
{
	return name + " " + state + "\n";
}

} // namespace

TEST_CASE_METHOD(Loaded, "headers that are missing: a warning beside a module, else a problem", "[doctor]")
{
	const Doctor beside;
	CHECK(beside.verdict("headers-missing") == "warning");
	CHECK(beside.told("headers-missing", "sudo apt install linux-headers-" + release()));
	const Away module(module_file());
	const Doctor without;
	CHECK(without.verdict("headers-missing") == "problem");
	CHECK(without.verdict("module-missing") == "problem");
	CHECK(without.status() == 1);
}

TEST_CASE_METHOD(Loaded, "headers that are incomplete", "[doctor]")
{
	const Planted makefile(build + "Makefile", "");
	const Doctor doctor;
	CHECK(doctor.verdict("headers-incomplete") == "warning");
	CHECK(doctor.told("headers-incomplete", "auto.conf is not there"));
	CHECK(doctor.told("headers-incomplete", "sudo apt install --reinstall linux-headers-" + release()));
}

TEST_CASE_METHOD(Loaded, "headers that do not come with the next kernel", "[doctor]")
{
	const Headers headers;
	const Packages status(package("linux-image-" + flavour()));
	const Doctor doctor;
	CHECK(doctor.verdict("headers") == "ok");
	CHECK(doctor.verdict("headers-not-followed") == "warning");
	CHECK(doctor.told("headers-not-followed", "sudo apt install linux-headers-" + flavour()));
	const Packages both(package("linux-image-" + flavour()) + package("linux-headers-" + flavour()));
	CHECK(Doctor().verdict("headers-not-followed").empty());
}

TEST_CASE_METHOD(Loaded, "the compiler is that of the kernel, which names it", "[doctor]")
{
	// Without headers the running kernel names it. There is no compiler in this guest.
	const Doctor doctor;
	INFO(doctor.told("c-compiler-missing"));
	CHECK(doctor.verdict("c-compiler-missing") == "warning");
	CHECK(doctor.told("c-compiler-missing", "(Debian "));
	CHECK(doctor.told("c-compiler-missing", "sudo apt install gcc-1"));
	CHECK(doctor.told("cxx-compiler-missing", "sudo apt install g++-1"));
}

TEST_CASE_METHOD(Loaded, "compilers: matching, of another version, missing", "[doctor]")
{
	const Headers headers;
	{
		const Command c("/usr/bin/gcc-12", "12"), cxx("/usr/bin/g++-12", "12");
		const Doctor doctor;
		CHECK(doctor.told("c-compiler", "/usr/bin/gcc-12"));
		CHECK(doctor.told("cxx-compiler", "/usr/bin/g++-12 belongs to gcc-12"));
	}
	{
		const Command c("/usr/bin/gcc-12", "12"), older("/usr/bin/g++-11", "11"),
			newer("/usr/bin/g++-13", "13"), newest("/usr/bin/g++", "14");
		const Doctor doctor;
		CHECK(doctor.verdict("cxx-compiler-other") == "warning");
		CHECK(doctor.told("cxx-compiler-other", "/usr/bin/g++-13 is version 13"));
		CHECK(doctor.told("cxx-compiler-other", "sudo apt install g++-12"));
	}
	{
		const Command c("/usr/bin/gcc-12", "13");
		CHECK(Doctor().verdict("c-compiler-other") == "warning");
	}
	const Away module(module_file());
	const Command c("/usr/bin/gcc-12", "12");
	const Doctor doctor;
	CHECK(doctor.verdict("cxx-compiler-missing") == "problem");
	CHECK(doctor.told("cxx-compiler-missing", "sudo apt install g++-12"));
}

TEST_CASE_METHOD(Loaded, "compilers named after a machine, without a number, and clang", "[doctor]")
{
	{
		const Headers headers(
			"CONFIG_CC_VERSION_TEXT=x86_64-linux-gnu-gcc-16 (Debian 16.1.0-1) 16.1.0\n");
		CHECK(Doctor().told("cxx-compiler-missing", "sudo apt install g++-16"));
		const Command c("/usr/bin/x86_64-linux-gnu-gcc-16", "16"),
			cxx("/usr/bin/x86_64-linux-gnu-g++-16", "16");
		CHECK(Doctor().told("cxx-compiler", "x86_64-linux-gnu-g++-16"));
	}
	{
		const Headers headers("CONFIG_CC_VERSION_TEXT=\"gcc (Gentoo 13.2) 13.2.1 20240210\"\n");
		const Command c("/usr/bin/gcc", "13"), cxx("/usr/bin/g++-13", "13");
		CHECK(Doctor().told("c-compiler", "/usr/bin/gcc is"));
		CHECK(Doctor().told("cxx-compiler", "/usr/bin/g++-13"));
	}
	{
		const Headers headers("CONFIG_CC_VERSION_TEXT=Debian clang version 19.1.7 (3+b1)\n");
		CHECK(Doctor().told("cxx-compiler-missing", "sudo apt install clang-19"));
	}
	const Headers headers("CONFIG_CC_VERSION_TEXT=tcc\n");
	CHECK(Doctor().verdict("c-compiler") == "unseen");
}

TEST_CASE_METHOD(Loaded, "packages that dpkg could not finish", "[doctor]")
{
	CHECK(Doctor().verdict("packages").empty()); // no dpkg here
	const std::string image = "linux-image-" + release();
	{
		const Packages status(package(image, "half-configured") +
				      package("rusty-dkms", "config-files"));
		const Doctor doctor;
		CHECK(doctor.verdict("packages-unfinished") == "problem");
		CHECK(doctor.told("packages-unfinished", image + ": half-configured"));
		CHECK(doctor.told("packages-unfinished", "sudo dpkg --configure -a"));
		CHECK_FALSE(doctor.told("packages-unfinished", "rusty-dkms"));
	}
	const Packages status(package(image));
	CHECK(Doctor().verdict("packages") == "ok");
}

TEST_CASE_METHOD(Loaded, "a kernel without its initrd", "[doctor]")
{
	const Packages status(package("initramfs-tools"));
	const Planted kernel("/boot/vmlinuz-9.9-amd64", ""),
		folder("/lib/modules/9.9-amd64/modules.order", "");
	const Doctor doctor;
	CHECK(doctor.verdict("initrd-missing") == "problem");
	CHECK(doctor.told("initrd-missing", "sudo update-initramfs -c -k 9.9-amd64"));
	CHECK(Doctor({"--kernel", release()}).verdict("initrd-missing").empty());
	const Planted initrd("/boot/initrd.img-9.9-amd64", "");
	CHECK(Doctor().verdict("initrd") == "ok");
}
