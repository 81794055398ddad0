// SPDX-License-Identifier: MIT
// rusty doctor on the module's file. If it reports that the kernel will refuse the file, the test tries to load it, too.
#include "catch.hpp"

#include "doctor.hpp"
#include "guest.hpp"

#include <sys/syscall.h>
#include <unistd.h>

using namespace client;
using guest::get;
using guest::Loaded;
using guest::Unloaded;

namespace
{

const std::string build = modules() + "/build/";

std::string vermagic_of(const Image &module)
{
	const std::string &content = module.content();
	const auto begin = content.find("vermagic=") + 9;
	return std::string(content.c_str() + begin);
}

// Module.symvers, with what the module needs and the checksums that this kernel really has.
std::string exported(const Image &module)
{
	std::string text;
	for (const auto &[name, version] : module.versions()) {
		char line[200];
		snprintf(line, sizeof(line), "0x%08lx\t%s\tvmlinux\tEXPORT_SYMBOL\t\n",
			 static_cast<unsigned long>(version), name.c_str());
		text += line;
	}
	return text;
}

// The configuration from which a vermagic was made.
std::string configuration(const std::string &vermagic)
{
	std::string text = "CONFIG_X86=y\n";
	for (const auto &[word, option] :
	     {std::pair{" SMP", "SMP"}, std::pair{" preempt ", "PREEMPT_BUILD"},
	      std::pair{" preempt_rt", "PREEMPT_RT"}, std::pair{" mod_unload", "MODULE_UNLOAD"},
	      std::pair{" modversions", "MODVERSIONS"}})
		if (vermagic.find(word) != std::string::npos)
			text += std::string("CONFIG_") + option + "=y\n";
	return text;
}

} // namespace

TEST_CASE_METHOD(Loaded, "the module is there, damaged, not indexed, or compressed", "[doctor]")
{
	CHECK(Doctor().told("module", module_file()));
	{
		const Planted damaged(module_file(), "no ELF");
		const Doctor doctor;
		CHECK(doctor.verdict("module-damaged") == "problem");
		CHECK(doctor.told("module-damaged", module_file()));
	}
	{
		const Away index(modules() + "/modules.dep.bin"), aliases(modules() + "/modules.alias.bin");
		const Doctor doctor;
		CHECK(doctor.verdict("module-not-indexed") == "problem");
		CHECK(doctor.told("module-not-indexed", "sudo depmod " + release()));
	}
	// (Recognised by its content: the index of this guest names a file without .xz.)
	const Planted compressed(module_file(), get("/t/rusty.ko.xz"));
	const Doctor doctor;
	CHECK(doctor.told("module", "rusty 0.1.0 is there"));
	CHECK(doctor.verdict("vermagic") == "ok");
	CHECK(doctor.verdict("symbols") == "ok");
	CHECK(doctor.verdict("loaded") == "ok");
}

TEST_CASE_METHOD(Unloaded, "a module of another kernel: doctor and kernel agree", "[doctor]")
{
	const Image original(get(module_file()));
	const std::string vermagic = vermagic_of(original);
	const bool checksums = !original.versions().empty();
	Image version = original, shape = original;
	version.replace("vermagic=" + release(), "vermagic=" + ("9" + release().substr(1)));
	shape.replace("vermagic=" + vermagic,
		      "vermagic=" + release() + " UP " + vermagic.substr(release().size() + 4));
	CHECK(version.load() == (checksums ? 0 : -ENOEXEC));
	CHECK(shape.load() == -ENOEXEC);
	// The kernel's vermagic: from a module of its own, or from its headers, or from its version only.
	const auto look = [&](bool whole) {
		const Doctor well;
		CHECK(well.verdict("vermagic") == "ok");
		CHECK(well.told("vermagic", "Linux: " + release() + (whole ? " SMP" : "\n")));
		{
			const Planted other(module_file(), version.content());
			const Doctor doctor;
			const char *const code = checksums ? "vermagic-other-version" : "vermagic-differs";
			CHECK(doctor.verdict(code) == (checksums ? "warning" : "problem"));
			CHECK(doctor.told(code, "rusty.ko: 9" + release().substr(1)));
			CHECK(doctor.told(code, "Linux: " + release()));
		}
		const Planted other(module_file(), shape.content());
		CHECK(Doctor().verdict("vermagic-differs") == (whole ? "problem" : ""));
	};
	look(false);
	{
		const Planted own(modules() + "/kernel/lib/own.ko", original.content());
		look(true);
	}
	const Planted name(build + "include/generated/utsrelease.h",
			   "#define UTS_RELEASE \"" + release() + "\"\n");
	const Planted config(build + "include/config/auto.conf", configuration(vermagic));
	look(true);
}

TEST_CASE_METHOD(Unloaded, "symbols that this kernel does not have", "[doctor]")
{
	CHECK(Doctor().told("symbols", "/proc/kallsyms"));
	Image module(get(module_file()));
	module.replace("misc_register", "misc_registes");
	CHECK(module.load() == -ENOENT);
	const Planted file(module_file(), module.content());
	const Doctor doctor;
	CHECK(doctor.verdict("symbols-unknown") == "problem");
	CHECK(doctor.told("symbols-unknown", "misc_registes\n"));
	CHECK_FALSE(doctor.told("symbols-unknown", "misc_deregister\n"));
	CHECK(Doctor({}, {.user = nobody}).verdict("symbols-unknown") == "problem");
	// The symbols of a kernel that does not run and has no headers are unknown; Debian's System.map is empty.
	const Planted other("/lib/modules/9.9-amd64/x", ""),
		map("/boot/System.map-9.9-amd64", "0 B The real\n");
	CHECK(Doctor({"--kernel", "9.9-amd64"}).verdict("symbols").empty());
}

TEST_CASE_METHOD(Unloaded, "symbols that have changed: their checksums", "[doctor]")
{
	const Image original(get(module_file()));
	if (original.versions().empty()) {
		CHECK(Doctor().verdict("modversions") == "ok");
		return;
	}
	CHECK(Doctor().verdict("modversions") == "unseen");
	Image module = original;
	module.set_version("misc_register", 0x12345678);
	CHECK(module.load() == -EINVAL);
	const Planted symbols(build + "Module.symvers", exported(original));
	CHECK(Doctor().verdict("modversions") == "ok");
	CHECK(Doctor().told("symbols", "Module.symvers"));
	const Planted file(module_file(), module.content());
	const Doctor doctor;
	CHECK(doctor.verdict("modversions-differ") == "problem");
	CHECK(doctor.told("modversions-differ",
			  "misc_register: the module wants 0x12345678, the kernel has 0x"));
	CHECK_FALSE(doctor.told("modversions-differ", "misc_deregister"));
}

TEST_CASE_METHOD(Loaded, "the loaded module is not the one on disk", "[doctor]")
{
	CHECK(Doctor().verdict("loaded") == "ok");
	CHECK(Doctor().verdict("contract") == "ok");
	{
		Image next(get(module_file()));
		next.replace(std::string("version=0.1.0", 14), std::string("version=0.1.1", 14));
		const Planted file(module_file(), next.content());
		const Doctor doctor;
		CHECK(doctor.verdict("loaded-other-version") == "warning");
		CHECK(doctor.told("loaded-other-version", "loaded: 0.1.0"));
		CHECK(doctor.told("loaded-other-version", "rusty.ko: 0.1.1"));
		CHECK(doctor.told("loaded-other-version", "sudo rmmod rusty && sudo modprobe rusty"));
	}
	{
		Image next(get(module_file()));
		const std::string source = get("/sys/module/rusty/srcversion").substr(0, 8);
		next.replace("srcversion=" + source, "srcversion=" + std::string(8, 'A'));
		const Planted file(module_file(), next.content());
		CHECK(Doctor().verdict("loaded-other-build") == "warning");
	}
	const Away file(module_file());
	CHECK(Doctor().verdict("loaded-not-on-disk") == "warning");
}

TEST_CASE_METHOD(Unloaded, "the module was loaded by force", "[doctor]")
{
	constexpr unsigned int ignore_vermagic = 2;
	const guest::File file(O_RDONLY, module_file());
	if (syscall(SYS_finit_module, file.fd(), "", ignore_vermagic) != 0) {
		CHECK(errno == ENOEXEC); // a kernel that cannot be forced
		return;
	}
	CHECK(Doctor().verdict("taint-forced") == "warning");
	CHECK(guest::unload() == 0);
}

TEST_CASE_METHOD(Unloaded, "the module is not loaded, or keeps another contract", "[doctor]")
{
	const Doctor doctor;
	CHECK(doctor.verdict("not-loaded") == "problem");
	CHECK(doctor.told("not-loaded", "sudo modprobe rusty"));
	CHECK(doctor.status() == 1);
	const guest::Module next("", "rusty_next");
	CHECK(Doctor().verdict("contract-differs") == "problem");
	CHECK(Doctor().told("contract-differs", "contract 2, this command 1"));
	guest::unload("rusty");
}
