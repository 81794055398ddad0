// SPDX-License-Identifier: GPL-2.0-only
// Errors as values: Errno, Result<T> and TRY. Ignoring a Result is a warning; an errno for the kernel is made
// in one place, Errno::to_kernel.
#pragma once

#include "kernel/shims.h"
#include "kernel/traits.hpp"

namespace kernel
{
namespace
{

// One of the kernel's error numbers, named as in errno(3), where they are positive; 0 is no error.
class [[nodiscard]] Errno
{
public:
	constexpr explicit Errno(int number) : returned_(-number) {}

	// What a shim returned: 0 or a negative error number.
	static constexpr Errno from_kernel(long returned)
	{
		Errno error(0);
		error.returned_ = returned;
		return error;
	}
	// What an entry point returns to the kernel.
	constexpr long to_kernel() const { return returned_; }
	constexpr bool operator==(const Errno &other) const = default;

private:
	// (As the kernel wants it, and as wide: an entry point then returns what it was given.)
	long returned_;
};

template <typename T>
class [[nodiscard]] Result;

// The end of the task that broke a promise, with its stack in the log; for what would be undefined otherwise.
[[noreturn, gnu::cold]] KERNEL_ALWAYS_INLINE void bug()
{
	shim_bug();
#if defined(__clang__) && defined(CONFIG_KASAN)
	// (clang tells KASAN of a trap first, by a call that objtool takes for code which nothing reaches.)
	__builtin_unreachable();
#else
	__builtin_trap();
#endif
}

// Success without a value, or an error.
template <>
class [[nodiscard]] Result<void>
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
	union {
		char nothing;
		T value;
	};
	Errno error;
};

// A T or an error. value() of an error is a BUG, as unwrap() of one panics in Rust: ask ok() first, or use
// TRY.
template <typename T>
class [[nodiscard]] Result
{
public:
	constexpr Result(T value) : storage_(kernel::move(value)) {}
	// (No error is no error: it would pass for a value that was never made.)
	constexpr Result(Errno error) : storage_(error)
	{
		if (error == Errno(0)) [[unlikely]]
			bug();
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

// A reference, of something that the result does not own.
template <typename T>
class [[nodiscard]] Result<T &>
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

// What a kernel function returned: a pointer, or an error number dressed as one (the kernel's ERR_PTR).
template <typename T>
Result<T *> from_error_pointer(T *returned)
{
	constexpr uintptr_t most_errors = 4095;
	const auto bits = reinterpret_cast<uintptr_t>(returned);
	if (bits >= -most_errors)
		return Errno(static_cast<int>(-bits));
	return returned;
}

} // namespace

// The value of a Result, or return its error from the function around: `auto x = TRY(make_x());`
#define TRY(...)                                                                                             \
	({                                                                                                   \
		auto &&try_result = (__VA_ARGS__);                                                           \
		if (!try_result.ok()) [[unlikely]]                                                           \
			return try_result.error();                                                           \
		static_assert(!kernel::is_reference<decltype(kernel::move(try_result).value())>,             \
			      "TRY would copy what this refers to: ask ok(), then value()");                 \
		kernel::move(try_result).value();                                                            \
	})

namespace errors
{
namespace
{
constexpr Errno invalid{EINVAL};
constexpr Errno bad_address{EFAULT};
constexpr Errno bad_file{EBADF};
constexpr Errno no_memory{ENOMEM};
constexpr Errno not_permitted{EPERM};
constexpr Errno not_a_command{ENOTTY};
constexpr Errno out_of_range{ERANGE};
constexpr Errno overflow{EOVERFLOW};
constexpr Errno too_long{EMSGSIZE};
constexpr Errno no_space{ENOSPC};
constexpr Errno timed_out{ETIMEDOUT};
// A signal came: the system call is restarted, or ends with EINTR.
constexpr Errno interrupted{LAYOUT_ERESTARTSYS};
} // namespace
} // namespace errors
} // namespace kernel
