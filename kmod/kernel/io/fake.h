// SPDX-License-Identifier: GPL-2.0-only
// The fake of a device's memory: bytes at a physical address, and what happens when they are read and written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#define LAYOUT_READQ 1

namespace fake
{

// There from its construction to its destruction; a test keeps it for longer than what maps it.
struct IoMemory {
	IoMemory(std::uint64_t address, std::size_t size);
	~IoMemory();
	IoMemory(const IoMemory &) = delete;
	IoMemory &operator=(const IoMemory &) = delete;
	std::uint64_t value(std::size_t offset, std::size_t width) const;
	void set(std::size_t offset, std::size_t width, std::uint64_t value);

	std::uint64_t address;
	std::vector<unsigned char> bytes;
	// Before it is read, and after it was written: the offset, and the width in bytes.
	std::function<void(std::size_t, std::size_t)> on_read;
	std::function<void(std::size_t, std::size_t)> on_write;
	// How many mappings of it there are.
	int mapped = 0;
};

} // namespace fake
