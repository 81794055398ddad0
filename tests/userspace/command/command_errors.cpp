// SPDX-License-Identifier: MIT
// The message if the device is missing, another one, forbidden, or of another contract: status, cause, next step.
#include "catch.hpp"

#include "guest.hpp"
#include "tool.hpp"

#include <fstream>
#include <sys/acl.h>
#include <sys/stat.h>

using namespace client;
using guest::Loaded;
using guest::state;
using guest::Unloaded;

namespace
{

const std::vector<Words> verbs_that_open{
	{"get"}, {"set", "1"}, {"add", "1"}, {"swap", "1"}, {"cas", "1", "2"}, {"wait", "ge", "1"}, {"watch"},
};
constexpr gid_t group_number = 901;

bool has(const std::string &text, const std::string &part)
{
	return text.find(part) != std::string::npos;
}

// The group rusty is in /etc/group with these members; removed at the end.
class Group
{
public:
	explicit Group(const std::string &members) : before_(guest::get(file_))
	{
		std::ofstream(file_, std::ios::app) << "rusty:x:" << group_number << ":" << members << "\n";
		REQUIRE(chown("/dev/rusty", 0, group_number) == 0);
	}
	~Group()
	{
		std::ofstream(file_) << before_;
		[[maybe_unused]] const int result = chown("/dev/rusty", 0, 0);
	}

private:
	const std::string file_ = "/etc/group";
	std::string before_;
};

// An ACL on the node; removed at the end.
class Acl
{
public:
	explicit Acl(const std::string &text)
	{
		const acl_t acl = acl_from_text(text.c_str());
		REQUIRE(acl != nullptr);
		REQUIRE(acl_set_file("/dev/rusty", ACL_TYPE_ACCESS, acl) == 0);
		acl_free(acl);
	}
	~Acl()
	{
		const acl_t acl = acl_from_text("u::rw,g::rw,o::r");
		acl_set_file("/dev/rusty", ACL_TYPE_ACCESS, acl);
		acl_free(acl);
	}
};

// A user `name` in /etc/passwd, so that hints can name a user.
const Setting as_nobody{.user = nobody};

} // namespace

TEST_CASE_METHOD(Unloaded, "the module is not loaded: status 3, and how to load it", "[command]")
{
	for (const Words &words : verbs_that_open) {
		const Ran ran = rusty(words);
		INFO(words[0] << ": " << ran.err);
		CHECK(ran.status == 3);
		CHECK(ran.out.empty());
		CHECK(has(ran.err, "cannot open /dev/rusty: No such file or directory"));
		CHECK(has(ran.err, "not loaded"));
		// It is in this guest's /lib/modules.
		CHECK(has(ran.err, "sudo modprobe rusty"));
	}
	const Ran trace = rusty({"trace"});
	CHECK(trace.status == 3);
	CHECK(has(trace.err, "sudo modprobe rusty"));
}

TEST_CASE_METHOD(Unloaded, "the module is not installed: how to install it", "[command]")
{
	REQUIRE(rename("/lib/modules", "/lib/modules.away") == 0);
	const Ran ran = rusty({"get"});
	REQUIRE(rename("/lib/modules.away", "/lib/modules") == 0);
	CHECK(ran.status == 3);
	CHECK(has(ran.err, "apt install rusty-dkms"));
	CHECK(has(ran.err, "insmod"));
}

TEST_CASE_METHOD(Unloaded, "a plain file in the node's place is recognised", "[command]")
{
	std::ofstream("/dev/rusty") << "42\n";
	const Ran ran = rusty({"get"});
	CHECK(ran.status == 3);
	CHECK(has(ran.err, "It is a plain file"));
	CHECK(has(ran.err, "sudo rm /dev/rusty"));
	CHECK(guest::get("/dev/rusty") == "42\n");
	REQUIRE(unlink("/dev/rusty") == 0);
}

TEST_CASE_METHOD(Loaded, "another device is refused before it is opened", "[command]")
{
	REQUIRE(mkfifo("/tmp/fifo", 0666) == 0); // opening it would block
	for (const std::string &path : {"/dev/null", "/dev/ttyS0", "/tmp", "/tmp/fifo", "/proc/self/mem"}) {
		const Ran ran = rusty({"set", "1", "--device", path});
		INFO(path << ": " << ran.err);
		CHECK(ran.status == 3);
		CHECK(has(ran.err, "cannot open " + path + ": it is not the device of the module rusty"));
	}
	unlink("/tmp/fifo");
	// A file of the user that has this name by mistake must not be removed.
	std::ofstream("/tmp/mine") << "42\n";
	const Ran mine = rusty({"get", "--device", "/tmp/mine"});
	CHECK(mine.status == 3);
	CHECK_FALSE(has(mine.err, "rm "));
	unlink("/tmp/mine");
	CHECK(rusty({"get", "--device", "relative"}).status == 3);
	CHECK(rusty({"get", "--device", "/dev/null/x"}).status == 3);
	CHECK(rusty({"get", "--device", "/nowhere"}).status == 3);
}

TEST_CASE_METHOD(Loaded, "the module is loaded but there is no node: in a container, or because of udev",
		 "[command]")
{
	REQUIRE(rename("/dev/rusty", "/dev/elsewhere") == 0);
	const Ran ran = rusty({"get"});
	const Ran named = rusty({"get", "--device", "/dev/elsewhere"});
	REQUIRE(rename("/dev/elsewhere", "/dev/rusty") == 0);
	CHECK(ran.status == 3);
	CHECK(has(ran.err, "--device /dev/rusty"));
	CHECK(has(ran.err, "udevadm trigger"));
	CHECK(named.out == "2023\n");
}

TEST_CASE_METHOD(Loaded, "anyone reads; a user who may not write is shown the rule, the group or the ACL",
		 "[command]")
{
	const auto before = state();
	CHECK(rusty({"get"}, as_nobody).out == "2023\n");
	CHECK(rusty({"wait", "ge", "1"}, as_nobody).status == 0);
	for (const Words &words :
	     {Words{"set", "1"}, Words{"add", "1"}, Words{"swap", "1"}, Words{"cas", "2023", "1"}}) {
		const Ran ran = rusty(words, as_nobody);
		INFO(ran.err);
		CHECK(ran.status == 4);
		CHECK(ran.out.empty());
		CHECK(has(ran.err, "cannot open /dev/rusty: Permission denied"));
		CHECK(has(ran.err, "crw-rw-r-- root root"));
		CHECK(has(ran.err, "nobody may read it, not write it"));
		CHECK(has(ran.err, "there is no such group here"));
	}
	{
		const Group group("");
		REQUIRE(chown("/dev/rusty", 0, 0) == 0);
		CHECK(has(rusty({"set", "1"}, as_nobody).err, "sudo udevadm trigger"));
		REQUIRE(chown("/dev/rusty", 0, group_number) == 0);
		const Ran stranger = rusty({"set", "1"}, as_nobody);
		CHECK(stranger.status == 4);
		CHECK(has(stranger.err, "sudo usermod -aG rusty nobody"));
		CHECK(has(stranger.err, "newgrp rusty"));
	}
	{
		const Group group("nobody");
		const Ran early = rusty({"set", "1"}, as_nobody);
		CHECK(early.status == 4);
		CHECK(has(early.err, "this session began before that"));
		CHECK(has(early.err, "newgrp rusty"));
		CHECK_FALSE(has(early.err, "usermod"));
	}
	CHECK(state() == before);
	{
		const Group group("nobody");
		CHECK(rusty({"set", "5"}, {.user = nobody, .groups = {group_number}}).status == 0);
		CHECK(state().number == 5);
	}
	{
		const Acl acl("u::rw,u:nobody:r,g::rw,m::rw,o::r");
		const Ran named = rusty({"set", "1"}, as_nobody);
		CHECK(named.status == 4);
		CHECK(has(named.err, "its ACL names nobody"));
		CHECK(has(named.err, "getfacl /dev/rusty"));
	}
	{
		const Acl acl("u::rw,u:nobody:rw,g::rw,m::rw,o::r");
		CHECK(rusty({"set", "6"}, as_nobody).status == 0);
		const Json info = rusty({"info", "--json"}, as_nobody).json();
		CHECK(info["you"] == Json{{"user", "nobody"}, {"read", true}, {"write", true}});
		CHECK(info["node"]["acl"] == true);
		CHECK(has(info["node"]["access"].dump(), R"({"rights":"rw","who":"user nobody"})"));
	}
	{
		const Acl acl("u::rw,u:nobody:rw,g::rw,m::r,o::r");
		CHECK(rusty({"set", "6"}, as_nobody).status == 4);
		CHECK(has(rusty({"info", "--json"}).json()["node"]["access"].dump(),
			  R"({"rights":"r","who":"user nobody"})"));
	}
	{
		const Group group("");
		const Acl acl("u::rw,u:5:rw,g::rw,m::rw,o::r");
		const Ran other = rusty({"set", "1"}, as_nobody);
		CHECK(has(other.err, "its ACL does not name nobody"));
		CHECK(has(other.err, "usermod"));
	}
	CHECK(rusty({"trace"}, as_nobody).status == 4);
	CHECK(has(rusty({"trace"}, as_nobody).err, "sudo rusty trace"));
}

TEST_CASE("a module of another contract is refused with both numbers", "[command]")
{
	{
		const Unloaded none;
	}
	REQUIRE(guest::load("", "rusty_next") == 0);
	for (const Words &words : verbs_that_open) {
		const Ran ran = rusty(words);
		INFO(ran.err);
		CHECK(ran.status == 6);
		CHECK(has(ran.err, "contract"));
		CHECK(has(ran.err, "The loaded module keeps contract 2, this command 1."));
	}
	const Ran info = rusty({"info", "--json"});
	CHECK(info.status == 0);
	CHECK(info.json()["abi"] == Json{{"driver", 2}, {"command", 1}});
	CHECK(guest::unload("rusty") == 0);
}

TEST_CASE_METHOD(Loaded, "an access that mode and ACL allow and something else refuses is reported so",
		 "[command]")
{
	const std::string script =
		"mkdir -p /tmp/nodev && mount -t tmpfs -o nodev none /tmp/nodev && "
		"cp -a /dev/rusty /tmp/nodev/ && rusty get --device /tmp/nodev/rusty; s=$?; "
		"umount /tmp/nodev; exit $s";
	const Ran ran = run({"sh", "-c", script});
	INFO(ran.err);
	CHECK(ran.status == 4);
	CHECK(has(ran.err, "Its mode and ACL allow it"));
	CHECK(has(ran.err, "nodev"));
}

TEST_CASE_METHOD(Loaded, "a path's control characters are escaped", "[command]")
{
	const Ran ran = rusty({"get", "--device", "/x\033[2J"});
	CHECK(ran.status == 3);
	CHECK(has(ran.err, "/x?[2J"));
}
