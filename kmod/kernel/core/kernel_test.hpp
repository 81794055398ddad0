// SPDX-License-Identifier: GPL-2.0-only
// Traits, Errno, Result and TRY: the language that the layer is written in.
#pragma once

#include "kernel/core/kernel_test_checked.hpp"
#include "kernel/core/kernel_test_parse.hpp"
#include "kernel/core/result.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// (Not of 8 bytes: within structures, i386 aligns those to 4.)
struct Padded {
	u8 small;
	u32 large;
};
struct Dense {
	u32 first;
	u32 second;
};
static_assert(WithoutPadding<Dense> && !WithoutPadding<Padded>);
static_assert(NumericLimits<s8>::min() == -128 && NumericLimits<s8>::max() == 127 &&
	      NumericLimits<u16>::max() == 65535 && NumericLimits<u64>::min() == 0);
static_assert(SignedInteger<long> && !SignedInteger<unsigned long> && !Integer<bool> && !Integer<char>);

Outcome errno_is_negative_in_the_kernel()
{
	EXPECT(hidden(errors::invalid).to_kernel() == -EINVAL);
	EXPECT(Errno::from_kernel(hidden(-ENOMEM)) == errors::no_memory);
	EXPECT(Errno::from_kernel(hidden(0)) == Errno(0));
	EXPECT(errors::interrupted.to_kernel() == hidden(-512));
	EXPECT(Result<void>::from_kernel(hidden(0)).ok());
	EXPECT(Result<void>::from_kernel(hidden(-EEXIST)).error() == Errno(EEXIST));
	return {};
}

Result<int> half(int number)
{
	if (number % 2 != 0)
		return errors::invalid;
	return number / 2;
}

Outcome result_is_a_value_or_an_error()
{
	auto value = half(hidden(84));
	EXPECT(value.ok() && value.value() == 42 && value.error() == Errno(0));
	const auto error = half(hidden(21));
	EXPECT(!error.ok() && error.error() == errors::invalid);
	Result<void> nothing;
	EXPECT(nothing.ok());
	nothing = hidden(errors::too_long);
	EXPECT(!nothing.ok() && nothing.error() == errors::too_long);
	return {};
}

Outcome result_of_a_reference_refers()
{
	int number = hidden(1);
	const Result<int &> reference(number);
	EXPECT(reference.ok());
	reference.value() = 2;
	EXPECT(hidden(number) == 2);
	const Result<int &> error(errors::bad_file);
	EXPECT(!error.ok() && error.error() == errors::bad_file);
	return {};
}

Outcome result_destroys_its_value_once()
{
	int alive = 0;
	{
		Result<Counted> made{Counted(alive)};
		EXPECT(made.ok() && hidden(alive) == 1);
		Result<Counted> moved(kernel::move(made));
		EXPECT(moved.ok() && hidden(alive) == 2);
		const Counted taken = kernel::move(moved).value();
		EXPECT(hidden(alive) == 3);
		const Result<Counted> error(errors::no_memory);
		EXPECT(!error.ok() && hidden(alive) == 3);
	}
	EXPECT(hidden(alive) == 0);
	return {};
}

Result<int> quarter(int number, int &steps)
{
	const int once = TRY(half(number));
	++steps;
	const int twice = TRY(half(once));
	++steps;
	return twice;
}

Outcome try_takes_the_value_or_returns_the_error()
{
	int steps = 0;
	auto quartered = quarter(hidden(84), steps);
	EXPECT(quartered.ok() && quartered.value() == 21 && steps == 2);
	steps = 0;
	EXPECT(quarter(hidden(42), steps).error() == errors::invalid && steps == 1);
	EXPECT(quarter(hidden(21), steps).error() == errors::invalid && steps == 1);
	return {};
}

Outcome error_pointers_become_errors()
{
	int object = 0;
	const auto pointer = [](s64 bits) {
		return reinterpret_cast<int *>(static_cast<uintptr_t>(hidden(bits)));
	};
	auto found = from_error_pointer(hidden(&object));
	EXPECT(found.ok() && found.value() == &object);
	EXPECT(from_error_pointer(pointer(-ENOMEM)).error() == errors::no_memory);
	EXPECT(from_error_pointer(pointer(-1)).error() == errors::not_permitted);
	EXPECT(from_error_pointer(pointer(-4095)).error() == Errno(4095));
	EXPECT(from_error_pointer(pointer(-4096)).ok() && from_error_pointer(pointer(0)).ok());
	return {};
}

Outcome utilities_exchange_and_choose()
{
	int number = hidden(1);
	EXPECT(kernel::exchange(number, 2) == 1 && number == 2);
	EXPECT(kernel::min(hidden(3), 4) == 3 && kernel::min(hidden(4), 3) == 3);
	EXPECT(NumericLimits<s64>::min() == hidden(-9223372036854775807LL) - 1 &&
	       NumericLimits<u64>::max() == hidden(~0ULL));
	return {};
}

constexpr Test core_tests[] = {
	{"errno: negative for the kernel, positive inside", errno_is_negative_in_the_kernel},
	{"result: holds a value or an error", result_is_a_value_or_an_error},
	{"result: of a reference, refers to what it was made of", result_of_a_reference_refers},
	{"result: destroys the value it holds, once", result_destroys_its_value_once},
	{"TRY: takes the value, or returns the error from the function around",
	 try_takes_the_value_or_returns_the_error},
	{"result: the kernel's error pointers become errors", error_pointers_become_errors},
	{"traits: exchange, min and the limits of integers", utilities_exchange_and_choose},
	{"checked: a sum that does not fit is EOVERFLOW", addition_is_checked},
	{"checked: a difference that does not fit is EOVERFLOW", subtraction_is_checked},
	{"checked: a product that does not fit is EOVERFLOW", multiplication_is_checked},
	{"checked: wrapping addition wraps at both ends", wrapping_addition_wraps},
	{"checked: a cast keeps the number or is ERANGE", casts_keep_the_number},
	{"checked: an index beyond the end is ERANGE", span_ends_where_it_ends},
	{"checked: parts of a span stay within it", span_is_cut_within_its_bounds},
	{"checked: texts compare by content, NUL included", text_is_compared_by_content},
	{"parse: every notation is understood", every_notation_is_understood},
	{"parse: what is no number is EINVAL, what is too large ERANGE", everything_else_is_refused},
	{"parse: digits may fill 64 bits and no more", digits_fill_64_bits},
	{"parse: each type has its own range", each_type_has_its_range},
};

} // namespace
} // namespace selftest
