// SPDX-License-Identifier: GPL-2.0-only
// Memory that mmap itself maps: what the process sees of it, its bounds, and who keeps it.
#include <cerrno>
#include <optional>

#include "kernel/file/host_test_device.hpp"
#include "kernel/memory/vec.hpp"
#include "kernel/mm/mmap.hpp"
#include "kernel/removable/removable.hpp"

using namespace kernel;

namespace
{

constexpr size_t pages = 3;

// Three pages, in one piece or not.
struct Ring : Removable {
	using Operations = FileOperations<operation::mmap>;
	Result<void> mmap(VmArea area) { return as_pages ? area.map(single.items()) : area.map(*buffer); }
	std::optional<MappableBuffer> buffer{MappableBuffer::make(pages).value()};
	Vec<Page> single;
	bool as_pages = false;

	Ring()
	{
		for (size_t count = 0; count < pages; ++count)
			CHECK(single.push(Page::make(Gfp::kernel).value(), Gfp::kernel).ok());
	}
};

} // namespace

TEST_CASE_METHOD(Fresh, "a buffer is whole pages of zeroes, and needs memory")
{
	CHECK(MappableBuffer::make(0).error() == errors::invalid);
	CHECK(MappableBuffer::make(~size_t{0} / 2).error() == errors::overflow);
	CHECK(with_each_failing_allocation([] {
		      const auto made = MappableBuffer::make(2);
		      if (!made.ok())
			      CHECK(made.error() == errors::no_memory);
	      }) == 1);
	MappableBuffer buffer = MappableBuffer::make(2).value();
	MappableBuffer moved(kernel::move(buffer));
	CHECK((moved.pages() == 2 && moved.size() == 2 * page_size && buffer.size() == 0));
	char bytes[2 * page_size];
	REQUIRE(moved.read(0, bytes).ok());
	CHECK(std::string(bytes, sizeof(bytes)) == std::string(sizeof(bytes), '\0'));
}

TEST_CASE_METHOD(Fresh, "bytes and words of a buffer are within it, words where they are aligned")
{
	MappableBuffer buffer = MappableBuffer::make(1).value();
	CHECK(buffer.write(page_size - 4, "abcd").ok());
	CHECK(buffer.write(page_size - 3, "abcd").error() == errors::out_of_range);
	CHECK(buffer.write(~size_t{0}, "a").error() == errors::out_of_range);
	char read[4];
	CHECK(buffer.read(page_size - 4, read).ok());
	CHECK(Text(read, 4) == "abcd");
	CHECK(buffer.read(page_size - 3, read).error() == errors::out_of_range);
	CHECK(buffer.read(page_size + 1, Span<char>(read, 0)).error() == errors::out_of_range);

	buffer.word<u32>(8).value()->store(0x01020304);
	CHECK(buffer.word<u32>(8).value()->load() == 0x01020304);
	CHECK(buffer.word<u32>(page_size - 4).ok());
	CHECK(buffer.word<u32>(page_size).error() == errors::out_of_range);
	CHECK(buffer.word<u64>(page_size - 4).error() == errors::out_of_range);
	CHECK(buffer.word<u32>(2).error() == errors::invalid);
	CHECK(buffer.word<u64>(4).error() == errors::invalid);
}

TEST_CASE_METHOD(Fresh, "a mapping is the buffer, from its offset on")
{
	Host<Ring, true> host;
	OpenHost file(host);
	fake::Mapping all(file, pages * page_size), last(file, page_size, 2);
	REQUIRE((all.mapped() == 0 && last.mapped() == 0));
	CHECK((all.flags() & LAYOUT_VM_DONTEXPAND) != 0);
	CHECK(host->buffer->write(2 * page_size + 5, "x").ok());
	CHECK((*all.at(2 * page_size + 5) == 'x' && *last.at(5) == 'x'));
	*last.at(page_size - 1) = 'y';
	char read[1];
	CHECK(host->buffer->read(3 * page_size - 1, read).ok());
	CHECK(read[0] == 'y');
}

TEST_CASE_METHOD(Fresh, "a mapping of single pages shows each from its offset on, and counts it")
{
	Host<Ring, true> host;
	host->as_pages = true;
	OpenHost file(host);
	{
		fake::Mapping last(file, 2 * page_size, 1);
		REQUIRE(last.mapped() == 0);
		CHECK((last.flags() & (LAYOUT_VM_DONTEXPAND | LAYOUT_VM_DONTDUMP)) ==
		      (LAYOUT_VM_DONTEXPAND | LAYOUT_VM_DONTDUMP));
		for (size_t index = 0; index < 2; ++index)
			CHECK(last.at(index * page_size) == host->single.at(index + 1).value().address());
		CHECK(host->single.at(0).value().raw()->count == 1);
		CHECK(host->single.at(1).value().raw()->count == 2);
	}
	CHECK(host->single.at(1).value().raw()->count == 1);
}

TEST_CASE_METHOD(Fresh, "what reaches beyond the end is not mapped, in part neither")
{
	Host<Ring, true> host;
	OpenHost file(host);
	for (const bool as_pages : {false, true}) {
		host->as_pages = as_pages;
		const int error = as_pages ? -ENXIO : -EINVAL;
		CHECK(fake::Mapping(file, (pages + 1) * page_size).mapped() == error);
		CHECK(fake::Mapping(file, pages * page_size, 1).mapped() == error);
		CHECK(fake::Mapping(file, page_size, pages).mapped() == error);
		CHECK(fake::Mapping(file, page_size, ~0UL).mapped() == error);
		CHECK(fake::Mapping(file, page_size, ~0UL / page_size + 1).mapped() == error);
		// (Where page tables cannot be had.)
		CHECK(with_each_failing_allocation([&] {
			      fake::Mapping mapping(file, pages * page_size);
			      CHECK((mapping.mapped() == 0 || mapping.mapped() == -ENOMEM));
			      CHECK((mapping.at(0) == nullptr) == (mapping.mapped() != 0));
		      }) == pages);
	}
	CHECK(host->single.at(0).value().raw()->count == 1);
}

TEST_CASE_METHOD(Fresh, "a process keeps what it has mapped when the device and the buffer go")
{
	Host<Ring, true> host;
	OpenHost file(host);
	fake::Mapping mapping(file, pages * page_size);
	host->as_pages = true;
	fake::Mapping of_pages(file, pages * page_size);
	CHECK(host->buffer->write(0, "kept").ok());
	host->remove();
	CHECK(fake::Mapping(file, page_size).mapped() == -ENODEV);
	host->buffer.reset();
	host->single.clear();
	CHECK(Text(reinterpret_cast<const char *>(mapping.at(0)), 4) == "kept");
	*mapping.at(pages * page_size - 1) = 1;
	*of_pages.at(pages * page_size - 1) = 1;
}
