// SPDX-License-Identifier: MIT
// Reads a node's mode and ACL, and the user's groups.
#include "access.hpp"

#include <acl/libacl.h>
#include <algorithm>
#include <fmt/format.h>
#include <grp.h>
#include <memory>
#include <pwd.h>
#include <sys/acl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace command
{
namespace
{

struct FreeAcl {
	void operator()(void *object) const { acl_free(object); }
};

std::string name_of_user(uid_t user)
{
	const passwd *const entry = getpwuid(user);
	return entry ? entry->pw_name : fmt::format("{}", user);
}

std::string name_of_group(gid_t id)
{
	const group *const entry = getgrgid(id);
	return entry ? entry->gr_name : fmt::format("{}", id);
}

std::string mode_text(mode_t mode)
{
	std::string text = S_ISCHR(mode) ? "c" : S_ISREG(mode) ? "-" : S_ISDIR(mode) ? "d" : "?";
	for (unsigned int bit = 9; bit-- > 0;)
		text += (mode >> bit & 1) != 0 ? "xwr"[bit % 3] : '-';
	return text;
}

// Owner, group or other, by name or by number; the mask is applied by the caller.
std::string who_is(acl_entry_t entry, acl_tag_t tag, const struct stat &status)
{
	const std::unique_ptr<void, FreeAcl> qualifier(acl_get_qualifier(entry));
	switch (tag) {
	case ACL_USER_OBJ:
		return "user " + name_of_user(status.st_uid);
	case ACL_USER:
		return qualifier ? "user " + name_of_user(*static_cast<uid_t *>(qualifier.get())) : "";
	case ACL_GROUP_OBJ:
		return "group " + name_of_group(status.st_gid);
	case ACL_GROUP:
		return qualifier ? "group " + name_of_group(*static_cast<gid_t *>(qualifier.get())) : "";
	case ACL_OTHER:
		return "anyone";
	default:
		return "";
	}
}

unsigned int rights_of(acl_entry_t entry)
{
	acl_permset_t set = nullptr;
	if (acl_get_permset(entry, &set) != 0)
		return 0;
	return (acl_get_perm(set, ACL_READ) == 1 ? 4U : 0U) | (acl_get_perm(set, ACL_WRITE) == 1 ? 2U : 0U);
}

std::vector<Grant> grants_of(acl_t acl, const struct stat &status)
{
	struct Found {
		std::string who;
		unsigned int rights;
		bool masked;
	};
	std::vector<Found> found;
	unsigned int mask = 6;
	acl_entry_t entry = nullptr;
	for (int more = acl_get_entry(acl, ACL_FIRST_ENTRY, &entry); more == 1;
	     more = acl_get_entry(acl, ACL_NEXT_ENTRY, &entry)) {
		acl_tag_t tag = ACL_UNDEFINED_TAG;
		acl_get_tag_type(entry, &tag);
		if (tag == ACL_MASK)
			mask = rights_of(entry);
		else
			found.push_back({who_is(entry, tag, status), rights_of(entry),
					 tag != ACL_USER_OBJ && tag != ACL_OTHER});
	}
	std::vector<Grant> grants;
	for (const auto &[who, rights, masked] : found) {
		const unsigned int effective = masked ? rights & mask : rights;
		grants.push_back(
			{who, fmt::format("{}{}", effective & 4 ? "r" : "", effective & 2 ? "w" : "")});
	}
	return grants;
}

} // namespace

std::optional<NodeAccess> access_of(const std::filesystem::path &node)
{
	struct stat status {
	};
	if (stat(node.c_str(), &status) != 0)
		return std::nullopt;
	NodeAccess result{};
	result.mode = mode_text(status.st_mode);
	result.owner = name_of_user(status.st_uid);
	result.group = name_of_group(status.st_gid);
	result.number = fmt::format("{}:{}", major(status.st_rdev), minor(status.st_rdev));
	// (A file system without ACLs: the mode is all there is.)
	std::unique_ptr<std::remove_pointer_t<acl_t>, FreeAcl> acl(
		acl_get_file(node.c_str(), ACL_TYPE_ACCESS));
	if (!acl)
		acl.reset(acl_from_mode(status.st_mode));
	if (acl) {
		result.grants = grants_of(acl.get(), status);
		result.acl = acl_equiv_mode(acl.get(), nullptr) == 1;
	}
	result.readable = access(node.c_str(), R_OK) == 0;
	result.writable = access(node.c_str(), W_OK) == 0;
	return result;
}

bool group_exists(const std::string &name)
{
	return getgrnam(name.c_str()) != nullptr;
}

Membership membership(const std::string &name)
{
	const group *const entry = getgrnam(name.c_str());
	if (!entry)
		return Membership::no_such_group;
	std::vector<gid_t> mine(static_cast<std::size_t>(std::max(getgroups(0, nullptr), 0)));
	mine.resize(
		static_cast<std::size_t>(std::max(getgroups(static_cast<int>(mine.size()), mine.data()), 0)));
	if (getegid() == entry->gr_gid || std::ranges::find(mine, entry->gr_gid) != mine.end())
		return Membership::in_effect;
	const std::string user = user_name();
	const passwd *const account = getpwuid(geteuid());
	bool member = account && account->pw_gid == entry->gr_gid;
	for (char **each = entry->gr_mem; each && *each; ++each)
		member = member || user == *each;
	return member ? Membership::after_new_login : Membership::none;
}

std::string user_name()
{
	return name_of_user(geteuid());
}

} // namespace command
