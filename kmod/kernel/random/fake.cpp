// SPDX-License-Identifier: GPL-2.0-only
// The shims of random numbers.
#include "kernel/random/shim.h"

#include <mutex>
#include <random>
#include <utility>

#include "kernel/random/fake.h"
#include "tests/kit/host/fake.hpp"

namespace
{

std::mutex random_mutex;
std::mt19937 generator;
std::vector<std::uint32_t> wanted;

const fake::Part part(
	[] {
		generator.seed(1);
		wanted.clear();
	},
	[] { return std::string(wanted.empty() ? "" : "random numbers that nobody asked for"); });

} // namespace

namespace fake
{

void next_random(std::vector<std::uint32_t> numbers)
{
	wanted = std::move(numbers);
}

std::size_t random_left()
{
	return wanted.size();
}

} // namespace fake

u32 shim_get_random_u32(void)
{
	const std::lock_guard guard(random_mutex);
	if (wanted.empty())
		return static_cast<u32>(generator());
	const u32 number = wanted.front();
	wanted.erase(wanted.begin());
	return number;
}

u64 shim_get_random_u64(void)
{
	const u64 upper = shim_get_random_u32();
	return upper << 32 | shim_get_random_u32();
}

void shim_get_random_bytes(void *buffer, size_t size)
{
	auto *const bytes = static_cast<unsigned char *>(buffer);
	for (size_t index = 0; index < size; ++index)
		bytes[index] = static_cast<unsigned char>(shim_get_random_u32() >> 24);
}

u32 shim_get_random_u32_below(u32 ceil)
{
	return static_cast<u32>((u64{ceil} * shim_get_random_u32()) >> 32);
}
