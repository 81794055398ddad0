// SPDX-License-Identifier: GPL-2.0-only
// FileHost: what holds a device for its files.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/file/file.hpp"

namespace kernel
{
namespace
{

class FileHost;
using HostPointer = FileHost *;

/// Base of what holds a device for the kernel and its files (MiscHost). The kernel's own structure follows it at once: when a file is
/// opened, its private_data is the address of that. Whatever private_data becomes then, the word before what it points at is the
/// host's address, so that each operation finds it by two loads.
class FileHost : Pinned
{
public:
	/// What a file's private_data is when it is opened.
	void *private_data() { return this + 1; }
	/// Itself, as host_of reads it from the word before that.
	FileHost *self() const { return self_; }

protected:
	FileHost() : self_(this) {}

private:
	friend FileHost *host_of(const void *data);
	FileHost *self_;
};
static_assert(sizeof(FileHost) == sizeof(void *));

inline FileHost *host_of(const void *data)
{
	return *(static_cast<FileHost *const *>(data) - 1);
}

} // namespace
} // namespace kernel
