// SPDX-License-Identifier: GPL-2.0-only
// An open file and its offset, as the operations of a device see them.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/core/field.hpp"
#include "kernel/core/traits.hpp"

struct file;
struct kiocb;

namespace kernel
{
namespace
{

/// struct file: how somebody has the device open. Several threads may use one file at once.
class File
{
public:
	explicit File(file *file) : file_(file) {}

	/// Opened for reading, for writing (O_RDONLY, O_WRONLY, O_RDWR).
	bool readable() const { return (mode() & LAYOUT_FMODE_READ) != 0; }
	bool writable() const { return (mode() & LAYOUT_FMODE_WRITE) != 0; }
	/// O_NONBLOCK: what would wait returns EAGAIN instead.
	bool nonblocking() const
	{
		static_assert(LAYOUT_FILE_F_FLAGS_SIZE == sizeof(unsigned int));
		return (field<unsigned int>(file_, LAYOUT_FILE_F_FLAGS) & LAYOUT_O_NONBLOCK) != 0;
	}

	/// For the layer, which keeps in it what the operations are given: seen with what was stored before it was set.
	void *private_data() const { return load_acquire(*slot()); }
	void set_private_data(void *value) const { *slot() = value; }
	/// Sets it if it is what was expected, fully ordered; returns what was there.
	void *compare_exchange_private_data(void *expected, void *desired) const
	{
		return shim_cmpxchg_pointer(const_cast<void **>(slot()), expected, desired);
	}
	file *raw() const { return file_; }

private:
	unsigned int mode() const
	{
		static_assert(LAYOUT_FILE_F_MODE_SIZE == sizeof(unsigned int));
		return field<unsigned int>(file_, LAYOUT_FILE_F_MODE);
	}
	void *volatile *slot() const { return &field<void *>(file_, LAYOUT_FILE_PRIVATE_DATA); }

	file *file_;
};

/// The offset of one read or write, which the kernel keeps for the caller.
class Position
{
public:
	explicit Position(loff_t &offset) : offset_(offset) {}

	u64 get() const { return static_cast<u64>(offset_); }
	void advance(size_t bytes) { offset_ += static_cast<loff_t>(bytes); }

private:
	loff_t &offset_;
};

/// For the layer: the file and the offset of a readv or writev.
inline file *file_of(kiocb *call)
{
	return field<file *>(call, LAYOUT_KIOCB_KI_FILP);
}

inline loff_t *position_of(kiocb *call)
{
	return reinterpret_cast<loff_t *>(reinterpret_cast<char *>(call) + LAYOUT_KIOCB_KI_POS);
}

} // namespace
} // namespace kernel
