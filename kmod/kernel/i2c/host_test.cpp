// SPDX-License-Identifier: GPL-2.0-only
// I2C drivers, the devices that they are bound to and when; transfers.
#include "kernel/i2c/driver.hpp"

#include <cerrno>
#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

// (What shim.c makes of host_test.module.h.)
extern "C" const i2c_device_id chip_table[] __asm__("i2c_ids_chip");
const i2c_device_id chip_table[] = {{"first", 11}, {"second", 12}, {"", 0}};
extern "C" const i2c_device_id other_table[] __asm__("i2c_ids_other");
const i2c_device_id other_table[] = {{"third", 0}, {"", 0}};

namespace
{

std::string events;
Result<void> refusal;

struct Chip : Pinned {
	explicit Chip(I2cClient client, unsigned long number) : client(client), number(number)
	{
		events += std::string(" +") + client.name();
	}
	~Chip() { events += std::string(" -") + client.name(); }
	static Result<Box<Chip>> probe(I2cId id, I2cClient client)
	{
		auto chip = TRY(Box<Chip>::make(Gfp::kernel, client, id.driver_data));
		TRY(refusal);
		last = chip.get();
		return chip;
	}
	static inline Chip *last = nullptr;
	I2cClient client;
	unsigned long number;
};
struct Other : Pinned {
	static Result<Box<Other>> probe(I2cClient client)
	{
		events += std::string(" other ") + client.name();
		return Box<Other>::make(Gfp::kernel);
	}
};

struct Bus : Fresh {
	Bus()
	{
		events.clear();
		refusal = {};
	}
	fake::I2cChip first{"first"};
	fake::I2cChip second{"second", 0x49};
	fake::I2cChip third{"third", 0x4a};
};

struct Transfers : Bus {
	I2cClient client{&first};
};

std::string hex(Span<const u8> bytes)
{
	std::string text;
	for (const u8 byte : bytes)
		text += "0123456789abcdef"[byte / 16], text += "0123456789abcdef"[byte % 16];
	return text;
}

} // namespace

TEST_CASE_METHOD(Bus, "a driver is bound to the devices that its ids name, and gets the id that matched")
{
	I2cDriver<Chip> driver(i2c_ids::chip);
	CHECK(first.probed == -ENODEV);
	REQUIRE(driver.register_driver().ok());
	CHECK(events == " +first +second");
	CHECK(Chip::last->number == 12);
	CHECK(Chip::last->client.address() == 0x49);
	CHECK(Device(Chip::last->client).raw() == &second.device());
	CHECK(Device(Chip::last->client).name() == "second");
	CHECK(third.probed == -ENODEV);
	I2cDriver<Other> other(i2c_ids::other);
	REQUIRE(other.register_driver().ok());
	CHECK(events == " +first +second other third");
	CHECK(driver.register_driver().error() == errors::busy);
	I2cDriver<Chip> again(i2c_ids::chip);
	CHECK(again.register_driver().error() == errors::busy);
}

TEST_CASE_METHOD(Bus, "what probe has made goes with its device, or with the driver")
{
	{
		I2cDriver<Chip> driver(i2c_ids::chip);
		REQUIRE(driver.register_driver().ok());
		fake::unbind(first);
		CHECK(events == " +first +second -first");
		fake::bind(first);
		CHECK(events == " +first +second -first +first");
		{
			const fake::I2cChip late("second", 0x50);
			CHECK(late.probed == 0);
		}
		CHECK(events == " +first +second -first +first +second -second");
		events.clear();
	}
	CHECK(events == " -first -second");
	CHECK(fake::live_allocations() == 0);
}

TEST_CASE_METHOD(Bus, "what probe cannot make is an errno, and nothing is left of it")
{
	refusal = Errno(EIO);
	I2cDriver<Chip> driver(i2c_ids::chip);
	REQUIRE(driver.register_driver().ok());
	CHECK(first.probed == -EIO);
	CHECK(events == " +first -first +second -second");
	CHECK(fake::live_allocations() == 0);
	refusal = {};
	fake::fail_allocation(1);
	fake::bind(first);
	CHECK(first.probed == -ENOMEM);
	fake::bind(first);
	CHECK(first.probed == 0);
}

TEST_CASE_METHOD(Transfers, "registers are read and written, words in either order")
{
	CHECK(client.write_byte_data(1, 0xab).ok());
	CHECK(client.read_byte_data(1).value() == 0xab);
	CHECK(client.write_byte(0xcd).ok());
	CHECK(client.read_byte().value() == 0xcd);
	CHECK(client.write_word_data(2, 0x1234).ok());
	CHECK(first.words[2] == 0x1234);
	CHECK(client.read_word_data(2).value() == 0x1234);
	CHECK(client.read_word_swapped(2).value() == 0x3412);
	CHECK(client.write_word_swapped(3, 0xff80).ok());
	CHECK(first.words[3] == 0x80ff);
	first.words[4] = 0xffff;
	CHECK(client.read_word_data(4).value() == 0xffff);
	CHECK(client.read_word_swapped(4).value() == 0xffff);
}

TEST_CASE_METHOD(Transfers, "blocks have a size of 1 to 32, and are what came")
{
	const u8 bytes[33] = {1, 2, 3};
	CHECK(client.write_block_data(5, Span<const u8>(bytes, 3)).ok());
	CHECK(hex(client.read_block_data(5).value().bytes()) == "010203");
	CHECK(client.write_block_data(5, Span<const u8>(bytes, 33)).error() == errors::invalid);
	CHECK(client.write_block_data(5, Span<const u8>()).error() == errors::invalid);
	CHECK(client.write_i2c_block_data(6, Span<const u8>(bytes, 32)).ok());
	CHECK(client.read_i2c_block_data(6, 32).value().bytes().size() == 32);
	CHECK(hex(client.read_i2c_block_data(6, 2).value().bytes()) == "0102");
	CHECK(client.read_i2c_block_data(6, 0).error() == errors::invalid);
	CHECK(client.read_i2c_block_data(6, 33).error() == errors::invalid);
	CHECK(client.write_i2c_block_data(6, Span<const u8>(bytes, 33)).error() == errors::invalid);
}

TEST_CASE_METHOD(Transfers, "raw messages go out in their order, to the device's address")
{
	const u8 pointer[] = {0x10, 0x20};
	u8 answer[3] = {};
	first.answer = "abc";
	I2cMessage messages[] = {I2cMessage::write(pointer), I2cMessage::read(answer)};
	CHECK(client.transfer(messages).ok());
	CHECK(first.sent == "48 w 1020; 48 r 3");
	CHECK(hex(answer) == "616263");
	first.sent.clear();
	first.flags = I2C_M_TEN;
	first.addr = 0x150;
	CHECK(client.send(pointer).ok());
	CHECK(client.receive(Span<u8>(answer, 1)).ok());
	CHECK(first.sent == "150(10) w 1020; 150(10) r 1");
	first.most_messages = 1;
	CHECK(client.transfer(messages).error() == Errno(EIO));
	I2cMessage long_one[] = {I2cMessage::write(Span<const u8>(pointer, 65536))};
	CHECK(client.transfer(long_one).error() == errors::invalid);
}

TEST_CASE_METHOD(Transfers, "what the adapter cannot do, and what fails, is said")
{
	first.functionality = I2C_FUNC_SMBUS_BYTE_DATA;
	CHECK(client.check_functionality(I2C_FUNC_SMBUS_BYTE_DATA));
	CHECK_FALSE(client.check_functionality(I2C_FUNC_SMBUS_BYTE_DATA | I2C_FUNC_SMBUS_WORD_DATA));
	first.failing = -ENXIO;
	const u8 bytes[] = {1};
	u8 room[1];
	const Errno gone(ENXIO);
	CHECK(client.read_byte().error() == gone);
	CHECK(client.write_byte(1).error() == gone);
	CHECK(client.read_byte_data(1).error() == gone);
	CHECK(client.write_byte_data(1, 1).error() == gone);
	CHECK(client.read_word_data(1).error() == gone);
	CHECK(client.write_word_data(1, 1).error() == gone);
	CHECK(client.read_word_swapped(1).error() == gone);
	CHECK(client.write_word_swapped(1, 1).error() == gone);
	CHECK(client.read_block_data(1).error() == gone);
	CHECK(client.write_block_data(1, bytes).error() == gone);
	CHECK(client.read_i2c_block_data(1, 1).error() == gone);
	CHECK(client.write_i2c_block_data(1, bytes).error() == gone);
	CHECK(client.send(bytes).error() == gone);
	CHECK(client.receive(room).error() == gone);
}
