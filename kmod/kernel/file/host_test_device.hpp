// SPDX-License-Identifier: GPL-2.0-only
// For the tests of operations: a device that is registered nowhere, and files of it.
#pragma once

#include "kernel/file/operations.hpp"
#include "tests/kit/host/fresh.hpp"

namespace
{

// What holds a device for its files (kernel/file/context.hpp).
template <typename D, bool can_go = false>
struct Host : kernel::FileHost {
	using Device = D;
	static constexpr bool may_go = can_go;

	D &device() { return device_; }
	D *operator->() { return &device_; }
	void get() { ++holders; }
	void put() { --holders; }
	static const file_operations *operations()
	{
		return reinterpret_cast<const file_operations *>(&kernel::file_operations_of<Host>);
	}

	// (What stands for the kernel's structure.)
	u64 raw = 0;
	int holders = 0;
	D device_;
};

class OpenHost : public fake::OpenFile
{
	static const file_operations *loaded(const file_operations *operations)
	{
		fake::module_lives(true);
		return operations;
	}

public:
	template <typename H>
	explicit OpenHost(H &host, unsigned int mode = fake::reading | fake::writing, unsigned int flags = 0,
			  fake::Way way = fake::Way::buffer)
		: OpenFile(loaded(H::operations()), host.private_data(), mode, flags, way)
	{
	}
};

} // namespace
