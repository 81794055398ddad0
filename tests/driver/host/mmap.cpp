// SPDX-License-Identifier: MIT
// mmap: one read-only page, which shows the number and may stay mapped longer than the driver needs it.
#include <algorithm>
#include <cerrno>

#include "loaded.hpp"

using namespace driver;

namespace
{

constexpr unsigned long page_size = LAYOUT_PAGE_SIZE;
constexpr unsigned long may = LAYOUT_VM_MAYWRITE | LAYOUT_VM_MAYEXEC;

// What mmap(2) is asked for.
struct Asked {
	unsigned long size = page_size;
	unsigned long offset_pages = 0;
	unsigned long flags = LAYOUT_VM_READ;
};

// The page of a mapping: faulted in, counted.
class Mapped
{
public:
	Mapped()
	{
		REQUIRE(mapping_.mapped() == 0);
		REQUIRE(mapping_.touch() == 0);
	}
	const rusty_page *operator->() const { return reinterpret_cast<const rusty_page *>(raw()->bytes); }
	const page *raw() const { return mapping_.page(); }
	fake::Mapping &mapping() { return mapping_; }
	void close() { file_.close(); }

private:
	Open file_{reading};
	fake::Mapping mapping_{file_};
};

} // namespace

TEST_CASE_METHOD(Loaded, "exactly one page at offset 0 can be mapped, and the mapping cannot grow")
{
	Open file(reading);
	const fake::Mapping good(file);
	CHECK(good.mapped() == 0);
	CHECK(good.served());
	CHECK(good.flags() == (LAYOUT_VM_READ | LAYOUT_VM_DONTEXPAND | LAYOUT_VM_DONTDUMP));
	for (const Asked bad : {Asked{0}, Asked{page_size / 2}, Asked{2 * page_size}, Asked{page_size, 1},
				Asked{page_size, ~0ul}, Asked{2 * page_size, 0, LAYOUT_VM_WRITE}}) {
		CAPTURE(bad.size, bad.offset_pages);
		const fake::Mapping refused(file, bad.size, bad.offset_pages, bad.flags);
		CHECK(refused.mapped() == -EINVAL);
		CHECK_FALSE(refused.served());
		CHECK(refused.flags() == (bad.flags | may));
	}
}

TEST_CASE_METHOD(Loaded, "writable and executable mappings are EPERM")
{
	Open file;
	const unsigned long both = LAYOUT_VM_WRITE | LAYOUT_VM_EXEC;
	for (const unsigned long flags :
	     {(unsigned long)LAYOUT_VM_WRITE, (unsigned long)LAYOUT_VM_EXEC, both}) {
		const fake::Mapping bad(file, page_size, 0, LAYOUT_VM_READ | flags);
		CHECK(bad.mapped() == -EPERM);
		CHECK_FALSE(bad.served());
	}
}

TEST_CASE_METHOD(Loaded, "an access maps the page and takes a reference; beyond the page is SIGBUS")
{
	const Mapped first;
	const unsigned int count = first.raw()->count;
	{
		const Mapped second;
		CHECK(second.raw() == first.raw());
		CHECK(first.raw()->count == count + 1);
	}
	CHECK(first.raw()->count == count);
	Mapped beyond;
	CHECK(beyond.mapping().touch(1) == LAYOUT_VM_FAULT_SIGBUS);
	CHECK(beyond.raw() == nullptr);
	CHECK(first.raw()->count == count);
}

TEST_CASE_METHOD(Loaded, "the page shows every store, its sequence two further and even again")
{
	const Mapped page;
	CHECK(page->abi == RUSTY_ABI_VERSION);
	CHECK(page->number == 2023);
	CHECK(page->generation == 0);
	Open file;
	for (std::uint64_t store = 1; store <= 5; ++store) {
		const u32 sequence = page->sequence;
		CHECK(sequence % 2 == 0);
		CHECK(file.write("-" + std::to_string(store)) == 2);
		CHECK(page->number == -static_cast<std::int64_t>(store));
		CHECK(page->generation == store);
		CHECK(page->sequence == sequence + 2);
		CHECK(page.raw()->flushes == store);
	}
	const u32 sequence = page->sequence;
	CHECK(file.write("x") == -EINVAL);
	CHECK(page->sequence == sequence);
}

TEST_CASE_METHOD(Loaded, "a reader that meets a store in progress waits for its end")
{
	const Mapped page;
	auto &stored = *reinterpret_cast<rusty_page *>(page.raw()->bytes);
	unsigned int rounds = 0;
	fake::on_cpu_relax([&] {
		if (++rounds < 3)
			return;
		stored.generation = 1;
		++stored.sequence;
	});
	++stored.sequence;
	stored.number = -7;
	CHECK(state() == State{-7, 1});
	CHECK(rounds == 3);
}

TEST_CASE_METHOD(Loaded, "the rest of the page is zero")
{
	Open file;
	CHECK(file.write("-1") == 2);
	const Mapped page;
	const unsigned char *bytes = page.raw()->bytes;
	CHECK(std::count(bytes + sizeof(rusty_page), bytes + page_size, 0) ==
	      static_cast<long>(page_size - sizeof(rusty_page)));
}

TEST_CASE_METHOD(Unloaded, "a page that is still mapped when the module goes stays until it is unmapped")
{
	REQUIRE(entry_init() == 0);
	Mapped page;
	Open().write("77");
	page.close(); // a mapping holds its file and so the module; a page that somebody has pinned does not
	entry_exit();
	CHECK(page->number == 77);
	CHECK(page.raw()->count == 1);
}
