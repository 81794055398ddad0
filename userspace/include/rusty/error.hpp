// SPDX-License-Identifier: MIT
// The one place where something that went wrong becomes an exception: std::system_error, saying what was tried.
#ifndef RUSTY_ERROR_HPP
#define RUSTY_ERROR_HPP

#include <cerrno>
#include <string>
#include <system_error>

namespace rusty
{

// What no errno says. Everything else is thrown with the errno of the failed call (std::errc compares with it).
enum class Error {
	foreign_node = 1, // the path names something else than rusty's character device
	abi_mismatch,	  // the loaded driver keeps another contract than this library was compiled for
};

inline const std::error_category &error_category() noexcept
{
	static const class : public std::error_category
	{
		const char *name() const noexcept override { return "rusty"; }
		std::string message(int code) const override
		{
			switch (static_cast<Error>(code)) {
			case Error::foreign_node:
				return "it is not the device of the module rusty";
			case Error::abi_mismatch:
				return "the driver's contract is another than this program's";
			}
			return "unknown error " + std::to_string(code);
		}
	} category;
	return category;
}

// (Found by std::error_code's constructor: `error.code() == rusty::Error::foreign_node` works.)
inline std::error_code make_error_code(Error error) noexcept
{
	return {static_cast<int>(error), error_category()};
}

namespace detail
{

// `tried` reads like "cannot open /dev/rusty"; the reason is added to it.
[[noreturn]] inline void fail(std::error_code why, const std::string &tried)
{
	throw std::system_error(why, tried);
}

[[noreturn]] inline void fail_with_errno(int number, const std::string &tried)
{
	fail({number, std::generic_category()}, tried);
}

} // namespace detail
} // namespace rusty

template <>
struct std::is_error_code_enum<rusty::Error> : std::true_type {
};

#endif
