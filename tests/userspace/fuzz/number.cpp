// SPDX-License-Identifier: MIT
// For any bytes, the client's parse_number has the same result as write(2) on the driver; all spellings of a number agree.
#include <bit>
#include <string>

#include <rusty/parse.hpp>

#include "driver_number.hpp"
#include "require.hpp"

namespace
{

using fuzz::require;

rusty::ParsedNumber parsed_by_both(std::string_view text)
{
	const rusty::ParsedNumber client = rusty::parse_number(text);
	const fuzz::Written driver = fuzz::write_to_driver(text);
	if (text.empty()) {
		require(client.error == std::errc::invalid_argument, "empty text is no number");
		require(!driver.stored && driver.error == 0, "writing nothing is no error");
		return client;
	}
	require(static_cast<int>(client.error) == driver.error, "client and driver give the same errno");
	require(driver.stored == static_cast<bool>(client), "the driver stores what the client accepts");
	require(client.number == (driver.stored ? driver.number : 0),
		"client and driver read the same number; 0 with an error");
	return client;
}

// With this many bits a digit.
std::string in_base(std::int64_t number, const char *prefix, unsigned int bits)
{
	auto magnitude = static_cast<std::uint64_t>(number);
	std::string text = number < 0 ? "-" : "";
	if (number < 0)
		magnitude = ~magnitude + 1;
	text += prefix;
	const auto digits = (static_cast<unsigned int>(std::bit_width(magnitude | 1)) + bits - 1) / bits;
	for (unsigned int left = digits; left-- > 0;)
		text += "0123456789abcdef"[magnitude >> (left * bits) & ((1u << bits) - 1)];
	return text;
}

void check_spelling(const std::string &text, std::int64_t number)
{
	const rusty::ParsedNumber parsed = parsed_by_both(text);
	if (text.size() > RUSTY_TEXT_MAX)
		require(parsed.error == std::errc::message_size, "more than 64 bytes are too many");
	else
		require(parsed && parsed.number == number, "each spelling of a number is read as it");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const char *data, std::size_t size)
{
	const rusty::ParsedNumber parsed = parsed_by_both({data, size});
	if (!parsed)
		return 0;
	check_spelling(std::to_string(parsed.number), parsed.number);
	for (const char *prefix : {"0x", "0X"})
		check_spelling(in_base(parsed.number, prefix, 4), parsed.number);
	for (const char *prefix : {"0", "0o", "0O"})
		check_spelling(in_base(parsed.number, prefix, 3), parsed.number);
	for (const char *prefix : {"0b", "0B"})
		check_spelling(in_base(parsed.number, prefix, 1), parsed.number);
	return 0;
}
