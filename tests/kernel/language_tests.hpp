// SPDX-License-Identifier: GPL-2.0-only
// Traits, Errno, Result and TRY: the language that the layer is written in.
#pragma once

#include "kernel/traits.hpp"
#include "ktap.hpp"

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
static_assert(smallest<s8> == -128 && largest<s8> == 127 && largest<u16> == 65535 && smallest<u64> == 0);
static_assert(SignedInteger<long> && !SignedInteger<unsigned long> && !Integer<bool> && !Integer<char>);
static_assert(!__is_constructible(Mutex<int>, Mutex<int>) && !__is_assignable(Mutex<int> &, Mutex<int>));
static_assert(!__is_constructible(WaitQueue, WaitQueue) && !__is_constructible(CondVar, CondVar));
static_assert(!__is_constructible(Box<int>, const Box<int> &) &&
	      !__is_constructible(Vec<int>, const Vec<int> &));

// Counts how many of its kind there are. Moves, but is not copied.
class Counted
{
public:
	explicit Counted(int &alive) : alive_(alive) { ++alive_; }
	Counted(Counted &&other) : alive_(other.alive_) { ++alive_; }
	Counted &operator=(Counted &&) = delete;
	~Counted() { --alive_; }

private:
	int &alive_;
};

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
	EXPECT(smallest<s64> == hidden(-9223372036854775807LL) - 1 && largest<u64> == hidden(~0ULL));
	return {};
}

constexpr Test language_tests[] = {
	{"errno: negative for the kernel, positive inside", errno_is_negative_in_the_kernel},
	{"result: holds a value or an error", result_is_a_value_or_an_error},
	{"result: of a reference, refers to what it was made of", result_of_a_reference_refers},
	{"result: destroys the value it holds, once", result_destroys_its_value_once},
	{"TRY: takes the value, or returns the error from the function around",
	 try_takes_the_value_or_returns_the_error},
	{"result: the kernel's error pointers become errors", error_pointers_become_errors},
	{"traits: exchange, min and the limits of integers", utilities_exchange_and_choose},
};

} // namespace
} // namespace selftest
