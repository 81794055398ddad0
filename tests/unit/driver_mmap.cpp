// SPDX-License-Identifier: MIT
// mmap: one read-only page, which shows the number and outlives the module's interest in it.
#include <algorithm>
#include <cerrno>

#include "driver_loaded.hpp"

using namespace driver;

namespace
{

constexpr unsigned long page_size = LAYOUT_PAGE_SIZE;
constexpr unsigned long may = LAYOUT_VM_MAYWRITE | LAYOUT_VM_MAYEXEC;

vm_area_struct area(unsigned long size = page_size, unsigned long offset_pages = 0,
		    unsigned long flags = LAYOUT_VM_READ)
{
	return {0x10000, 0x10000 + size, offset_pages, flags | may, false};
}

// The page of a mapping: faulted in, counted.
class Mapped
{
public:
	Mapped()
	{
		vm_fault fault = {0, nullptr};
		REQUIRE(entry_fault(&fault) == 0);
		page_ = fault.page;
	}
	~Mapped() { shim_put_page(page_); }
	Mapped(const Mapped &) = delete;
	Mapped &operator=(const Mapped &) = delete;
	const rusty_page *operator->() const { return reinterpret_cast<const rusty_page *>(page_->bytes); }
	const page *raw() const { return page_; }

private:
	page *page_;
};

} // namespace

TEST_CASE_METHOD(Loaded, "exactly one page at offset 0 can be mapped, and is kept from being more")
{
	Open file(reading);
	vm_area_struct good = area();
	CHECK(entry_mmap(file.raw(), &good) == 0);
	CHECK(good.served);
	CHECK(good.flags == (LAYOUT_VM_READ | LAYOUT_VM_DONTEXPAND | LAYOUT_VM_DONTDUMP));
	for (vm_area_struct bad : {area(0), area(page_size / 2), area(2 * page_size), area(page_size, 1),
				   area(page_size, ~0ul), area(2 * page_size, 0, LAYOUT_VM_WRITE)}) {
		CAPTURE(bad.end, bad.offset_pages);
		const unsigned long flags = bad.flags;
		CHECK(entry_mmap(file.raw(), &bad) == -EINVAL);
		CHECK_FALSE(bad.served);
		CHECK(bad.flags == flags);
	}
}

TEST_CASE_METHOD(Loaded, "writable and executable mappings are EPERM")
{
	Open file;
	const unsigned long both = LAYOUT_VM_WRITE | LAYOUT_VM_EXEC;
	for (const unsigned long flags :
	     {(unsigned long)LAYOUT_VM_WRITE, (unsigned long)LAYOUT_VM_EXEC, both}) {
		vm_area_struct bad = area(page_size, 0, LAYOUT_VM_READ | flags);
		CHECK(entry_mmap(file.raw(), &bad) == -EPERM);
		CHECK_FALSE(bad.served);
	}
}

TEST_CASE_METHOD(Loaded, "a touch maps the page and counts it; beyond the page is SIGBUS")
{
	const Mapped first;
	const unsigned int count = first.raw()->count;
	{
		const Mapped second;
		CHECK(second.raw() == first.raw());
		CHECK(first.raw()->count == count + 1);
	}
	CHECK(first.raw()->count == count);
	vm_fault beyond = {1, nullptr};
	CHECK(entry_fault(&beyond) == LAYOUT_VM_FAULT_SIGBUS);
	CHECK(beyond.page == nullptr);
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

TEST_CASE_METHOD(Loaded, "who meets a store under way waits for its end")
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
	const Mapped page;
	Open().write("77");
	entry_exit();
	CHECK(page->number == 77);
	CHECK(page.raw()->count == 1);
}
