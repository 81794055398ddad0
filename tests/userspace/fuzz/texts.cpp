// SPDX-License-Identifier: MIT
// Durations and counts are parsed with the same result as by a regular expression and wider arithmetic.
#include "userspace/command/texts.hpp"

#include <regex>
#include <string>

#include "require.hpp"

namespace
{

using fuzz::require;
using Match = std::match_results<std::string_view::const_iterator>;

// The digits' value, or the largest value if it is more. (The type has room for ten times that and a digit.)
unsigned __int128 value_of(const std::string &digits)
{
	unsigned __int128 value = 0;
	for (const char digit : digits)
		if (value <= UINT64_MAX)
			value = value * 10 + static_cast<unsigned int>(digit - '0');
	return value;
}

std::optional<std::uint64_t> milliseconds_of(std::string_view text)
{
	static const std::regex form("([0-9]+)(ms|s|m)");
	Match match;
	if (!std::regex_match(text.begin(), text.end(), match, form))
		return std::nullopt;
	const auto value = value_of(match.str(1));
	if (value > UINT32_MAX)
		return std::nullopt;
	const std::uint64_t unit = match.str(2) == "ms" ? 1 : match.str(2) == "s" ? 1000 : 60000;
	return static_cast<std::uint64_t>(value) * unit;
}

std::optional<std::uint64_t> count_of(std::string_view text)
{
	static const std::regex form("[0-9]+");
	if (!std::regex_match(text.begin(), text.end(), form))
		return std::nullopt;
	const auto value = value_of(std::string(text));
	return value <= UINT64_MAX ? std::optional(static_cast<std::uint64_t>(value)) : std::nullopt;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const char *data, std::size_t size)
{
	const std::string_view text(data, size);

	const auto duration = command::parse_duration(text);
	const auto expected = milliseconds_of(text);
	require(duration.has_value() == expected.has_value(), "durations: the same texts are taken");
	if (duration)
		require(duration->count() >= 0 && static_cast<std::uint64_t>(duration->count()) == *expected,
			"durations: the values are the same");

	const auto count = command::parse_count(text);
	require(count == count_of(text), "counts: the values are the same");
	if (count)
		require(command::parse_count(std::to_string(*count)) == count,
			"a count that is printed and parsed is the same");
	return 0;
}
