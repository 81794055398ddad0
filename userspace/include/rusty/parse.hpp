// SPDX-License-Identifier: MIT
// The numbers that the device accepts, as text.
#ifndef RUSTY_PARSE_HPP
#define RUSTY_PARSE_HPP

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string_view>
#include <system_error>

#include <rusty/uapi.h>

namespace rusty
{

struct ParsedNumber {
	std::int64_t number; // 0 if there is an error
	std::errc error;     // as write(2) on the device would have it; {} if there is none

	explicit operator bool() const noexcept { return error == std::errc{}; }
};

// One integer: optional white space, optional sign, decimal, 0x, 0o or 0, 0b (either case), optional white space.
// Gives the very verdict of the device: invalid_argument (not a number), result_out_of_range (not 64 bits),
// message_size (over RUSTY_TEXT_MAX bytes). (Empty text is no number; to write nothing to the device is no error.)
inline ParsedNumber parse_number(std::string_view text) noexcept
{
	if (text.size() > RUSTY_TEXT_MAX)
		return {0, std::errc::message_size};
	constexpr std::string_view space = " \t\n\v\f\r";
	text.remove_prefix(std::min(text.find_first_not_of(space), text.size()));
	text.remove_suffix(text.size() - std::min(text.find_last_not_of(space) + 1, text.size()));
	const bool negative = text.starts_with('-');
	if (negative || text.starts_with('+'))
		text.remove_prefix(1);

	int base = 10;
	if (text.size() > 1 && text[0] == '0') {
		const char mark = static_cast<char>(text[1] | 0x20);
		base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
		text.remove_prefix(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
	}
	std::uint64_t magnitude = 0;
	const char *const end = text.data() + text.size();
	const auto [stopped, error] = std::from_chars(text.data(), end, magnitude, base);
	if (stopped != end || error == std::errc::invalid_argument)
		return {0, std::errc::invalid_argument};
	const std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
	if (error != std::errc{} || magnitude > largest + (negative ? 1 : 0))
		return {0, std::errc::result_out_of_range};
	return {static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude), {}};
}

} // namespace rusty

#endif
