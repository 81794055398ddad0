// SPDX-License-Identifier: GPL-2.0-only
// A misc character device, /dev/<name>, with the file operations and sysfs files that the module declares.
#pragma once

#include "kernel/memory.hpp"

namespace kernel
{
namespace
{

// Registered from a successful publish() until it is destroyed. Withdrawing it waits for running sysfs
// callbacks; open files cannot exist then, as each holds the module (.owner), and the module is what destroys
// it.
class MiscDevice : Pinned
{
public:
	// cppcheck-suppress uninitMemberVar ; publish() sets device_ before anything reads it
	MiscDevice() = default;
	~MiscDevice() { (void)withdraw(); }

	// From here on it can be opened: everything that its operations use must be ready. Sleeps. `name` is
	// a literal; mode is what devtmpfs gives the node before udev has its say. ENOMEM; EEXIST: the name
	// is taken; EBUSY: it is published, or no minor number is free.
	template <size_t size>
	Result<void> publish(const char (&name)[size], unsigned short mode)
	{
		if (published_)
			return Errno(EBUSY);
		shim_misc_set(raw(), name, mode);
		TRY(Result<void>::from_kernel(shim_misc_register(raw())));
		published_ = true;
		return {};
	}

	// Takes it back; false: it was not published. Sleeps.
	bool withdraw()
	{
		if (!published_)
			return false;
		shim_misc_deregister(raw());
		published_ = false;
		return true;
	}

	// What File::word() starts as, without an open operation.
	const void *first_word() const { return &device_; }

private:
	miscdevice *raw() { return reinterpret_cast<miscdevice *>(&device_); }

	Opaque<LAYOUT_MISCDEVICE_SIZE, LAYOUT_MISCDEVICE_ALIGN> device_;
	bool published_ = false;
};

} // namespace
} // namespace kernel
