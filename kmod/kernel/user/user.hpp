// SPDX-License-Identifier: GPL-2.0-only
// User memory is a type with a direction: a reader takes from it, a writer puts into it, both in process
// context (they may sleep), both bounded by what the caller of the system call gave. Every failure is EFAULT.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/span.hpp"
#include "kernel/user/shim.h"

namespace kernel
{
namespace
{

// An address of the kernel's own, or what holds one: nothing to user space, and nothing that user space may say.
template <typename T>
constexpr bool is_address = false;
template <typename T>
constexpr bool is_address<T *> = true;
template <typename T>
constexpr bool is_address<Span<T>> = true;
template <>
[[maybe_unused]] constexpr bool is_address<Text> = true;

/// What crosses to user space, or from there, as its bytes: a value without padding, which would carry bytes of the kernel's stack, that
/// is no pointer and no view. (A text is written as its characters.)
template <typename T>
concept UserValue = WithoutPadding<T> && !is_address<RemoveConst<T>>;

// How many bytes the vectors of a readv or writev have left.
inline size_t size_of(iov_iter *vectors)
{
	static_assert(LAYOUT_IOV_ITER_COUNT_SIZE == sizeof(size_t));
	return field<size_t>(vectors, LAYOUT_IOV_ITER_COUNT);
}

/// The buffer of a write(2), or the vectors of a writev(2), which have no buffer: what is to be taken. (One type for the two, as one code serves both.)
class UserReader
{
public:
	UserReader(const void *from, size_t size, iov_iter *vectors = nullptr)
		: from_(reinterpret_cast<uintptr_t>(from)), size_(size), vectors_(vectors)
	{
	}

	/// How much is left.
	size_t size() const { return size_; }
	/// The next bytes, as many as `to` has; EFAULT, also when fewer are left.
	Result<void> read(Span<char> to)
	{
		if (to.size() > size_)
			return errors::bad_address;
		if (!shim_copy_from_user_or_iter(to.data(), reinterpret_cast<const void *>(from_), to.size(),
						 vectors_))
			return errors::bad_address;
		from_ += to.size();
		size_ -= to.size();
		return {};
	}

	/// The next bytes as a value, of a type without padding. EFAULT, also when fewer are left.
	template <UserValue T>
	Result<T> read()
	{
		T value;
		TRY(read(Span<char>(reinterpret_cast<char *>(&value), sizeof(value))));
		return value;
	}

private:
	// (A number: nothing in the kernel may follow it, and it means nothing beside vectors.)
	uintptr_t from_;
	size_t size_;
	iov_iter *vectors_;
};

/// The buffer of a read(2), the vectors of a readv(2), or the pipe of a splice(2): what is to be filled.
class UserWriter
{
public:
	UserWriter(void *to, size_t size, iov_iter *vectors = nullptr)
		: to_(reinterpret_cast<uintptr_t>(to)), size_(size), vectors_(vectors)
	{
	}

	/// How much is wanted.
	size_t size() const { return size_; }
	/// All of it, or EFAULT, also when there is less room.
	Result<void> write(Text text)
	{
		if (text.size() > size_)
			return errors::bad_address;
		if (!shim_copy_to_user_or_iter(reinterpret_cast<void *>(to_), text.data(), text.size(),
					       vectors_))
			return errors::bad_address;
		to_ += text.size();
		size_ -= text.size();
		return {};
	}

	/// The bytes of a value, of a type without padding: all of them, or EFAULT.
	template <UserValue T>
	Result<void> write(const T &value)
	{
		return write(Text(reinterpret_cast<const char *>(&value), sizeof(value)));
	}

private:
	uintptr_t to_;
	size_t size_;
	iov_iter *vectors_;
};

// Values that are whole words of 8 bytes cross as words, which costs less than a copy of memory; but a user's pointer may lie at
// any address, which some machines can only copy from.
#if defined(CONFIG_HAVE_EFFICIENT_UNALIGNED_ACCESS) || defined(KERNEL_ON_HOST)
constexpr bool words_may_be_unaligned = true;
#else
constexpr bool words_may_be_unaligned = false;
#endif
template <typename T>
constexpr bool crosses_as_words = words_may_be_unaligned && sizeof(T) % sizeof(u64) == 0 &&
				  sizeof(T) <= 8 * sizeof(u64);

/// The argument of an ioctl, which is one T to be taken, filled, or both. A type with padding is refused: its
// padding would carry bytes of the kernel's stack to user space.
template <UserValue T>
class UserIn
{
public:
	explicit UserIn(unsigned long address) : address_(reinterpret_cast<const void *>(address)) {}

	/// Takes it, once: a second load could see another value. EFAULT.
	Result<T> load() &&
	{
		if constexpr (sizeof(T) == sizeof(u64) && Integer<T>) {
			const shim_u64 taken = shim_get_user_u64(address_);
			if (taken.error != 0)
				return errors::bad_address;
			return static_cast<T>(taken.value);
		} else {
			return Result<T>(Written(), [this](T *value) { return copy(value); });
		}
	}

private:
	KERNEL_ALWAYS_INLINE Result<void> copy(T *value) const
	{
		if constexpr (crosses_as_words<T>) {
			if (shim_get_user_words(reinterpret_cast<u64 *>(value), address_,
						sizeof(T) / sizeof(u64)) != 0)
				return errors::bad_address;
		} else if (shim_copy_from_user(value, address_, sizeof(T)) != 0) {
			return errors::bad_address;
		}
		return {};
	}

	const void *address_;
};

/// A T in user memory that is written to: UserOut<u64>(argument).store(value) in an ioctl. Process context; sleeps. EFAULT.
template <UserValue T>
class UserOut
{
public:
	explicit UserOut(unsigned long address) : address_(reinterpret_cast<void *>(address)) {}

	/// EFAULT.
	Result<void> store(const T &value) const
	{
		if constexpr (sizeof(T) == sizeof(u64) && Integer<T>) {
			if (shim_put_user_u64(static_cast<u64>(value), address_) != 0)
				return errors::bad_address;
		} else if constexpr (crosses_as_words<T>) {
			if (shim_put_user_words(reinterpret_cast<const u64 *>(&value), address_,
						sizeof(T) / sizeof(u64)) != 0)
				return errors::bad_address;
		} else if (shim_copy_to_user(address_, &value, sizeof(value)) != 0) {
			return errors::bad_address;
		}
		return {};
	}

private:
	void *address_;
};

/// Both: it is taken once, and the answer stored in its place.
template <UserValue T>
class UserInOut : public UserIn<T>, public UserOut<T>
{
public:
	explicit UserInOut(unsigned long address) : UserIn<T>(address), UserOut<T>(address) {}
};

} // namespace
} // namespace kernel
