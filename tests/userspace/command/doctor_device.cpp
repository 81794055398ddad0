// SPDX-License-Identifier: MIT
// rusty doctor on the loaded module: its node, the users with permission, the processes that hold it.
#include "catch.hpp"

#include "doctor.hpp"
#include "guest.hpp"

#include <fstream>
#include <sys/acl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

using namespace client;
using guest::Loaded;
using guest::Unloaded;

namespace
{

constexpr gid_t group_number = 901;
const std::string node = "/dev/rusty";
const Setting as_nobody{.user = nobody};

// The node as udev's rule would have made it.
struct Ruled : Loaded {
	Ruled() : group("/etc/group", guest::get("/etc/group") + "rusty:x:901:\n")
	{
		REQUIRE(chown(node.c_str(), 0, group_number) == 0);
	}
	~Ruled()
	{
		[[maybe_unused]] const int owned = chown(node.c_str(), 0, 0),
					   shut = chmod(node.c_str(), 0664);
	}
	Planted group;
};

void set_acl(const std::string &text)
{
	const acl_t acl = acl_from_text(text.c_str());
	REQUIRE(acl_set_file(node.c_str(), ACL_TYPE_ACCESS, acl) == 0);
	acl_free(acl);
}

} // namespace

TEST_CASE_METHOD(Ruled, "a healthy system has no problem", "[doctor]")
{
	const Doctor doctor;
	INFO(rusty({"doctor"}).out);
	CHECK(doctor.status() == 0);
	CHECK(doctor.codes("problem").empty());
	CHECK(doctor.verdict("node") == "ok");
	CHECK(doctor.verdict("access") == "ok");
	CHECK(doctor.verdict("loaded") == "ok");
	CHECK(doctor.verdict("taint") == "ok");
	CHECK(doctor.told("taint", "harmless"));
	// The report for people: a line each, then the sum.
	const Ran text = rusty({"doctor"});
	CHECK(text.out.find("ok       loaded ") != std::string::npos);
	CHECK(text.out.find("\n0 problems, ") != std::string::npos);
	const Ran quiet = rusty({"doctor", "--quiet"});
	CHECK(quiet.status == 0);
	CHECK(quiet.out.empty());
}

TEST_CASE_METHOD(Loaded, "a kernel that is not there", "[doctor]")
{
	const Doctor doctor({"--kernel", "9.9-none"});
	CHECK(doctor.verdict("kernel-missing") == "problem");
	CHECK(doctor.told("kernel-missing", modules()));
	CHECK(doctor.status() == 1);
}

TEST_CASE_METHOD(Ruled, "the node is missing", "[doctor]")
{
	const Away away(node);
	const Doctor doctor;
	CHECK(doctor.verdict("node-missing") == "problem");
	CHECK(doctor.told("node-missing", "sudo udevadm trigger --settle /sys/class/misc/rusty"));
	CHECK(doctor.told("node-missing", "--device /dev/rusty"));
}

TEST_CASE_METHOD(Ruled, "the node is a plain file, or another device", "[doctor]")
{
	const Away away(node);
	{
		const Planted file(node, "42\n");
		const Doctor doctor;
		CHECK(doctor.verdict("node-stale") == "problem");
		CHECK(doctor.told("node-stale", "sudo rm /dev/rusty"));
	}
	REQUIRE(mknod(node.c_str(), S_IFCHR | 0664, makedev(10, 254)) == 0);
	const Doctor doctor;
	CHECK(doctor.verdict("node-stale") == "problem");
	CHECK(doctor.told("node-stale", "10:254"));
	CHECK(doctor.told("node-stale", "sudo udevadm trigger"));
	CHECK(doctor.verdict("access").empty());
	unlink(node.c_str());
}

TEST_CASE_METHOD(Unloaded, "what is in the node's place while the module is not loaded", "[doctor]")
{
	CHECK(Doctor().verdict("node-missing").empty());
	{
		const Planted file(node, "42\n");
		CHECK(Doctor().verdict("node-stale") == "problem");
	}
	REQUIRE(mknod(node.c_str(), S_IFCHR | 0664, makedev(10, 254)) == 0);
	const Doctor doctor;
	unlink(node.c_str());
	CHECK(doctor.verdict("node-stale") == "problem");
	CHECK_FALSE(doctor.told("node-stale", "udevadm"));
}

TEST_CASE_METHOD(Ruled, "the node has another mode or group than its rule promises", "[doctor]")
{
	REQUIRE(chmod(node.c_str(), 0600) == 0);
	CHECK(Doctor().verdict("node-mode") == "problem");
	CHECK(Doctor().told("node-mode", "crw-------"));
	REQUIRE(chmod(node.c_str(), 0666) == 0);
	CHECK(Doctor().verdict("node-mode-wide") == "warning");
	REQUIRE(chmod(node.c_str(), 0664) == 0);
	REQUIRE(chown(node.c_str(), 0, 0) == 0);
	CHECK(Doctor().verdict("node-group") == "warning");
	CHECK(Doctor().told("node-group", "root instead of rusty"));
	CHECK_FALSE(Doctor().told("node-group", "systemd-sysusers"));
	const Planted no_group("/etc/group", "root:x:0:\n");
	CHECK(Doctor().told("node-group", "sudo systemd-sysusers"));
}

TEST_CASE_METHOD(Ruled, "what a user may do: the group, its members, the ACL", "[doctor]")
{
	{
		const Doctor doctor({}, as_nobody);
		CHECK(doctor.verdict("access-no-member") == "warning");
		CHECK(doctor.told("access-no-member", "nobody may read and not write"));
		CHECK(doctor.told("access-no-member", "sudo usermod -aG rusty nobody"));
	}
	{
		const Planted member("/etc/group", guest::get("/etc/group") + "rusty:x:901:nobody\n");
		CHECK(Doctor({}, {.user = nobody, .groups = {group_number}}).verdict("access") == "ok");
	}
	{
		const Planted member("/etc/group", "root:x:0:\nrusty:x:901:nobody\n");
		CHECK(Doctor({}, as_nobody).verdict("access-new-login") == "warning");
		CHECK(Doctor({}, as_nobody).told("access-new-login", "newgrp rusty"));
	}
	{
		const Planted member("/etc/group", "root:x:0:\nrusty:x:901:nobody\n");
		REQUIRE(chmod(node.c_str(), 0644) == 0);
		const Doctor doctor({}, {.user = nobody, .groups = {group_number}});
		CHECK(doctor.verdict("access-not-given") == "warning");
		REQUIRE(chmod(node.c_str(), 0664) == 0);
	}
	set_acl("u::rw,u:nobody:r,g::rw,m::rw,o::r");
	const Doctor named({}, as_nobody);
	CHECK(named.verdict("access-acl") == "warning");
	CHECK(named.told("access-acl", "user nobody: r\n"));
	CHECK(named.told("access-acl", "sudo setfacl -m u:nobody:rw /dev/rusty"));
	set_acl("u::rw,u:nobody:rw,g::rw,m::rw,o::r");
	CHECK(Doctor({}, as_nobody).verdict("access") == "ok");
	set_acl("u::rw,g::rw,o::r");
}

TEST_CASE_METHOD(Ruled, "an access that mode and ACL allow is refused, as in a container", "[doctor]")
{
	const Covered groups("/mnt");
	REQUIRE(mkdir("/mnt/cgroup", 0755) == 0);
	if (mount("cgroup", "/mnt/cgroup", "cgroup", 0, "devices") != 0)
		return; // a kernel without this controller
	REQUIRE(mkdir("/mnt/cgroup/jail", 0755) == 0);
	std::ofstream("/mnt/cgroup/jail/devices.deny") << "a";
	{
		std::ofstream("/mnt/cgroup/jail/cgroup.procs") << getpid();
		const Doctor doctor;
		std::ofstream("/mnt/cgroup/cgroup.procs") << getpid();
		CHECK(doctor.verdict("access-refused") == "problem");
		CHECK(doctor.told("access-refused", "root may not read"));
	}
	rmdir("/mnt/cgroup/jail");
	umount("/mnt/cgroup");
}

TEST_CASE_METHOD(Ruled, "processes that hold the device: open, mapped, not visible", "[doctor]")
{
	file.close();
	CHECK(Doctor().verdict("holders") == "ok");
	const guest::Child open([] {
		const guest::File held(O_RDONLY);
		pause();
		return 0;
	});
	const guest::Child mapped([] {
		guest::File held(O_RDONLY);
		const guest::Mapping mapping(held);
		held.close();
		pause();
		return 0;
	});
	for (int round = 0; round < 10000 && guest::get("/sys/module/rusty/refcnt") != "2\n"; ++round)
		usleep(1000);
	const Doctor doctor;
	INFO(doctor.told("held"));
	CHECK(guest::unload().value() == -EWOULDBLOCK);
	CHECK(doctor.verdict("held") == "ok");
	CHECK(doctor.told("held", std::to_string(open.pid()) + " (rusty-client-te): descriptor "));
	CHECK(doctor.told("held", std::to_string(mapped.pid()) + " (rusty-client-te): mapped"));
	CHECK(doctor.told("held", "sudo kill "));
	const Doctor blind({}, as_nobody);
	CHECK(blind.verdict("holders") == "unseen");
	CHECK(blind.told("holders", "the kernel counts 2"));
	CHECK(rusty({"doctor"}, as_nobody).out.find("(as root, more is)") != std::string::npos);
}
