// SPDX-License-Identifier: GPL-2.0-only
// Firmware: what it holds, that it is freed once, what cannot be loaded.
#include "kernel/firmware/firmware.hpp"

#include "tests/kit/host/fresh.hpp"

using kernel::Errno;
using kernel::Firmware;
using kernel::Result;
namespace errors = kernel::errors;

namespace
{

std::string text_of(const Firmware &firmware)
{
	return {firmware.data().begin(), firmware.data().end()};
}

} // namespace

TEST_CASE_METHOD(Fresh, "firmware is the bytes of its file")
{
	const std::string bytes("some\0bytes", 10);
	fake::add_firmware("engine/microcode.bin", bytes);
	const Result<Firmware> loaded = Firmware::request("engine/microcode.bin");
	REQUIRE(loaded.ok());
	CHECK(text_of(loaded.value()) == bytes);
	const Result<Firmware> again = Firmware::request_nowarn("engine/microcode.bin");
	REQUIRE(again.ok());
	CHECK(text_of(again.value()) == bytes);
	CHECK(again.value().data().data() != loaded.value().data().data());
}

TEST_CASE_METHOD(Fresh, "firmware can be moved, and what was moved from has none")
{
	fake::add_firmware("first", "1");
	fake::add_firmware("second", "22");
	Result<Firmware> first = Firmware::request("first");
	Result<Firmware> second = Firmware::request("second");
	REQUIRE((first.ok() && second.ok()));
	const unsigned int live = fake::live_allocations();
	Firmware moved(kernel::move(first.value()));
	CHECK(text_of(moved) == "1");
	CHECK(first.value().data().empty());
	CHECK(fake::live_allocations() == live);
	moved = kernel::move(second.value());
	CHECK(text_of(moved) == "22");
	CHECK(second.value().data().empty());
	CHECK(fake::live_allocations() == live - 2);
}

TEST_CASE_METHOD(Fresh, "firmware that cannot be loaded is an errno, and the log says so unless asked not to")
{
	CHECK(Firmware::request_nowarn("missing").error() == Errno(ENOENT));
	CHECK(fake::firmware_warnings() == 0);
	CHECK(Firmware::request("missing").error() == Errno(ENOENT));
	CHECK(fake::firmware_warnings() == 1);
	fake::add_firmware("there", "bytes");
	CHECK(with_each_failing_allocation([] {
		      const Result<Firmware> loaded = Firmware::request("there");
		      CHECK((loaded.ok() || loaded.error() == errors::no_memory));
		      CHECK(loaded.ok() == !fake::allocation_failed());
	      }) == 2);
}
