// SPDX-License-Identifier: GPL-2.0-only
// MappableBuffer: memory that the driver shares with the processes that map it.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/core/checked.hpp"
#include "kernel/core/span.hpp"
#include "kernel/memory/page.hpp"
#include "kernel/mm/shim.h"

namespace kernel
{
namespace
{

/// vmalloc_user: whole pages of zeroes, behind each other for the kernel, which VmArea::map shows to a process.
///
///     MappableBuffer ring_;                                     // of MappableBuffer::make(16)
///     Result<void> mmap(VmArea area) { return area.map(ring_); }
///     Result<void> produced()
///     {
///             Atomic<u32> *const head = TRY(ring_.word<u32>(0));
///             head->store_release(head->load() + 1);
///             return {};
///     }
///
/// A process that maps it may store to it at any moment. So there are no plain references into it: words are read and written as one step, and
/// bytes are copied, once. What was read is as trustworthy as an argument of an ioctl: check the copy, then use the copy.
///
/// Each mapping counts the pages that it shows. The buffer may therefore be destroyed while it is mapped, as when the device is
/// unplugged: processes keep the pages, and nobody else gets them before the last mapping has gone. (vfree gives back the buffer's own
/// count of each page, no more.) What they store then reaches nobody.
///
/// No cache needs flushing: its address is aligned (SHMLBA) so that machines whose caches tell addresses apart see both as one.
///
/// Made and destroyed in process context, where no spinlock is held; all else in any context.
class MappableBuffer
{
public:
	/// EINVAL: no pages. EOVERFLOW. ENOMEM, of which the kernel writes to the log: a number that comes from outside needs a limit.
	/// Sleeps.
	static Result<MappableBuffer> make(size_t pages)
	{
		if (pages == 0)
			return errors::invalid;
		const size_t size = TRY(checked_multiply(pages, page_size));
		void *memory = shim_vmalloc_user(size);
		if (memory == nullptr)
			return errors::no_memory;
		return MappableBuffer(static_cast<char *>(memory), size);
	}

	MappableBuffer(MappableBuffer &&other)
		: memory_(kernel::exchange(other.memory_, nullptr)), size_(kernel::exchange(other.size_, 0))
	{
	}
	MappableBuffer &operator=(MappableBuffer &&) = delete;
	~MappableBuffer() { shim_vfree(memory_); }

	/// In bytes.
	size_t size() const { return size_; }
	size_t pages() const { return size_ / page_size; }

	/// A Result<Atomic<T> *>: the word at this offset in bytes, as long as the buffer is there. ERANGE beyond the end, EINVAL where it would not be aligned.
	template <typename T>
	auto word(size_t offset)
	{
		constexpr bool shared = Integer<T> && (sizeof(T) == 4 || sizeof(T) == sizeof(long));
		static_assert(shared,
			      "a word that is shared with user space is one that this machine loads "
			      "and stores as one: an integer of 32 bits, or of 64 on a 64-bit machine");
		if constexpr (shared)
			return word_at<T>(offset);
	}
	/// Copies bytes out of it, each of them once. ERANGE: not all of them are in it.
	Result<void> read(size_t offset, Span<char> to) const
	{
		TRY(check(offset, to.size()));
		__builtin_memcpy(to.data(), memory_ + offset, to.size());
		changed_by_others();
		return {};
	}
	/// Copies bytes into it. ERANGE: not all of them would be in it; then none is.
	Result<void> write(size_t offset, Text from)
	{
		TRY(check(offset, from.size()));
		changed_by_others();
		__builtin_memcpy(memory_ + offset, from.data(), from.size());
		changed_by_others();
		return {};
	}

	/// For the layer: where the kernel has it.
	void *address() const { return memory_; }

private:
	MappableBuffer(char *memory, size_t size) : memory_(memory), size_(size) {}

	template <typename T>
	Result<Atomic<T> *> word_at(size_t offset)
	{
		TRY(check(offset, sizeof(T)));
		if (offset % sizeof(T) != 0)
			return errors::invalid;
		return reinterpret_cast<Atomic<T> *>(memory_ + offset);
	}
	Result<void> check(size_t offset, size_t count) const
	{
		if (offset > size_ || count > size_ - offset)
			return errors::out_of_range;
		return {};
	}
	// To the compiler: the memory is another one than it was. It can neither read the buffer again in place of the copy, nor leave
	// out a store that nobody here reads.
	static void changed_by_others() { asm volatile("" : : : "memory"); }

	char *memory_;
	size_t size_;
};

} // namespace
} // namespace kernel
