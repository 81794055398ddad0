// SPDX-License-Identifier: MIT
// The node, and what this user may do with it.
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../access.hpp"
#include "../module.hpp"
#include "checks.hpp"
#include "files.hpp"

namespace command::diagnosis
{
namespace
{

const char *const ask_udev = "sudo udevadm trigger --settle /sys/class/misc/rusty";
constexpr mode_t promised = 0664;

// major:minor as the kernel has it; empty if the module is not loaded.
std::string number_of_device()
{
	const Lines lines = lines_of("/sys/class/misc/rusty/dev");
	return lines.empty() ? std::string() : lines.front();
}

std::string shown(const std::filesystem::path &node, const NodeAccess &access)
{
	return fmt::format("{} {} {} {} {}", access.mode, access.owner, access.group, access.number,
			   node.string());
}

Finding absent(const Subject &subject)
{
	return problem("node-missing",
		       fmt::format("the module is loaded, and {} is not there", subject.node.string()),
		       {"in a container it must be passed in: docker run --device /dev/rusty"}, {ask_udev});
}

Finding stale(const Subject &subject, const std::string &line, const char *what)
{
	Lines fix{"sudo rm " + subject.node.string()};
	if (module_loaded())
		fix.emplace_back(ask_udev);
	return problem("node-stale", fmt::format("{} is {}", subject.node.string(), what), {line},
		       std::move(fix));
}

void mode_and_group(Findings &found, const struct stat &status, const NodeAccess &access,
		    const std::string &line)
{
	const mode_t mode = status.st_mode & 07777;
	if ((mode & promised) != promised)
		found.push_back(problem("node-mode",
					"the node's mode allows less than the udev rule sets (0664)", {line},
					{ask_udev}));
	else if (mode != promised)
		found.push_back(warning("node-mode-wide",
					"the node's mode allows more than the udev rule sets (0664)", {line},
					{ask_udev}));
	if (access.group == "rusty")
		return;
	Lines fix{ask_udev};
	if (membership("rusty") == Membership::no_such_group)
		fix.insert(fix.begin(), "sudo systemd-sysusers");
	found.push_back(warning(
		"node-group",
		fmt::format("the node's group is {} instead of rusty: udev's rule has not run", access.group),
		{line}, std::move(fix)));
}

} // namespace

Findings node(const Subject &subject)
{
	const std::string device = number_of_device();
	struct stat status {
	};
	if (stat(subject.node.c_str(), &status) != 0)
		return device.empty() ? Findings() : Findings{absent(subject)};
	const auto access = access_of(subject.node);
	if (!access)
		return {};
	const std::string line = shown(subject.node, *access);
	if (!S_ISCHR(status.st_mode))
		return {stale(subject, line, "no device (a shell's > makes a file where there is none)")};
	if (device != access->number)
		return {stale(subject, line,
			      device.empty() ? "left from a module that is not loaded any more"
					     : "another device, or left from an earlier load")};
	Findings found;
	mode_and_group(found, status, *access, line);
	if (found.empty())
		found.push_back(ok("node", "the node is as the udev rule sets it up", {line}));
	return found;
}

Findings permission(const Subject &subject)
{
	const auto access = access_of(subject.node);
	if (!access || access->number != number_of_device())
		return {};
	const std::string user = user_name();
	Lines grants;
	std::string by_name, to_group;
	for (const auto &[who, rights] : access->grants) {
		grants.push_back(fmt::format("{}: {}", who, rights.empty() ? "nothing" : rights));
		if (access->acl && who == "user " + user && user != access->owner)
			by_name = grants.back();
		if (who == "group " + access->group)
			to_group = rights;
	}
	if (access->readable && access->writable)
		return {ok("access", fmt::format("{} may read and write", user), std::move(grants))};
	const std::string what =
		fmt::format("{} may {}", user, access->readable ? "read and not write" : "not read");
	const auto member = geteuid() == 0 ? Membership::in_effect : membership(access->group);
	if (geteuid() != 0 && !by_name.empty())
		return {warning("access-acl", what + ": the ACL names this user", std::move(grants),
				{fmt::format("sudo setfacl -m u:{}:rw {}", user, subject.node.string())})};
	if (geteuid() != 0 &&
	    (access->group == "root" || (member == Membership::in_effect && to_group != "rw")))
		return {warning("access-not-given",
				what + ": the node gives it to no group that could be joined",
				std::move(grants), {ask_udev})};
	switch (member) {
	case Membership::after_new_login:
		return {warning("access-new-login",
				fmt::format("{}: joined {} after this session began", what, access->group),
				std::move(grants), {"newgrp " + access->group})};
	case Membership::none:
	case Membership::no_such_group:
		return {warning(
			"access-no-member", fmt::format("{}: not in the group {}", what, access->group),
			std::move(grants), {fmt::format("sudo usermod -aG {} {}", access->group, user)})};
	case Membership::in_effect:
		break;
	}
	return {problem("access-refused",
			what + ": mode and ACL allow it, so a container or a security module refuses",
			std::move(grants), {"sudo dmesg"})};
}

} // namespace command::diagnosis
