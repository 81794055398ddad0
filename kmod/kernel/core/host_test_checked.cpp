// SPDX-License-Identifier: GPL-2.0-only
// Checked arithmetic, casts and indexing, at every limit; the traits that they rest on.
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "tests/kit/host/fresh.hpp"
#include "kernel/core/checked.hpp"
#include "kernel/core/span.hpp"

using namespace kernel;

namespace
{

template <typename... Types>
struct List {
};
using Integers = List<signed char, unsigned char, short, unsigned short, int, unsigned int, long,
		      unsigned long, long long, unsigned long long>;

template <typename T>
std::vector<T> interesting()
{
	using Limits = std::numeric_limits<T>;
	std::vector<T> values = {0, 1, 2, 3, Limits::max(), Limits::min()};
	for (int bit = 0; bit < Limits::digits; ++bit)
		for (int offset = -1; offset <= 1; ++offset)
			values.push_back(static_cast<T>((__int128{1} << bit) + offset));
	for (int step = 1; step <= 3; ++step) {
		values.push_back(static_cast<T>(Limits::max() - step));
		values.push_back(static_cast<T>(Limits::min() + step));
		values.push_back(static_cast<T>(-step));
	}
	return values;
}

template <typename T>
bool fits(__int128 value)
{
	return value >= std::numeric_limits<T>::min() && value <= std::numeric_limits<T>::max();
}

template <typename T>
bool agrees(const Result<T> &result, __int128 exact, Errno error)
{
	Result<T> copy = result;
	return fits<T>(exact) ? copy.ok() && copy.value() == static_cast<T>(exact) : copy.error() == error;
}

template <typename T>
unsigned int wrong_sums()
{
	unsigned int wrong = 0;
	for (const T a : interesting<T>()) {
		for (const T b : interesting<T>()) {
			const __int128 x = a, y = b;
			wrong += agrees(checked_add<T>(a, b), x + y, errors::overflow) ? 0 : 1;
			wrong += agrees(checked_subtract<T>(a, b), x - y, errors::overflow) ? 0 : 1;
			// (A product of two 64-bit numbers without a sign has no room in __int128.)
			const bool huge = y != 0 && x > std::numeric_limits<int64_t>::max() &&
					  y > std::numeric_limits<int64_t>::max();
			const __int128 product = huge ? __int128{1} << 126 : x * y;
			wrong += agrees(checked_multiply<T>(a, b), product, errors::overflow) ? 0 : 1;
		}
	}
	return wrong;
}

template <typename To, typename From>
unsigned int wrong_casts()
{
	unsigned int wrong = 0;
	for (const From from : interesting<From>())
		wrong += agrees(checked_cast<To>(from), from, errors::out_of_range) ? 0 : 1;
	return wrong;
}

template <typename From, typename... To>
unsigned int wrong_casts_to_all(List<To...>)
{
	return (wrong_casts<To, From>() + ...);
}

template <typename... Types>
void check_arithmetic(List<Types...>)
{
	CHECK((wrong_sums<Types>() + ...) == 0);
	CHECK((wrong_casts_to_all<Types>(Integers()) + ...) == 0);
	CHECK(((NumericLimits<Types>::min() == std::numeric_limits<Types>::min()) && ...));
	CHECK(((NumericLimits<Types>::max() == std::numeric_limits<Types>::max()) && ...));
	CHECK(((SignedInteger<Types> == std::is_signed_v<Types>)&&...));
}

static_assert(Integer<int> && Integer<const int &> && !Integer<bool> && !Integer<char> && !Integer<double>);
struct Padded {
	u32 small;
	u64 large;
};
static_assert(WithoutPadding<u64> && !WithoutPadding<Padded>);
static_assert(checked_add<s8>(127, 1).error() == errors::overflow &&
	      checked_cast<u8>(256).error() == errors::out_of_range);

} // namespace

TEST_CASE("checked arithmetic and casts agree with wider integers at every limit of every type")
{
	check_arithmetic(Integers());
}

TEST_CASE("a wrapping addition wraps around both ends")
{
	CHECK(wrapping_add(INT64_MAX, 1) == INT64_MIN);
	CHECK(wrapping_add(INT64_MIN, -1) == INT64_MAX);
	CHECK(wrapping_add(INT64_MIN, INT64_MIN) == 0);
	CHECK(wrapping_add(INT64_MAX, INT64_MAX) == -2);
	CHECK(wrapping_add(-5, 3) == -2);
}

TEST_CASE("a span knows its bounds")
{
	int numbers[] = {1, 2, 3};
	const Span<int> span(numbers);
	CHECK(span.size() == 3);
	CHECK_FALSE(span.empty());
	CHECK(span.at(0).value() == 1);
	CHECK(&span.at(2).value() == &numbers[2]);
	CHECK(span.at(3).error() == errors::out_of_range);
	CHECK(span.at(SIZE_MAX).error() == errors::out_of_range);
	CHECK(Span<int>().at(0).error() == errors::out_of_range);
	CHECK(Span<int>().empty());
	int sum = 0;
	for (const int number : span)
		sum += number;
	CHECK(sum == 6);
}

TEST_CASE("a part of a span never leaves it")
{
	int numbers[] = {1, 2, 3};
	const Span<int> span(numbers);
	CHECK(span.from(1).size() == 2);
	CHECK(span.from(1).data() == numbers + 1);
	CHECK(span.from(3).empty());
	CHECK(span.from(4).empty());
	CHECK(span.from(4).begin() == numbers + 3);
	CHECK(span.from(SIZE_MAX).empty());
	CHECK(span.first(2).size() == 2);
	CHECK(span.first(2).data() == numbers);
	CHECK(span.first(0).empty());
	CHECK(span.first(SIZE_MAX).size() == 3);
	CHECK(Span<int>().from(1).empty());
	CHECK(Span<int>().first(1).empty());
	CHECK(span.from(1).first(1).at(0).value() == 2);
}

TEST_CASE("a text is its characters, a NUL among them too")
{
	CHECK(Text("abc").size() == 3);
	CHECK(Text("abc") == Text("abc"));
	CHECK_FALSE(Text("abc") == Text("abd"));
	CHECK_FALSE(Text("abc") == Text("ab"));
	CHECK_FALSE(Text("ab") == Text("abc"));
	CHECK(Text("") == Text());
	CHECK(Text("a\0b").size() == 3);
	CHECK_FALSE(Text("a\0b") == Text("a\0c"));
	CHECK(Text::terminated("a\0b").size() == 1);
	CHECK(Text::terminated("").empty());
	CHECK(Text(Text("abc").from(1)) == Text("bc"));
}

TEST_CASE("exchange gives what was there, min the smaller")
{
	int value = 1;
	CHECK(kernel::exchange(value, 2) == 1);
	CHECK(value == 2);
	CHECK(kernel::min(3u, 4) == 3u);
	CHECK(kernel::min(4u, 3) == 3u);
	CHECK(kernel::min(-1, 1) == -1);
}
