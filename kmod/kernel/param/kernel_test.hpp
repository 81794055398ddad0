// SPDX-License-Identifier: GPL-2.0-only
// Module parameters: those that insmod has set, and objects that are not registered with the kernel.
#pragma once

#include "tests/kit/selftest/ktap.hpp"
#include "tests/kit/selftest/parameters.hpp"

namespace selftest
{
namespace
{

// Whether a parameter shows this text.
template <typename Object>
bool shows(const Object &object, Text expected)
{
	char room[64];
	TextWriter writer((Span<char>(room)));
	object.get(writer);
	return writer.text() == expected;
}

Outcome parameters_are_what_insmod_gave()
{
	const u8 even = ::parameters::even.value();
	ParameterLock lock;
	char room[128];
	TextWriter writer((Span<char>(room)));
	writer.print("{} {} {} ", even, ::parameters::list.items(), ::parameters::word.text());
	::parameters::sum.get(writer);
	if (!(writer.text() == ::parameters::expected.text()))
		return Outcome::failed(::parameters::expected.text());
	return {};
}

Outcome integer_parameters_are_validated()
{
	Parameter<u8> number{200, expect_even};
	EXPECT(shows(number, "200") && number.set(Text(" 0x10\n")).ok() && shows(number, "16"));
	EXPECT(number.set(Text("17")).error() == errors::not_permitted);
	EXPECT(number.set(Text("256")).error() == errors::out_of_range);
	EXPECT(number.set(Text("sixteen")).error() == errors::invalid);
	EXPECT(shows(number, "16") && number.value() == 16);
	Parameter<s64> wide{0};
	EXPECT(wide.set(Text("-9223372036854775808")).ok() && shows(wide, "-9223372036854775808"));
	EXPECT(wide.value() == NumericLimits<s64>::min());
	return {};
}

Outcome array_parameters_are_all_or_nothing()
{
	ArrayParameter<s32, 4> numbers{{1, 2, 3}};
	EXPECT(shows(numbers, "1,2,3") && numbers.set(Text("-1,0x20, 3,4\n")).ok() &&
	       shows(numbers, "-1,32,3,4"));
	EXPECT(numbers.set(Text("1,2,3,4,5")).error() == errors::invalid);
	EXPECT(numbers.set(Text("1,,3")).error() == errors::invalid);
	EXPECT(numbers.set(Text("")).error() == errors::invalid);
	EXPECT(numbers.set(Text("1,")).error() == errors::invalid);
	EXPECT(numbers.set(Text("1,2147483648")).error() == errors::out_of_range);
	EXPECT(shows(numbers, "-1,32,3,4") && numbers.items().size() == 4);
	EXPECT(numbers.set(Text("7")).ok() && shows(numbers, "7") && numbers.items().size() == 1);
	return {};
}

Outcome string_parameters_are_bounded()
{
	StringParameter<5> word{"one"};
	EXPECT(shows(word, "one") && word.set(Text("three\n")).ok() && shows(word, "three"));
	EXPECT(word.set(Text("eleven")).error() == errors::no_space && shows(word, "three"));
	EXPECT(word.set(Text("")).ok() && word.text().empty());
	return {};
}

constexpr Test param_tests[] = {
	{"parameters: are what insmod was given", parameters_are_what_insmod_gave},
	{"parameters: an integer is parsed and validated, or stays", integer_parameters_are_validated},
	{"parameters: an array is set as a whole, or stays", array_parameters_are_all_or_nothing},
	{"parameters: a string is bounded", string_parameters_are_bounded},
};

} // namespace
} // namespace selftest
