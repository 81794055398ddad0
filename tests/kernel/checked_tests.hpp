// SPDX-License-Identifier: GPL-2.0-only
// Arithmetic, casts and indexing that cannot go wrong without saying so.
#pragma once

#include "kernel/checked.hpp"
#include "ktap.hpp"

namespace selftest
{
namespace
{

template <Integer T>
bool is(Result<T> result, Identity<T> value)
{
	return result.ok() && result.value() == value;
}

Outcome addition_is_checked()
{
	EXPECT(is(checked_add(hidden(largest<s64> - 1), 1), largest<s64>));
	EXPECT(checked_add(hidden(largest<s64>), 1).error() == errors::overflow);
	EXPECT(checked_add(hidden(smallest<s64>), -1).error() == errors::overflow);
	EXPECT(is(checked_add(hidden(smallest<s64>), largest<s64>), -1));
	EXPECT(checked_add(hidden(largest<u64>), 1).error() == errors::overflow);
	EXPECT(checked_add(hidden(u8{255}), 1).error() == errors::overflow);
	EXPECT(checked_add(hidden(s32{2147483647}), 1).error() == errors::overflow);
	return {};
}

Outcome subtraction_is_checked()
{
	EXPECT(is(checked_subtract(hidden(u64{1}), 1), 0));
	EXPECT(checked_subtract(hidden(u64{0}), 1).error() == errors::overflow);
	EXPECT(is(checked_subtract(hidden(s64{-1}), largest<s64>), smallest<s64>));
	EXPECT(checked_subtract(hidden(s64{-2}), largest<s64>).error() == errors::overflow);
	return {};
}

Outcome multiplication_is_checked()
{
	EXPECT(is(checked_multiply(hidden(largest<long> / 2), 2), largest<long> - 1));
	EXPECT(checked_multiply(hidden(largest<long> / 2 + 1), 2).error() == errors::overflow);
	EXPECT(checked_multiply(hidden(smallest<long>), -1).error() == errors::overflow);
	EXPECT(checked_multiply(hidden(largest<size_t>), 2).error() == errors::overflow);
	EXPECT(is(checked_multiply(hidden(largest<size_t>), 0), 0));
	return {};
}

Outcome wrapping_addition_wraps()
{
	EXPECT(wrapping_add(hidden(largest<s64>), 1) == smallest<s64>);
	EXPECT(wrapping_add(hidden(smallest<s64>), hidden(s64{-1})) == largest<s64>);
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
	EXPECT(checked_cast<s64>(hidden(largest<u64>)).error() == errors::out_of_range);
	EXPECT(is(checked_cast<s64>(hidden(largest<u64> / 2)), largest<s64>));
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
	EXPECT(span.at(hidden(largest<size_t>)).error() == errors::out_of_range);
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

constexpr Test checked_tests[] = {
	{"checked: a sum that does not fit is EOVERFLOW", addition_is_checked},
	{"checked: a difference that does not fit is EOVERFLOW", subtraction_is_checked},
	{"checked: a product that does not fit is EOVERFLOW", multiplication_is_checked},
	{"checked: wrapping addition wraps at both ends", wrapping_addition_wraps},
	{"checked: a cast keeps the number or is ERANGE", casts_keep_the_number},
	{"checked: an index beyond the end is ERANGE", span_ends_where_it_ends},
	{"checked: parts of a span stay within it", span_is_cut_within_its_bounds},
	{"checked: texts compare by content, NUL included", text_is_compared_by_content},
};

} // namespace
} // namespace selftest
