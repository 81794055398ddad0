// SPDX-License-Identifier: GPL-2.0-only
// Registers of a device: their widths and places, what lies outside, and polling.
#include "kernel/io/mmio.hpp"

#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

constexpr ReadOnlyRegister<u8, 0x03> revision;
constexpr Register<u16, 0x06> level;
constexpr Register<u32, 0x08> factorial;
constexpr Register<u64, 0x10> address;
constexpr WriteOnlyRegister<u32, 0x1c> start;

struct Registers : Fresh {
	fake::IoMemory memory{0xfe000000, 0x40};
	std::string accesses;

	Registers()
	{
		memory.on_read = [this](std::size_t offset, std::size_t width) { note('r', offset, width); };
		memory.on_write = [this](std::size_t offset, std::size_t width) { note('w', offset, width); };
	}
	void note(char what, std::size_t offset, std::size_t width)
	{
		accesses += what + std::to_string(offset) + ":" + std::to_string(width) + " ";
	}
	Mmio<0x20> map() { return Mmio<0x20>::ioremap(0xfe000000, 0x30).value(); }
};

} // namespace

TEST_CASE_METHOD(Registers, "each register is read and written once, in its own width, little-endian")
{
	Mmio<0x20> registers = map();
	memory.bytes[3] = 0xed;
	CHECK(registers.read(revision) == 0xed);
	registers.write(level, 0x1234);
	CHECK((memory.bytes[6] == 0x34 && memory.bytes[7] == 0x12));
	registers.write(factorial, 0x89abcdef);
	CHECK(registers.read(factorial) == 0x89abcdef);
	registers.write(address, 0x0123456789abcdef);
	CHECK(registers.read(address) == 0x0123456789abcdef);
	CHECK(memory.bytes[0x10] == 0xef);
	registers.write(start, 1);
	CHECK(accesses == "r3:1 w6:2 w8:4 r8:4 w16:8 r16:8 w28:4 ");
}

TEST_CASE_METHOD(Registers, "offsets of the running program are checked against what is mapped")
{
	Mmio<0x20> registers = map();
	CHECK(registers.size() == 0x30);
	CHECK(registers.write_at<u32>(0x2c, 7).ok());
	CHECK(registers.read_at<u32>(0x2c).value() == 7);
	CHECK(registers.read_at<u8>(0x2f).value() == 0);
	CHECK(registers.read_at<u32>(0x2e).error() == errors::out_of_range);
	CHECK(registers.read_at<u32>(0x30).error() == errors::out_of_range);
	CHECK(registers.read_at<u64>(~size_t{0}).error() == errors::out_of_range);
	CHECK(registers.write_at<u8>(0x30, 1).error() == errors::out_of_range);
	CHECK(registers.read_at<u32>(0x02).error() == errors::invalid);
	CHECK(registers.write_at<u16>(0x01, 1).error() == errors::invalid);
	CHECK(accesses == "w44:4 r44:4 r47:1 ");
}

TEST_CASE_METHOD(Registers, "what is too small, or not there, is not mapped")
{
	CHECK(Mmio<0x20>::ioremap(0xfe000000, 0x1f).error() == errors::invalid);
	CHECK(Mmio<0>::ioremap(0xfe000000, 0).error() == errors::invalid);
	CHECK(Mmio<0x20>::ioremap(0xfd000000, 0x20).error() == errors::no_memory);
	const unsigned int allocations = with_each_failing_allocation([] {
		const auto mapped = Mmio<0x20>::ioremap(0xfe000000, 0x20);
		CHECK(mapped.ok() == !fake::allocation_failed());
	});
	CHECK(allocations == 1);
	CHECK(memory.mapped == 0);
}

TEST_CASE_METHOD(Registers,
		 "it is mapped for as long as its last owner stands, and nobody reads it after that")
{
	const void *place = nullptr;
	{
		Mmio<0x20> first = map();
		Mmio<0x20> registers(kernel::move(first));
		CHECK(first.size() == 0); // NOLINT(bugprone-use-after-move): what is left of it
		CHECK(first.read_at<u8>(0).error() == errors::out_of_range);
		CHECK(memory.mapped == 1);
		CHECK(registers.read(revision) == 0);
		place = shim_ioremap(0xfe000000, 4);
	}
	CHECK(memory.mapped == 1);
	shim_iounmap(const_cast<void *>(place));
	CHECK(memory.mapped == 0);
	CHECK(shim_readl(place) == 0xffffffff);
	CHECK(fake::take_violations().size() == 1);
}

TEST_CASE_METHOD(Registers, "polling ends when the value is there, or after the timeout and one more look")
{
	const Mmio<0x20> registers = map();
	int reads = 0;
	memory.on_read = [&](std::size_t, std::size_t) { memory.set(8, 4, ++reads == 3 ? 9 : 0); };
	const auto is_nine = [](u32 value) { return value == 9; };
	CHECK(registers.poll_sleeping(factorial, is_nine, 100_us, 1_ms).value() == 9);
	CHECK(reads == 3);
	reads = 0;
	CHECK(registers.poll_atomic(factorial, is_nine, 1_us, 10_us).value() == 9);
	CHECK(reads == 3);
	CHECK(registers.poll_atomic(factorial, is_nine, 1_us, 10_us).error() == errors::timed_out);
	CHECK(registers.poll_sleeping(factorial, is_nine, 100_us, 1_ms).error() == errors::timed_out);
	// (Whoever was kept from looking for longer than the timeout still looks once more.)
	reads = 1;
	memory.on_read = [&](std::size_t, std::size_t) {
		memory.set(8, 4, ++reads == 3 ? 9 : 0);
		fake::pass_time(5'000'000);
	};
	CHECK(registers.poll_sleeping(factorial, is_nine, 100_us, 1_ms).value() == 9);
}
