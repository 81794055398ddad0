// SPDX-License-Identifier: GPL-2.0-only
// Bytes that are lent to a device: who has them, in which direction, and that they come back.
#include "kernel/dma/dma_mapping.hpp"

#include <cstring>
#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

using ToDevice = DmaMapping<DmaDirection::to_device>;
using FromDevice = DmaMapping<DmaDirection::from_device>;
using BothWays = DmaMapping<DmaDirection::bidirectional>;

struct Lent : Fresh {
	fake::ClassedDevice raw{};
	Device device{&raw};

	static Vec<u8> bytes()
	{
		const u8 five[] = {'h', 'e', 'l', 'l', 'o'};
		return Vec<u8>::copy_of(Span<const u8>(five), Gfp::kernel).value();
	}
	static std::string text(Vec<u8> &bytes)
	{
		return std::string(reinterpret_cast<char *>(bytes.begin()), bytes.size());
	}
};

} // namespace

TEST_CASE_METHOD(Lent, "the device reads, writes, or does both, as the type says; then the bytes come back")
{
	ToDevice to = ToDevice::map(device, bytes()).value();
	FromDevice from = FromDevice::map(device, bytes()).value();
	BothWays both = BothWays::map(device, bytes()).value();
	CHECK((to.size() == 5 && from.size() == 5 && both.size() == 5));
	char *const read = fake::dma_memory(to.address().value(), 5);
	char *const written = fake::dma_memory(from.address().value(), 5);
	char *const shared = fake::dma_memory(both.address().value(), 5);
	CHECK(std::string(read, 5) == "hello");
	CHECK(std::string(shared, 5) == "hello");
	std::memcpy(read, "wrong", 5);
	std::memcpy(written, "world", 5);
	std::memcpy(shared, "jello", 5);
	Vec<u8> back = kernel::move(to).unmap();
	CHECK(text(back) == "hello");
	back = kernel::move(from).unmap();
	CHECK(text(back) == "world");
	back = kernel::move(both).unmap();
	CHECK(text(back) == "jello");
}

TEST_CASE_METHOD(Lent, "a mapping ends with its last owner, and what cannot be mapped is freed")
{
	u64 address = 0;
	{
		ToDevice first = ToDevice::map(device, bytes()).value();
		const ToDevice second(kernel::move(first));
		address = second.address().value();
		CHECK(fake::dma_memory(address, 5) != nullptr);
	}
	CHECK(fake::dma_memory(address, 1) == nullptr);
	CHECK(ToDevice::map(device, Vec<u8>()).error() == errors::invalid);
	fake::refuse_dma_mappings(true);
	CHECK(ToDevice::map(device, bytes()).error() == Errno(EIO));
}
