// SPDX-License-Identifier: GPL-2.0-only
// Memory that a device reads and writes: where it is for either, its bounds, its end.
#include "kernel/dma/dma.hpp"

#include <cstring>
#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

struct Dma : Fresh {
	fake::ClassedDevice raw{};
	Device device{&raw};
};

} // namespace

TEST_CASE_METHOD(Dma, "the driver and the device see the same bytes until the buffer goes")
{
	std::uint64_t address = 0;
	{
		auto made = DmaBuffer::allocate(device, 100, Gfp::kernel);
		REQUIRE(made.ok());
		DmaBuffer buffer = kernel::move(made).value();
		address = buffer.address().value();
		REQUIRE(fake::dma_memory(address, 100) != nullptr);
		CHECK(fake::dma_memory(address, 101) == nullptr);
		CHECK(buffer.write(10, "hello").ok());
		CHECK(std::string(fake::dma_memory(address + 10, 6)) == "hello");
		std::memcpy(fake::dma_memory((buffer.address() + 95).value(), 5), "world", 5);
		char text[5];
		CHECK(buffer.read(95, Span<char>(text)).ok());
		CHECK(std::string(text, 5) == "world");
		CHECK(buffer.read(96, Span<char>(text)).error() == errors::out_of_range);
		CHECK(buffer.read(~size_t{0}, Span<char>(text)).error() == errors::out_of_range);
		CHECK(buffer.write(101, "").error() == errors::out_of_range);
		CHECK(buffer.write(100, "").ok());
		CHECK(buffer.size() == 100);
	}
	CHECK(fake::dma_memory(address, 1) == nullptr);
	CHECK(DmaBuffer::allocate(device, 0, Gfp::kernel).error() == errors::invalid);
	CHECK((DmaAddress(0x123456789).low() == 0x23456789 && DmaAddress(0x123456789).high() == 1));
}

TEST_CASE_METHOD(Dma, "without memory there is none, and a mask has 1 to 64 bits")
{
	CHECK(with_each_failing_allocation([this] {
		      const auto made = DmaBuffer::allocate(device, 100, Gfp::kernel);
		      CHECK((made.ok() || made.error() == errors::no_memory));
	      }) == 1);
	CHECK(set_dma_mask(device, 28).ok());
	CHECK(fake::dma_mask() == 0x0fffffff);
	CHECK(set_dma_mask(device, 64).ok());
	CHECK(fake::dma_mask() == ~u64{0});
	CHECK(set_dma_mask(device, 20).error() == Errno(EIO));
	CHECK(set_dma_mask(device, 0).error() == errors::invalid);
	CHECK(set_dma_mask(device, 65).error() == errors::invalid);
}
