// SPDX-License-Identifier: GPL-2.0-only
// FileHost: what holds a device for its files.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/core/traits.hpp"
#include "kernel/file/file.hpp"

namespace kernel
{
namespace
{

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

// A file's own state, with the host's address in the word before it. (As many words as the state's alignment asks for: on 32-bit
// machines that of 64 bits is more than a word.)
template <typename T>
class BehindHost
{
public:
	template <typename... Arguments>
	explicit BehindHost(FileHost *host, Arguments &&...arguments)
		: state(kernel::forward<Arguments>(arguments)...)
	{
		host_[words - 1] = host;
	}
	// What the state is the state of.
	static BehindHost *of(void *state)
	{
		return reinterpret_cast<BehindHost *>(static_cast<FileHost **>(state) - words);
	}

private:
	static constexpr size_t words = alignof(T) > sizeof(void *) ? alignof(T) / sizeof(void *) : 1;
	FileHost *host_[words] = {};

public:
	T state;
};

} // namespace
} // namespace kernel
