// SPDX-License-Identifier: GPL-2.0-only
// The parser of integers against an independent one, over listed, enumerated and random texts.
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include "tests/kit/host/fresh.hpp"
#include "kernel/core/parse.hpp"
#include "tests/driver/guest/texts.hpp"

namespace
{

struct Outcome {
	std::int64_t number;
	int error;
	bool operator==(const Outcome &) const = default;
};

std::ostream &operator<<(std::ostream &out, const Outcome &outcome)
{
	return out << outcome.number << " (errno " << outcome.error << ')';
}

Outcome parsed(std::string_view text)
{
	auto result = kernel::parse_integer(kernel::Text(text.data(), text.size()));
	return result.ok() ? Outcome{result.value(), 0}
			   : Outcome{0, -static_cast<int>(result.error().to_kernel())};
}

template <typename T>
Outcome parsed_as(std::string_view text)
{
	auto result = kernel::parse<T>(kernel::Text(text.data(), text.size()));
	return result.ok() ? Outcome{result.value(), 0}
			   : Outcome{0, -static_cast<int>(result.error().to_kernel())};
}

// The contract once more, in the words of the standard library.
Outcome reference(std::string_view text)
{
	constexpr std::string_view spaces = " \t\n\v\f\r";
	const auto start = text.find_first_not_of(spaces);
	if (start == text.npos)
		return {0, EINVAL};
	std::string rest(text.substr(start, text.find_last_not_of(spaces) - start + 1));
	const bool negative = rest[0] == '-';
	if (negative || rest[0] == '+')
		rest.erase(0, 1);
	int base = 10;
	if (rest.size() > 1 && rest[0] == '0') {
		const auto letter = std::string_view("xXoObB").find(rest[1]);
		base = letter == std::string_view::npos ? 8 : letter < 2 ? 16 : letter < 4 ? 8 : 2;
		rest.erase(0, letter == std::string_view::npos ? 1 : 2);
	}
	const std::string digits = std::string("0123456789abcdefABCDEF").substr(0, base == 16 ? 22 : base);
	if (rest.empty() || rest.find_first_not_of(digits) != rest.npos)
		return {0, EINVAL};
	errno = 0;
	const unsigned long long magnitude = std::strtoull(rest.c_str(), nullptr, base);
	const __int128 value = negative ? -__int128{magnitude} : __int128{magnitude};
	if (errno == ERANGE || value < INT64_MIN || value > INT64_MAX)
		return {0, ERANGE};
	return {static_cast<std::int64_t>(value), 0};
}

// Says the first text on which the two disagree, as a Catch assertion for each would take minutes.
class Comparison
{
public:
	~Comparison()
	{
		CAPTURE(compared_);
		CHECK(first_wrong_ == "");
	}
	void compare(std::string_view text)
	{
		++compared_;
		if (parsed(text) == reference(text) || !first_wrong_.empty())
			return;
		first_wrong_ = "wrong: '" + std::string(text) + "'";
		CHECK(parsed(text) == reference(text));
	}

private:
	unsigned long compared_ = 0;
	std::string first_wrong_;
};

std::string in_base(unsigned __int128 value, unsigned int base)
{
	std::string text;
	do
		text.insert(text.begin(), "0123456789abcdef"[static_cast<unsigned int>(value % base)]);
	while ((value /= base) != 0);
	return text;
}

} // namespace

TEST_CASE("the texts that the device must take and refuse are taken and refused")
{
	for (const auto &[text, number] : guest::accepted) {
		CAPTURE(text);
		CHECK(parsed(text) == Outcome{number, 0});
	}
	for (const auto &[text, error] : guest::refused) {
		CAPTURE(text);
		CHECK(parsed(text) == Outcome{0, error});
	}
	for (const auto &[text, error] : guest::refused_with_nul)
		CHECK(parsed(text) == Outcome{0, error});
	CHECK(parsed("") == Outcome{0, EINVAL});
}

TEST_CASE("all short texts of the characters that matter are parsed as the reference does")
{
	constexpr std::string_view alphabet("019afgxXobB+-_ \n\0", 17);
	Comparison comparison;
	std::string text;
	// Counts in base `alphabet.size()`, through all lengths.
	for (std::size_t length = 0; length <= 4; ++length) {
		std::size_t count = 1;
		for (std::size_t power = 0; power < length; ++power)
			count *= alphabet.size();
		for (std::size_t number = 0; number < count; ++number) {
			text.clear();
			for (std::size_t rest = number; text.size() < length; rest /= alphabet.size())
				text += alphabet[rest % alphabet.size()];
			comparison.compare(text);
		}
	}
}

TEST_CASE("every single byte beside and inside a number is parsed as the reference does")
{
	Comparison comparison;
	for (int byte = 0; byte < 256; ++byte) {
		const std::string c(1, static_cast<char>(byte));
		for (const std::string &text :
		     {c, c + "1", "1" + c, "0" + c + "1", "0x" + c, "1" + c + "1", c + c})
			comparison.compare(text);
	}
}

TEST_CASE("around every limit, in every base and sign, the parser agrees with the reference")
{
	const std::pair<unsigned int, const char *> prefixes[] = {
		{10, ""}, {16, "0x"}, {16, "0X"}, {8, "0"}, {8, "0o"}, {8, "0O"}, {2, "0b"}, {2, "0B"}};
	Comparison comparison;
	for (const unsigned int bit : {0u, 1u, 7u, 31u, 32u, 61u, 62u, 63u, 64u, 65u, 66u, 67u, 100u, 126u}) {
		for (int offset = -20; offset <= 20; ++offset) {
			const unsigned __int128 limit = static_cast<unsigned __int128>(1) << bit;
			if (offset < 0 && limit < static_cast<unsigned int>(-offset))
				continue;
			for (const auto &[base, prefix] : prefixes)
				for (const char *sign : {"", "-", "+", " -", "\t"})
					for (const char *zeros : {"", "0", "000"})
						comparison.compare(std::string(sign) + prefix + zeros +
								   in_base(limit + offset, base) + "\n");
		}
	}
}

TEST_CASE("random texts are parsed as the reference does")
{
	std::mt19937_64 random(20230203);
	constexpr std::string_view likely = "0123456789abcdefABCDEFxXoObB+- \n";
	Comparison comparison;
	for (int round = 0; round < 200000; ++round) {
		std::string text = (std::string[]){"", "-", "0x", "0", "0b", "-0o", " +", "1"}[random() % 8];
		const std::uint64_t kind = random() % 5;
		const std::size_t length = random() % (kind == 2 ? 70 : 26);
		for (std::size_t index = 0; index < length; ++index)
			text += kind == 0   ? static_cast<char>(random())
				: kind == 1 ? likely[random() % likely.size()]
				: kind == 2 ? likely[random() % 2]
				: kind == 3 ? likely[random() % 8]
					    : likely[random() % 16];
		comparison.compare(text);
	}
}

TEST_CASE("garbage is EINVAL also behind more digits than there is room for")
{
	for (const char *digits :
	     {"99999999999999999999", "0xfffffffffffffffff", "07777777777777777777777777"}) {
		CHECK(parsed(digits).error == ERANGE);
		CHECK(parsed(std::string(digits) + "z").error == EINVAL);
		CHECK(parsed(std::string(digits) + " 1").error == EINVAL);
	}
}

TEST_CASE("a narrower type refuses what it has no room for")
{
	CHECK(parsed_as<s8>("127") == Outcome{127, 0});
	CHECK(parsed_as<s8>("-128") == Outcome{-128, 0});
	CHECK(parsed_as<s8>("128").error == ERANGE);
	CHECK(parsed_as<s8>("-129").error == ERANGE);
	CHECK(parsed_as<u8>("255") == Outcome{255, 0});
	CHECK(parsed_as<u8>("256").error == ERANGE);
	CHECK(parsed_as<u8>("-1").error == ERANGE);
	CHECK(parsed_as<s32>("2147483647") == Outcome{INT32_MAX, 0});
	CHECK(parsed_as<s32>("2147483648").error == ERANGE);
	CHECK(parsed_as<s32>("-0x80000000") == Outcome{INT32_MIN, 0});
	CHECK(parsed_as<s32>("-2147483649").error == ERANGE);
	CHECK(parsed_as<u32>("0xffffffff") == Outcome{UINT32_MAX, 0});
	CHECK(parsed_as<u32>("4294967296").error == ERANGE);
	CHECK(parsed_as<s64>("-9223372036854775808") == Outcome{INT64_MIN, 0});
	CHECK(parsed_as<s32>("x").error == EINVAL);
}
