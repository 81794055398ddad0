// SPDX-License-Identifier: GPL-2.0-only
// The shims of user memory.
#include "kernel/user/shim.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "tests/kit/host/fake.hpp"

namespace
{

struct Forbiddance {
	std::uintptr_t begin;
	std::uintptr_t end;
	fake::Forbidden what;
	unsigned int after;
};
Forbiddance forbidden;
std::function<void()> given_hook;

const fake::Part part([] {
	forbidden = {};
	given_hook = nullptr;
});

// How many of these bytes can be accessed before the first that cannot.
std::size_t accessible(std::uintptr_t address, std::size_t size, bool writing)
{
	constexpr std::uintptr_t lowest = 4096; // nothing is mapped at null
	if ((address & fake::user_tag) != fake::user_tag || (address & ~fake::user_tag) < lowest)
		return size == 0 ? size : 0;
	if (forbidden.what == fake::Forbidden::nothing ||
	    (forbidden.what == fake::Forbidden::writes && !writing))
		return size;
	if (address + size <= forbidden.begin || address >= forbidden.end)
		return size;
	if (forbidden.after != 0) {
		--forbidden.after;
		return size;
	}
	return address >= forbidden.begin ? 0 : forbidden.begin - address;
}

void *real(std::uintptr_t address)
{
	return reinterpret_cast<void *>(address & ~fake::user_tag);
}

// Both return what was copied.
std::size_t take(void *to, const void *from, std::size_t size)
{
	fake::might_sleep("a copy from user memory");
	const auto address = reinterpret_cast<std::uintptr_t>(from);
	const std::size_t copied = accessible(address, size, false);
	if (copied != 0)
		std::memcpy(to, real(address), copied);
	return copied;
}

std::size_t give(const void *to, const void *from, std::size_t size)
{
	fake::might_sleep("a copy to user memory");
	const auto address = reinterpret_cast<std::uintptr_t>(to);
	const std::size_t copied = accessible(address, size, true);
	if (copied != 0)
		std::memcpy(real(address), from, copied);
	if (given_hook)
		std::exchange(given_hook, nullptr)();
	return copied;
}

// Walks the segments from where the iterator stands; copy(base, offset, size) returns the bytes that it has done.
template <typename Copy>
std::size_t walk(iov_iter *iterator, std::size_t size, Copy copy)
{
	std::size_t done = 0;
	std::size_t skip = iterator->done;
	for (const iov_iter::Segment *at = iterator->segments; at != iterator->end && done < size; ++at) {
		const iov_iter::Segment &segment = *at;
		if (skip >= segment.size) {
			skip -= segment.size;
			continue;
		}
		const std::size_t wanted = std::min(segment.size - skip, size - done);
		const std::size_t copied = copy(segment.base + skip, done, wanted);
		done += copied;
		if (copied != wanted)
			break;
		skip = 0;
	}
	iterator->done += done;
	iterator->count -= done;
	return done;
}

// All of it; else the iterator goes back.
bool whole(iov_iter *iterator, std::size_t size, std::size_t copied)
{
	if (copied == size)
		return true;
	iterator->done -= copied;
	iterator->count += copied;
	return false;
}

} // namespace

namespace fake
{

void on_copy_to_user(std::function<void()> hook)
{
	given_hook = std::move(hook);
}

void forbid(const void *from, std::size_t size, Forbidden what, unsigned int after)
{
	const auto begin = reinterpret_cast<std::uintptr_t>(from) | user_tag;
	forbidden = {begin, begin + size, what, after};
}

} // namespace fake

// (What could not be copied is zeroed, as copy_from_user does.)
unsigned long shim_copy_from_user(void *to, const void *from, unsigned long size)
{
	const std::size_t copied = take(to, from, size);
	if (copied != size)
		std::memset(static_cast<char *>(to) + copied, 0, size - copied);
	return size - copied;
}

unsigned long shim_copy_to_user(void *to, const void *from, unsigned long size)
{
	return size - give(to, from, size);
}

shim_u64 shim_get_user_u64(const void *from)
{
	u64 value = 0;
	if (take(&value, from, sizeof(value)) == sizeof(value))
		return {value, 0};
	return {0, -EFAULT};
}

int shim_put_user_u64(u64 value, void *to)
{
	return give(to, &value, sizeof(value)) == sizeof(value) ? 0 : -EFAULT;
}

int shim_get_user_words(u64 *words, const void *from, size_t count)
{
	return take(words, from, count * sizeof(*words)) == count * sizeof(*words) ? 0 : -EFAULT;
}

int shim_put_user_words(const u64 *words, void *to, size_t count)
{
	return give(to, words, count * sizeof(*words)) == count * sizeof(*words) ? 0 : -EFAULT;
}

bool shim_copy_from_user_or_iter(void *to, const void *from, size_t size, struct iov_iter *vectors)
{
	if (vectors == nullptr)
		return shim_copy_from_user(to, from, size) == 0;
	const std::size_t copied = walk(vectors, size, [to](const char *base, size_t offset, size_t count) {
		return take(static_cast<char *>(to) + offset, base, count);
	});
	return whole(vectors, size, copied);
}

bool shim_copy_to_user_or_iter(void *to, const void *from, size_t size, struct iov_iter *vectors)
{
	if (vectors == nullptr)
		return shim_copy_to_user(to, from, size) == 0;
	const std::size_t copied = walk(vectors, size, [from](char *base, size_t offset, size_t count) {
		return give(base, static_cast<const char *>(from) + offset, count);
	});
	return whole(vectors, size, copied);
}
