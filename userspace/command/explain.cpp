// SPDX-License-Identifier: MIT
// What to do next, for each way in which the device cannot be used.
#include "explain.hpp"

#include <filesystem>
#include <fmt/format.h>

#include <rusty/device.hpp>

#include "access.hpp"
#include "module.hpp"

namespace command
{
namespace
{

const char *const ask_udev = "sudo udevadm trigger --settle /sys/class/misc/rusty";

std::string why_absent(const std::filesystem::path &node)
{
	if (!module_loaded())
		return "The module rusty is not loaded.\n" + how_to_load();
	if (!node.empty() && node != "/dev/rusty")
		return "The module is loaded; its node is commonly /dev/rusty.";
	return std::string(
		       "The module is loaded, but the node is not there: in a container it must be passed in "
		       "(docker run --device /dev/rusty).\nElsewhere ask udev for it:  ") +
	       ask_udev;
}

std::string why_foreign(const std::filesystem::path &node)
{
	std::error_code none;
	if (node != "/dev/rusty" || !std::filesystem::is_regular_file(node, none))
		return "Leave out --device, and RUSTY_DEVICE, to have the device found (commonly "
		       "/dev/rusty).";
	return std::string("It is a plain file. (A shell's `> /dev/rusty` makes one while the module is not "
			   "loaded.)\n"
			   "Remove it:  sudo rm /dev/rusty\n") +
	       (module_loaded() ? std::string("Then ask udev for the node:  ") + ask_udev : how_to_load());
}

// The ACL is asked first, as the kernel does; then the group.
std::string why_refused(const std::filesystem::path &node)
{
	const auto access = access_of(node);
	if (!access)
		return {};
	const std::string user = user_name();
	if (access->readable && access->writable)
		return "Its mode and ACL allow it: something else refuses (a mount with nodev, a container's "
		       "device rules, a "
		       "security module); see dmesg.";
	std::string text =
		fmt::format("{} {} {} {}", access->readable ? user + " may read it, not write it:" : "It is",
			    access->mode, access->owner, access->group);
	bool named = false;
	for (const auto &[who, rights] : access->grants)
		named = named || (access->acl && who == "user " + user);
	if (access->acl)
		text += named ? fmt::format(", and its ACL names {}", user)
			      : fmt::format(", and its ACL does not name {}", user);
	text += ".\n";
	if (named)
		return text + fmt::format("See what the ACL gives:  getfacl {}", node.string());
	if (access->group != "rusty")
		return text + fmt::format("Commonly udev gives it to the group rusty{}.\nOr use sudo.",
					  group_exists("rusty")
						  ? std::string(", ask it to:  ") + ask_udev
						  : "; there is no such group here: install rusty-dkms");
	switch (membership("rusty")) {
	case Membership::after_new_login:
		return text + fmt::format("{} is in the group rusty, but this session began before that.\n"
					  "At once, in this terminal:  newgrp rusty      Everywhere: log out "
					  "and in again.",
					  user);
	case Membership::none:
	case Membership::no_such_group:
		return text +
		       fmt::format(
			       "{0} is not in the group rusty. Join it:  sudo usermod -aG rusty {0}\n"
			       "That holds from the next login on; at once, in this terminal:  newgrp rusty",
			       user);
	case Membership::in_effect:
		break;
	}
	return text;
}

std::string which_contracts(const std::filesystem::path &node)
{
	std::uint32_t loaded = 0;
	try {
		loaded = rusty::driver_abi(node);
	} catch (const std::system_error &) {
		return {};
	}
	return fmt::format("The loaded module keeps contract {}, this command {}.\n"
			   "Install both from the same release, then load the new module:  sudo rmmod rusty "
			   "&& sudo modprobe rusty",
			   loaded, RUSTY_ABI_VERSION);
}

} // namespace

std::string how_to_load()
{
	if (module_on_disk())
		return "Load it:  sudo modprobe rusty";
	return fmt::format("It is not installed for Linux {}. Install it:  sudo apt install rusty-dkms "
			   "linux-headers-$(dpkg --print-architecture)\n"
			   "Or load one that you built:  sudo insmod ./rusty.ko",
			   kernel_release());
}

Failure explain(const std::system_error &error, const Request &request)
{
	const std::string what = error.what();
	const std::error_code &code = error.code();
	const auto node = node_of(request);
	// (The library names what it tried: only what the node refused is explained by looking at the node.)
	if (what.find(" " + node.string() + ": ") == std::string::npos)
		return {Status::device_error, what};
	if (code == rusty::Error::foreign_node)
		return {Status::no_device, what, why_foreign(node)};
	if (code == rusty::Error::abi_mismatch)
		return {Status::abi_mismatch, what, which_contracts(node)};
	if (code == std::errc::no_such_file_or_directory || code == std::errc::no_such_device ||
	    code == std::errc::no_such_device_or_address || code == std::errc::not_a_directory)
		return {Status::no_device, what, why_absent(node)};
	if (code == std::errc::permission_denied || code == std::errc::operation_not_permitted)
		return {Status::no_permission, what, why_refused(node)};
	if (code == std::errc::value_too_large)
		return {Status::device_error, what,
			"The sum does not fit into 64 bits; the number is as it was."};
	return {Status::device_error, what};
}

} // namespace command
