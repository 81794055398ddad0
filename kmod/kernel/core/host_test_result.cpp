// SPDX-License-Identifier: GPL-2.0-only
// Errors as values: Result and TRY.
#include <cerrno>
#include <cstdint>
#include <utility>

#include "tests/kit/host/fresh.hpp"
#include "kernel/core/result.hpp"

using kernel::Errno;
using kernel::Result;
namespace errors = kernel::errors;

namespace
{

// Counts itself; cannot be copied. The one that was moved from has no value.
class Tracked
{
public:
	explicit Tracked(int value) : value_(value) { ++alive; }
	Tracked(Tracked &&other) : value_(std::exchange(other.value_, -1)) { ++alive; }
	~Tracked()
	{
		--alive;
		destroyed_values += value_ >= 0 ? 1 : 0;
	}
	int value() const { return value_; }

	static inline int alive = 0;
	static inline int destroyed_values = 0;

private:
	int value_;
};

struct Counting : Fresh {
	Counting() { Tracked::alive = Tracked::destroyed_values = 0; }
	~Counting() { CHECK(Tracked::alive == 0); }
};

Result<Tracked> make(int value)
{
	if (value < 0)
		return errors::invalid;
	return Tracked(value);
}

Result<int> sum(int a, int b)
{
	const Tracked first = TRY(make(a));
	return first.value() + TRY(make(b)).value();
}

Result<void> check(int value)
{
	if (value < 0)
		return errors::out_of_range;
	return {};
}

Result<int> checked(int value)
{
	TRY(check(value));
	return value;
}

Result<Tracked &> chosen(Tracked &tracked, bool really)
{
	if (!really)
		return errors::no_memory;
	return tracked;
}

constexpr Result<int> half(int value)
{
	if (value % 2 != 0)
		return errors::invalid;
	return value / 2;
}

constexpr Result<int> quarter(int value)
{
	return half(TRY(half(value)));
}

static_assert(half(4).value() == 2 && !half(5).ok() && quarter(8).value() == 2);
static_assert(quarter(6).error() == errors::invalid);
static_assert(__is_trivially_copyable(Result<int>), "travels in registers");

} // namespace

TEST_CASE("a result without a value is a success or an error")
{
	CHECK(Result<void>().ok());
	CHECK(Result<void>().error().to_kernel() == 0);
	const Result<void> failed = errors::no_memory;
	CHECK_FALSE(failed.ok());
	CHECK(failed.error() == errors::no_memory);
	CHECK(Result<void>::from_kernel(0).ok());
	CHECK(Result<void>::from_kernel(-EEXIST).error() == Errno(EEXIST));
}

TEST_CASE("a result has its value or its error")
{
	Result<int> worked = 7;
	CHECK(worked.ok());
	CHECK(worked.value() == 7);
	worked.value() = 8;
	CHECK(worked.value() == 8);
	const Result<int> failed = errors::invalid;
	CHECK_FALSE(failed.ok());
	CHECK(failed.error() == errors::invalid);
	CHECK(Result<int>(0).ok());
}

TEST_CASE("the value of an error is a bug")
{
	Result<int> failed = errors::invalid;
	CHECK_THROWS_AS(failed.value(), fake::Bug);
	CHECK_THROWS_AS(Result<int>(errors::invalid).value(), fake::Bug);
	CHECK_THROWS_AS(make(-1).value(), fake::Bug);
	CHECK_THROWS_AS(Result<int &>(errors::invalid).value(), fake::Bug);
}

TEST_CASE_METHOD(Counting, "a value that can only be moved is destroyed exactly once")
{
	{
		Result<Tracked> made = make(1);
		CHECK(made.value().value() == 1);
		Result<Tracked> moved = std::move(made);
		CHECK(moved.value().value() == 1);
		CHECK(Tracked::destroyed_values == 0);
		const Tracked taken = std::move(moved).value();
		CHECK(taken.value() == 1);
		CHECK(Tracked::destroyed_values == 0);
	}
	CHECK(Tracked::destroyed_values == 1);
}

TEST_CASE_METHOD(Counting, "an error destroys nothing")
{
	{
		Result<Tracked> failed = make(-1);
		const Result<Tracked> moved = std::move(failed);
		CHECK(moved.error() == errors::invalid);
	}
	CHECK(Tracked::alive == 0);
	CHECK(Tracked::destroyed_values == 0);
}

TEST_CASE_METHOD(Counting, "TRY gives the value, or returns the error, and destroys what there was")
{
	CHECK(sum(2, 3).value() == 5);
	CHECK(Tracked::destroyed_values == 2);
	CHECK(sum(-1, 3).error() == errors::invalid);
	CHECK(Tracked::destroyed_values == 2);
	CHECK(sum(2, -1).error() == errors::invalid);
	CHECK(Tracked::destroyed_values == 3);
}

TEST_CASE("TRY of a result without a value goes on or returns the error")
{
	CHECK(checked(4).value() == 4);
	CHECK(checked(-4).error() == errors::out_of_range);
}

TEST_CASE_METHOD(Counting, "a result can be a reference, of what it does not own")
{
	{
		Tracked tracked(9);
		CHECK(&chosen(tracked, true).value() == &tracked);
		CHECK(chosen(tracked, true).error().to_kernel() == 0);
		CHECK_FALSE(chosen(tracked, false).ok());
		CHECK(chosen(tracked, false).error() == errors::no_memory);
		CHECK(Tracked::destroyed_values == 0);
	}
	CHECK(Tracked::destroyed_values == 1);
}

TEST_CASE("an error number dressed as a pointer is that error; null and all other pointers are pointers")
{
	const auto pointer = [](std::intptr_t bits) { return reinterpret_cast<int *>(bits); };
	for (const int error : {1, ENOMEM, EINTR, 4095})
		CHECK(kernel::from_error_pointer(pointer(-error)).error() == Errno(error));
	for (const std::intptr_t bits :
	     {std::intptr_t{0}, std::intptr_t{8}, std::intptr_t{-4096}, INTPTR_MIN, INTPTR_MAX})
		CHECK(kernel::from_error_pointer(pointer(bits)).value() == pointer(bits));
}
