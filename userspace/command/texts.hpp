// SPDX-License-Identifier: MIT
// How the words of the command line are read.
#pragma once

#include <chrono>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace command
{

// 500ms, 5s, 2m: a whole number and its unit. Nothing if it is anything else.
inline std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) noexcept
{
	std::uint32_t value = 0;
	const char *const end = text.data() + text.size();
	const auto [stopped, error] = std::from_chars(text.data(), end, value);
	if (error != std::errc{})
		return std::nullopt;
	const std::string_view unit(stopped, static_cast<std::size_t>(end - stopped));
	if (unit == "ms")
		return std::chrono::milliseconds(value);
	if (unit == "s")
		return std::chrono::seconds(value);
	if (unit == "m")
		return std::chrono::minutes(value);
	return std::nullopt;
}

// A count or a generation: decimal digits. Nothing if it is anything else, or over 64 bits.
inline std::optional<std::uint64_t> parse_count(std::string_view text) noexcept
{
	std::uint64_t value = 0;
	const char *const end = text.data() + text.size();
	const auto [stopped, error] = std::from_chars(text.data(), end, value);
	return error == std::errc{} && stopped == end ? std::optional(value) : std::nullopt;
}

// What `uname -r` may print, and no path.
inline bool is_release(std::string_view text) noexcept
{
	return text.find_first_of("0123456789") == 0 &&
	       text.find_first_not_of(
		       "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.+-_~") ==
		       std::string_view::npos;
}

} // namespace command
