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

std::string why_absent(const std::filesystem::path &node)
{
	if (!module_loaded())
		return "The module rusty is not loaded.\n" + how_to_load();
	if (!node.empty() && node != "/dev/rusty")
		return "The module is loaded; its node is commonly /dev/rusty.";
	return "The module is loaded, but the node is not there: in a container it must be handed in "
	       "(docker run --device /dev/rusty).\nElsewhere ask udev for it:  sudo udevadm trigger --settle "
	       "/sys/class/misc/rusty";
}

std::string why_foreign(const std::filesystem::path &node)
{
	std::error_code none;
	if (std::filesystem::is_regular_file(node, none)) {
		const auto name = node.string();
		return fmt::format("{0} is a plain file. (A shell's `> {0}` makes one while the module is "
				   "not loaded.)\n"
				   "Remove it:  sudo rm {0}\n",
				   name) +
		       (module_loaded() ? "Then ask udev for the node:  sudo udevadm trigger --settle "
					  "/sys/class/misc/rusty"
					: how_to_load());
	}
	return "The node of the module rusty is commonly /dev/rusty; leave out --device and RUSTY_DEVICE to "
	       "have it found.";
}

// The ACL is asked first, as the kernel does; then the group.
std::string why_refused(const std::filesystem::path &node)
{
	const auto access = access_of(node);
	if (!access)
		return {};
	std::string text = fmt::format("It is {} {} {}", access->mode, access->owner, access->group);
	const std::string user = user_name();
	bool named = false;
	for (const auto &[who, rights] : access->grants)
		named = named || (access->acl && who == "user " + user);
	if (access->acl)
		text += named ? fmt::format(", and its ACL names {}", user)
			      : fmt::format(", and its ACL does not name {}", user);
	text += ".\n";
	if (named)
		return text + fmt::format("See what the ACL gives:  getfacl {}", node.string());
	if (access->group == "root")
		return text + "The udev rule that gives it to the group rusty has not run:  "
			      "sudo udevadm trigger --settle /sys/class/misc/rusty\nOr use sudo.";
	switch (membership(access->group)) {
	case Membership::after_new_login:
		return text + fmt::format("{0} is in the group {1}, but this session began before that.\n"
					  "At once, in this terminal:  newgrp {1}      Everywhere: log out "
					  "and in again.",
					  user, access->group);
	case Membership::none:
	case Membership::no_such_group:
		return text +
		       fmt::format(
			       "{0} is not in the group {1}. Join it:  sudo usermod -aG {1} {0}\n"
			       "That holds from the next login on; at once, in this terminal:  newgrp {1}",
			       user, access->group);
	case Membership::in_effect:
		break;
	}
	return text + fmt::format("{} is in the group {}: something else refuses (a container, a security "
				  "module); see dmesg.",
				  user, access->group);
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
