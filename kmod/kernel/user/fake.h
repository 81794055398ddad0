// SPDX-License-Identifier: GPL-2.0-only
// The fake of user memory. Its addresses are tagged: only the shims can follow them, and they follow no others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

// The vectors of a readv or writev: `done` bytes of them have been used, `count` are left.
struct iov_iter {
	struct Segment {
		char *base;
		std::size_t size;
	};
	template <std::size_t segment_count>
	explicit iov_iter(const Segment (&of)[segment_count]) : segments(of), end(of + segment_count)
	{
		for (const Segment &segment : of)
			count += segment.size;
	}

	const Segment *segments, *end;
	std::size_t count = 0;
	std::size_t done = 0;
};
#define LAYOUT_IOV_ITER_COUNT offsetof(::iov_iter, count)
#define LAYOUT_IOV_ITER_COUNT_SIZE sizeof(::iov_iter::count)

namespace fake
{

constexpr std::uintptr_t user_tag = std::uintptr_t{0x5a} << 56;
template <typename T>
T *user(T *memory)
{
	return reinterpret_cast<T *>(reinterpret_cast<std::uintptr_t>(memory) | user_tag);
}
template <typename T>
unsigned long user_address(T *memory)
{
	return static_cast<unsigned long>(reinterpret_cast<std::uintptr_t>(user(memory)));
}

enum class Forbidden { nothing, writes, everything };
// Of memory that user() was given, or of where it would have been. `after` copies later only.
constexpr std::size_t all_of_it = std::size_t{1} << 55;
void forbid(const void *from, std::size_t size, Forbidden what = Forbidden::everything,
	    unsigned int after = 0);

// Runs once, when something has been given to user memory.
void on_copy_to_user(std::function<void()> hook);

} // namespace fake
