// SPDX-License-Identifier: MIT
// Which texts are numbers: every base, sign, white space and limit, through write(2).
#include "catch.hpp"

#include "guest.hpp"
#include "texts.hpp"

using namespace guest;

namespace
{

std::string binary(std::string_view sign, char first, char rest)
{
	return std::string(sign) + "0b" + first + std::string(62, rest);
}

} // namespace

TEST_CASE_METHOD(Loaded, "every base, sign and white space is understood", "[parse]")
{
	for (const Accepted &each : accepted) {
		INFO(quoted(each.text));
		const State before = state();
		CHECK(file.write(each.text) == static_cast<long>(each.text.size()));
		CHECK(state() == State{each.number, before.generation + 1});
	}
}

TEST_CASE_METHOD(Loaded, "what is not a number is EINVAL and what is none of 64 bits is ERANGE", "[parse]")
{
	const State before = state();
	for (const Refused &each : refused) {
		INFO(quoted(each.text));
		CHECK(file.write(each.text) == -each.error);
		CHECK(state() == before);
	}
	for (const Refused &each : refused_with_nul) {
		INFO(quoted(each.text));
		CHECK(file.write(each.text) == -each.error);
		CHECK(state() == before);
	}
}

TEST_CASE_METHOD(Loaded, "a text of RUSTY_TEXT_MAX bytes is taken and a longer one is EMSGSIZE", "[parse]")
{
	const std::string spaces(RUSTY_TEXT_MAX - 2, ' ');
	CHECK(file.write(spaces + "41") == RUSTY_TEXT_MAX);
	CHECK(state().number == 41);
	CHECK(file.write("42" + spaces) == RUSTY_TEXT_MAX);
	CHECK(state().number == 42);
	CHECK(file.write("-0x" + std::string(RUSTY_TEXT_MAX - 5, '0') + "2b") == RUSTY_TEXT_MAX);
	CHECK(state().number == -43);

	const State before = state();
	CHECK(file.write(spaces + " 44") == -EMSGSIZE);
	CHECK(file.write("44 " + spaces) == -EMSGSIZE);
	CHECK(file.write("0x" + std::string(RUSTY_TEXT_MAX - 3, '0') + "2c") == -EMSGSIZE);
	CHECK(file.write(std::string(RUSTY_TEXT_MAX + 1, ' ')) == -EMSGSIZE);
	CHECK(file.write(std::string(RUSTY_TEXT_MAX + 1, 'x')) == -EMSGSIZE);
	for (std::size_t size : {128, 256, 4096, 65536 + 2, 1 << 20})
		CHECK(file.write("44" + std::string(size - 2, ' ')) == -EMSGSIZE);
	CHECK(state() == before);
}

// With RUSTY_TEXT_MAX of 64 the ends of the range are one byte too long in binary: then EMSGSIZE is right.
TEST_CASE_METHOD(Loaded, "the ends of the range in binary are taken as far as RUSTY_TEXT_MAX allows",
		 "[parse]")
{
	const auto outcome = [](const std::string &text, long if_short_enough) {
		return text.size() <= RUSTY_TEXT_MAX ? if_short_enough : -EMSGSIZE;
	};
	const std::string greatest = binary("", '1', '1');
	const std::string least = binary("-", '1', '0') + "0";
	const std::string beyond = binary("", '1', '0') + "0";
	CHECK(file.write(greatest) == outcome(greatest, static_cast<long>(greatest.size())));
	CHECK(state().number == (greatest.size() <= RUSTY_TEXT_MAX ? INT64_MAX : 2023));
	CHECK(file.write("2023") == 4);
	CHECK(file.write(least) == outcome(least, static_cast<long>(least.size())));
	CHECK(state().number == (least.size() <= RUSTY_TEXT_MAX ? INT64_MIN : 2023));
	CHECK(file.write("2023") == 4);
	CHECK(file.write(beyond) == outcome(beyond, -ERANGE));
	CHECK(state().number == 2023);
}

TEST_CASE_METHOD(Loaded, "what was read can be written", "[parse]")
{
	for (const Accepted &each : accepted) {
		REQUIRE(file.write(each.text) == static_cast<long>(each.text.size()));
		const std::string text = file.read_at(0);
		CHECK(text == std::to_string(each.number) + "\n");
		CHECK(file.write(text) == static_cast<long>(text.size()));
		CHECK(state().number == each.number);
	}
}
