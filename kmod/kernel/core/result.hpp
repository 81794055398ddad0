// SPDX-License-Identifier: GPL-2.0-only
// Result<T> and TRY: errors as values. A Result that is ignored does not compile.
#pragma once

#include "kernel/bug/bug.hpp"
#include "kernel/core/traits.hpp"
#include "kernel/error/error.hpp"

namespace kernel
{
namespace
{

// What the compiler says of one that is ignored.
#define KERNEL_NODISCARD_RESULT                                                                              \
	[[nodiscard("an error would be ignored: hand it on with TRY(...), or ask the result, as in `if "     \
		    "(!x.ok())`")]]

template <typename T>
class KERNEL_NODISCARD_RESULT Result;

/// Success without a value, or an error.
template <>
class KERNEL_NODISCARD_RESULT Result<void>
{
public:
	constexpr Result() : error_(0) {}
	constexpr Result(Errno error) : error_(error) {}

	static constexpr Result from_kernel(long returned) { return Result(Errno::from_kernel(returned)); }

	constexpr bool ok() const { return error_ == Errno(0); }
	constexpr Errno error() const { return error_; }
	constexpr void value() const {}

private:
	Errno error_;
};

// Where a value is written by somebody else.
struct Written {
};

// The place of a value that may not be there. Trivial if T is, so that such a Result travels in registers. (A
// destructor with a requires-clause would say it in one class; clang knows those from 16 on.)
template <typename T>
struct ResultStorage {
	constexpr explicit ResultStorage(Errno error) : nothing(), error(error) {}
	constexpr explicit ResultStorage(T &&value) : value(kernel::move(value)), error(0) {}
	constexpr ResultStorage(ResultStorage &&other) : nothing(), error(other.error)
	{
		if (error == Errno(0))
			new (At{&value}) T(kernel::move(other.value));
	}
	constexpr ~ResultStorage()
	{
		if (error == Errno(0))
			value.~T();
	}
	union {
		char nothing;
		T value;
	};
	Errno error;
};

template <TriviallyCopyable T>
struct ResultStorage<T> {
	constexpr explicit ResultStorage(Errno error) : nothing(), error(error) {}
	constexpr explicit ResultStorage(T &&value) : value(value), error(0) {}
	template <typename Write>
	ResultStorage(Written, Write write) : error(write(&value).error()) // NOLINT(*-member-init)
	{
	}
	union {
		char nothing;
		T value;
	};
	Errno error;
};

/// A T or an error. value() of an error is a BUG: ask ok() first, or use TRY. It is as movable as T is.
template <typename T>
class KERNEL_NODISCARD_RESULT Result
{
public:
	constexpr Result(T value) : storage_(kernel::move(value)) {}
	// (No error is no error: it would pass for a value that was never made.)
	constexpr Result(Errno error) : storage_(error)
	{
		if (error == Errno(0)) [[unlikely]]
			bug();
	}

	// For the layer: what write(T *), a Result<void>, writes where it stands, as a larger T would be copied otherwise.
	template <typename Write>
	Result(Written written, Write write) : storage_(written, write)
	{
	}

	constexpr bool ok() const { return storage_.error == Errno(0); }
	constexpr Errno error() const { return storage_.error; }

	constexpr T &value() &
	{
		expect_ok();
		return storage_.value;
	}
	constexpr const T &value() const &
	{
		expect_ok();
		return storage_.value;
	}
	constexpr T value() &&
	{
		expect_ok();
		return kernel::move(storage_.value);
	}

private:
	constexpr void expect_ok() const
	{
		if (!ok()) [[unlikely]]
			bug();
	}

	ResultStorage<T> storage_;
};

/// A reference to something that the result does not own, or an error.
template <typename T>
class KERNEL_NODISCARD_RESULT Result<T &>
{
public:
	constexpr Result(T &value) : value_(&value), error_(0) {}
	// (No error is no error, as above.)
	constexpr Result(Errno error) : value_(nullptr), error_(error)
	{
		if (error == Errno(0)) [[unlikely]]
			bug();
	}

	constexpr bool ok() const { return error_ == Errno(0); }
	constexpr Errno error() const { return error_; }
	constexpr T &value() const
	{
		if (!ok()) [[unlikely]]
			bug();
		return *value_;
	}

private:
	T *value_;
	Errno error_;
};

/// What a kernel function returned: a pointer, or an error number in place of one (the kernel's ERR_PTR).
template <typename T>
Result<T *> from_error_pointer(T *returned)
{
	constexpr uintptr_t most_errors = 4095;
	const auto bits = reinterpret_cast<uintptr_t>(returned);
	if (bits >= -most_errors)
		return Errno(static_cast<int>(-bits));
	return returned;
}

// What an entry point returns for a Result: the value, or the negative error number.
constexpr long returned(Result<void> result)
{
	return result.error().to_kernel();
}

template <Integer T>
constexpr long returned(Result<T> result)
{
	return result.ok() ? static_cast<long>(result.value()) : result.error().to_kernel();
}

} // namespace

/// The value of a Result, or return its error from the function around: `auto x = TRY(make_x());`
#define TRY(...)                                                                                             \
	({                                                                                                   \
		auto &&try_result = (__VA_ARGS__);                                                           \
		if (!try_result.ok()) [[unlikely]]                                                           \
			return try_result.error();                                                           \
		static_assert(!kernel::is_reference<decltype(kernel::move(try_result).value())>,             \
			      "TRY would copy what this refers to: ask ok(), then value()");                 \
		kernel::move(try_result).value();                                                            \
	})

} // namespace kernel
