// SPDX-License-Identifier: MIT
// The number without system calls: from the page that the driver maps.
#ifndef RUSTY_MAPPED_NUMBER_HPP
#define RUSTY_MAPPED_NUMBER_HPP

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

#include <rusty/detail/node.hpp>
#include <rusty/snapshot.hpp>

namespace rusty
{

// Read-only; while it lives, the module cannot be unloaded.
// Threads: snapshot() and number() may be called from several threads at once.
class MappedNumber
{
public:
	// Needs the right to read. Throws what Device's constructor throws, and mmap(2)'s errno.
	explicit MappedNumber(const std::filesystem::path &node) : page_(map(node)) {}
	MappedNumber(MappedNumber &&other) noexcept : page_(std::exchange(other.page_, nullptr)) {}
	MappedNumber &operator=(MappedNumber &&other) noexcept
	{
		if (this != &other) {
			release();
			page_ = std::exchange(other.page_, nullptr);
		}
		return *this;
	}
	MappedNumber(const MappedNumber &) = delete;
	MappedNumber &operator=(const MappedNumber &) = delete;
	~MappedNumber() { release(); }

	// Number and generation of one moment: tries again while a store is under way, which takes a few instructions.
	Snapshot snapshot() const noexcept
	{
		// (The kernel writes these words: volatile makes each load happen, and once; the sequence says whether
		// what they gave belongs together.)
		const volatile rusty_page &page = *page_;
		for (;;) {
			const std::uint32_t before = page.sequence;
			std::atomic_thread_fence(std::memory_order_acquire);
			const Snapshot seen{page.number, page.generation};
			std::atomic_thread_fence(std::memory_order_acquire);
			if (before % 2 == 0 && page.sequence == before) [[likely]]
				return seen;
		}
	}

	std::int64_t number() const noexcept { return snapshot().number; }

private:
	void release() noexcept
	{
		if (page_)
			munmap(const_cast<rusty_page *>(page_), page_size());
	}

	static std::size_t page_size() { return static_cast<std::size_t>(sysconf(_SC_PAGESIZE)); }

	static const rusty_page *map(const std::filesystem::path &node)
	{
		// (The mapping keeps the file open.)
		const detail::Descriptor file = detail::open_node(node, O_RDONLY);
		void *const page = mmap(nullptr, page_size(), PROT_READ, MAP_SHARED, file.get(), 0);
		if (page == MAP_FAILED)
			detail::fail_with_errno(errno, "cannot map " + node.string());
		return static_cast<const rusty_page *>(page);
	}

	const rusty_page *page_;
};

} // namespace rusty

#endif
