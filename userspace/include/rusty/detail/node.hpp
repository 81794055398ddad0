// SPDX-License-Identifier: MIT
// Opens the node, after making sure that it is ours, and makes its calls.
#ifndef RUSTY_DETAIL_NODE_HPP
#define RUSTY_DETAIL_NODE_HPP

#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/ioctl.h>
#include <sys/stat.h>

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

// A character device by its number; nothing for any other file. (By statx: <sys/sysmacros.h>, which st_rdev wants,
// would leave the macros `major` and `minor` in every program.)
struct CharacterDevice {
	std::uint32_t major_number, minor_number;

	friend bool operator==(const CharacterDevice &, const CharacterDevice &) = default;
};

inline std::optional<CharacterDevice> character_device(int folder, const char *path, int flags,
						       const std::string &tried)
{
	struct statx status = {};
	if (statx(folder, path, flags, STATX_TYPE, &status) != 0)
		fail_with_errno(errno, tried);
	if (!S_ISCHR(status.stx_mode))
		return std::nullopt;
	return CharacterDevice{status.stx_rdev_major, status.stx_rdev_minor};
}

// Whether sysfs calls this device something else; without sysfs (some containers) nothing is known.
inline bool known_as_another(const CharacterDevice &device)
{
	std::error_code unreadable;
	const std::string number =
		std::to_string(device.major_number) + ":" + std::to_string(device.minor_number);
	const auto target = std::filesystem::read_symlink("/sys/dev/char/" + number, unreadable);
	return !unreadable && (target.filename() != "rusty" || target.parent_path().filename() != "misc");
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

// A foreign device is refused before it is opened where that is possible: to open some (a watchdog, a tape) does
// something.
inline Descriptor open_any_abi(const std::filesystem::path &path, int flags, const std::string &tried)
{
	const auto named = character_device(AT_FDCWD, path.c_str(), 0, tried);
	if (!named || known_as_another(*named))
		fail(Error::foreign_node, tried);
	// (A terminal is not to become ours, and nothing is to be waited for, should it be another file after all.)
	Descriptor file(open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
	if (file.get() < 0)
		fail_with_errno(errno, tried);
	// Somebody may have put another file there in between.
	if (character_device(file.get(), "", AT_EMPTY_PATH, tried) != named)
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
