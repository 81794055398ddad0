// SPDX-License-Identifier: MIT
// Addresses to hand to the kernel: good ones, and those of memory that is missing, in part or read-only.
#ifndef RUSTY_HOSTILE_PLACES_HPP
#define RUSTY_HOSTILE_PLACES_HPP

#include <cstddef>

#include "random.hpp"

namespace hostile
{

struct Place {
	const char *name;
	char *address;
	char *alias; // the same bytes where the test itself can write; nullptr: there are none
	std::size_t readable, writable; // bytes from there on
	bool of_kernel;			// refused as soon as there is a size
};

// A thread's memory for the arguments of its calls.
class Places
{
public:
	Places();
	~Places();
	Places(const Places &) = delete;
	Places &operator=(const Places &) = delete;

	Place good();
	// An address of any kind, more often a good one; the caller needs `size` bytes there.
	Place any(Random &random, std::size_t size);

private:
	Place tail(std::size_t offset, bool read_only) const;
	int memory_;
	char *writable_; // a page that can be used, then one that cannot
	char *read_only_;
};

} // namespace hostile

#endif
