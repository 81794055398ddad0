// SPDX-License-Identifier: MIT
// The access that mode, ACL and groups give to a node.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace command
{

struct Grant {
	std::string who;    // "user alice", "group rusty", "anyone"
	std::string rights; // "rw", "r", "w" or ""
};

struct NodeAccess {
	std::string mode; // as ls has it: crw-rw-r--
	std::string owner, group;
	std::string number;	   // major:minor
	std::vector<Grant> grants; // in the order that the kernel asks them: owner, users, groups, anyone
	bool acl;		   // whether there is more than the mode says
	bool readable, writable;   // for this process, as the kernel says
};

// How this process stands to the group that may write.
enum class Membership {
	in_effect,	 // this process has it
	after_new_login, // the user is a member; this session began before that
	none,
	no_such_group,
};

// Nothing if there is no such file.
std::optional<NodeAccess> access_of(const std::filesystem::path &node);
bool group_exists(const std::string &group);
Membership membership(const std::string &group);
std::string user_name();

} // namespace command
