// SPDX-License-Identifier: MIT
// rusty::parse_number agrees with the device: on each text of the fuzzer's corpus, and on many that are generated here.
#include "catch.hpp"

#include "guest.hpp"

#include <filesystem>
#include <random>
#include <rusty/rusty.hpp>
#include <set>

using guest::Loaded;
using guest::state;

namespace
{

// Checks that both agree on a text, and that the device has stored the number that was parsed.
void compare(guest::File &file, const std::string &text)
{
	const auto parsed = rusty::parse_number(text);
	const auto before = state();
	const guest::Outcome outcome = file.write(text);
	INFO(guest::quoted(text));
	if (text.empty()) { // no store, no error; and no number
		REQUIRE(outcome == 0);
		REQUIRE(parsed.error == std::errc::invalid_argument);
	} else if (parsed) {
		REQUIRE(outcome == static_cast<long>(text.size()));
		REQUIRE(state() == guest::State{parsed.number, before.generation + 1});
	} else {
		REQUIRE(outcome == -static_cast<int>(parsed.error));
		REQUIRE(state() == before);
	}
}

} // namespace

TEST_CASE_METHOD(Loaded, "parse_number agrees with the device on the fuzzer's corpus", "[library]")
{
	int texts = 0;
	for (const auto &entry : std::filesystem::directory_iterator(guest::beside("corpus"))) {
		compare(file, guest::get(entry.path()));
		++texts;
	}
	CHECK(texts > 30);
}

TEST_CASE_METHOD(Loaded, "parse_number agrees with the device on generated texts", "[library]")
{
	std::mt19937 random(20261120);
	const std::string letters = "0123456789abcdefxXoObB+- \t\n_";
	const auto any = [&random](std::size_t size) {
		return std::uniform_int_distribution<std::size_t>(0, size - 1)(random);
	};
	for (int i = 0; i < 4000; ++i) {
		std::string text;
		for (std::size_t left = any(24); left > 0; --left)
			text += letters[any(letters.size())];
		compare(file, text);
	}
	for (const char *sign : {"", "-", "+"})
		for (const char *base : {"", "0", "0x", "0O", "0b"})
			for (int i = 0; i < 200; ++i) {
				const std::string digits = *base == 0	    ? "0123456789"
							   : base[1] == 'x' ? "0123456789abcdefABCDEF"
							   : base[1] == 'b' ? "01"
									    : "01234567";
				std::string text = std::string(sign) + base;
				for (std::size_t left = 1 + any(66); left > 0; --left)
					text += digits[any(digits.size())];
				compare(file, text);
			}
}
