// SPDX-License-Identifier: MIT
// Opens the node, after making sure that it is ours, and makes its calls.
#ifndef RUSTY_DETAIL_NODE_HPP
#define RUSTY_DETAIL_NODE_HPP

#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <rusty/detail/descriptor.hpp>
#include <rusty/error.hpp>
#include <rusty/uapi.h>

namespace rusty::detail
{

// The call, its argument as the kernel leaves it.
template <class Argument>
Argument call(const Descriptor &file, unsigned long command, Argument argument, const std::string &tried)
{
	if (ioctl(file.get(), command, &argument) != 0)
		fail_with_errno(errno, tried);
	return argument;
}

// Whether sysfs calls this device something else; without sysfs (some containers) nothing is known.
inline bool known_as_another(dev_t device)
{
	std::error_code none;
	const std::string number = std::to_string(major(device)) + ":" + std::to_string(minor(device));
	const auto target = std::filesystem::read_symlink("/sys/dev/char/" + number, none);
	return !none && (target.filename() != "rusty" || target.parent_path().filename() != "misc");
}

// Which contract the driver behind an open file keeps; a device that does not know the question is not ours.
inline std::uint32_t abi_of(const Descriptor &file, const std::string &tried)
{
	rusty_version version{};
	if (ioctl(file.get(), RUSTY_IOC_VERSION, &version) == 0)
		return version.abi;
	if (errno == ENOTTY || errno == EINVAL)
		fail(Error::foreign_node, tried);
	fail_with_errno(errno, tried);
}

// A foreign device is refused before it is opened where that can be told: to open some (a watchdog, a tape) does
// something.
inline Descriptor open_any_abi(const std::filesystem::path &path, int flags, const std::string &tried)
{
	struct stat status {
	};
	if (stat(path.c_str(), &status) != 0)
		fail_with_errno(errno, tried);
	if (!S_ISCHR(status.st_mode) || known_as_another(status.st_rdev))
		fail(Error::foreign_node, tried);
	Descriptor file(open(path.c_str(), flags | O_CLOEXEC));
	if (file.get() < 0)
		fail_with_errno(errno, tried);
	struct stat opened {
	};
	if (fstat(file.get(), &opened) != 0)
		fail_with_errno(errno, tried);
	// (Somebody may have put another file there in between.)
	if (!S_ISCHR(opened.st_mode) || opened.st_rdev != status.st_rdev)
		fail(Error::foreign_node, tried);
	return file;
}

inline Descriptor open_node(const std::filesystem::path &path, int flags)
{
	const std::string tried = "cannot open " + path.string();
	Descriptor file = open_any_abi(path, flags, tried);
	if (abi_of(file, tried) != RUSTY_ABI_VERSION)
		fail(Error::abi_mismatch, tried);
	return file;
}

} // namespace rusty::detail

#endif
