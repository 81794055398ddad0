// SPDX-License-Identifier: GPL-2.0-only
// Arithmetic, casts and indexing that cannot go wrong without saying so.
#pragma once

#include "kernel/core/checked.hpp"
#include "kernel/core/span.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

Outcome addition_is_checked()
{
	EXPECT(is(checked_add(hidden(NumericLimits<s64>::max() - 1), 1), NumericLimits<s64>::max()));
	EXPECT(checked_add(hidden(NumericLimits<s64>::max()), 1).error() == errors::overflow);
	EXPECT(checked_add(hidden(NumericLimits<s64>::min()), -1).error() == errors::overflow);
	EXPECT(is(checked_add(hidden(NumericLimits<s64>::min()), NumericLimits<s64>::max()), -1));
	EXPECT(checked_add(hidden(NumericLimits<u64>::max()), 1).error() == errors::overflow);
	EXPECT(checked_add(hidden(u8{255}), 1).error() == errors::overflow);
	EXPECT(checked_add(hidden(s32{2147483647}), 1).error() == errors::overflow);
	return {};
}

Outcome subtraction_is_checked()
{
	EXPECT(is(checked_subtract(hidden(u64{1}), 1), 0));
	EXPECT(checked_subtract(hidden(u64{0}), 1).error() == errors::overflow);
	EXPECT(is(checked_subtract(hidden(s64{-1}), NumericLimits<s64>::max()), NumericLimits<s64>::min()));
	EXPECT(checked_subtract(hidden(s64{-2}), NumericLimits<s64>::max()).error() == errors::overflow);
	return {};
}

Outcome multiplication_is_checked()
{
	EXPECT(is(checked_multiply(hidden(NumericLimits<long>::max() / 2), 2),
		  NumericLimits<long>::max() - 1));
	EXPECT(checked_multiply(hidden(NumericLimits<long>::max() / 2 + 1), 2).error() == errors::overflow);
	EXPECT(checked_multiply(hidden(NumericLimits<long>::min()), -1).error() == errors::overflow);
	EXPECT(checked_multiply(hidden(NumericLimits<size_t>::max()), 2).error() == errors::overflow);
	EXPECT(is(checked_multiply(hidden(NumericLimits<size_t>::max()), 0), 0));
	return {};
}

Outcome wrapping_addition_wraps()
{
	EXPECT(wrapping_add(hidden(NumericLimits<s64>::max()), 1) == NumericLimits<s64>::min());
	EXPECT(wrapping_add(hidden(NumericLimits<s64>::min()), hidden(s64{-1})) == NumericLimits<s64>::max());
	EXPECT(wrapping_add(hidden(s64{-5}), 7) == 2);
	return {};
}

Outcome casts_keep_the_number()
{
	EXPECT(is(checked_cast<u8>(hidden(255)), 255));
	EXPECT(checked_cast<u8>(hidden(256)).error() == errors::out_of_range);
	EXPECT(checked_cast<u8>(hidden(-1)).error() == errors::out_of_range);
	EXPECT(is(checked_cast<s8>(hidden(-128)), -128));
	EXPECT(checked_cast<s8>(hidden(128)).error() == errors::out_of_range);
	EXPECT(checked_cast<u64>(hidden(s64{-1})).error() == errors::out_of_range);
	EXPECT(checked_cast<s64>(hidden(NumericLimits<u64>::max())).error() == errors::out_of_range);
	EXPECT(is(checked_cast<s64>(hidden(NumericLimits<u64>::max() / 2)), NumericLimits<s64>::max()));
	EXPECT(checked_cast<s32>(hidden(s64{1} << 32)).error() == errors::out_of_range);
	return {};
}

Outcome span_ends_where_it_ends()
{
	int numbers[] = {1, 2, 3};
	const Span<int> span(numbers);
	EXPECT(span.size() == 3 && !span.empty() && span.end() - span.begin() == 3);
	EXPECT(span.at(hidden(size_t{2})).ok() && span.at(2).value() == 3);
	EXPECT(span.at(hidden(size_t{3})).error() == errors::out_of_range);
	EXPECT(span.at(hidden(NumericLimits<size_t>::max())).error() == errors::out_of_range);
	span.at(0).value() = 7;
	EXPECT(hidden(numbers[0]) == 7);
	EXPECT(Span<int>().at(hidden(size_t{0})).error() == errors::out_of_range);
	return {};
}

Outcome span_is_cut_within_its_bounds()
{
	int numbers[] = {1, 2, 3};
	const Span<int> span(numbers);
	EXPECT(span.from(hidden(size_t{1})).size() == 2 && span.from(1).at(0).value() == 2);
	EXPECT(span.from(hidden(size_t{4})).empty() && span.from(4).begin() == span.end());
	EXPECT(span.first(hidden(size_t{2})).size() == 2 && span.first(hidden(size_t{9})).size() == 3);
	return {};
}

Outcome text_is_compared_by_content()
{
	const char stored[] = {'a', '\0', 'b'};
	EXPECT(Text(stored, hidden(size_t{3})) == Text("a\0b"));
	EXPECT(!(Text(stored, hidden(size_t{2})) == Text("a")));
	EXPECT(!(Text("abc") == Text("abd")) && Text("").empty());
	EXPECT(Text::terminated(hidden("a\0b")) == Text("a"));
	return {};
}

} // namespace
} // namespace selftest
