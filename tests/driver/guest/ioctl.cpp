// SPDX-License-Identifier: MIT
// What each ioctl does when it succeeds, and the answers that are no errors.
#include "catch.hpp"

#include "guest.hpp"

#include <bit>
#include <cstddef>
#include <cstring>
#include <limits>

using namespace guest;

namespace
{

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();

void set(File &file, std::int64_t number)
{
	__s64 argument = number;
	REQUIRE(file.control(RUSTY_IOC_SET, &argument) == 0);
}

rusty_add adding(std::int64_t operand, unsigned flags = 0)
{
	return {.operand = operand, .result = 0x5a5a, .flags = flags, .reserved = 0};
}

} // namespace

TEST_CASE_METHOD(Loaded, "VERSION returns the contract's number, through any file", "[ioctl]")
{
	for (int flags : {O_RDONLY, O_WRONLY, O_RDWR, O_ACCMODE}) {
		File any(flags);
		rusty_version version;
		std::memset(&version, 0xff, sizeof(version));
		CHECK(any.control(RUSTY_IOC_VERSION, &version) == 0);
		CHECK(version.abi == RUSTY_ABI_VERSION);
		for (__u32 reserved : version.reserved)
			CHECK(reserved == 0);
	}
}

TEST_CASE_METHOD(Loaded, "SET stores and GET returns every number", "[ioctl]")
{
	std::uint64_t generation = state().generation;
	for (std::int64_t number :
	     {least, greatest, std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 32}) {
		set(file, number);
		CHECK(file.number() == number);
		CHECK(state() == State{number, ++generation});
		CHECK(file.read_at(0) == std::to_string(number) + "\n");
	}
}

TEST_CASE_METHOD(Loaded, "SET of an equal number is a store", "[ioctl]")
{
	const State before = state();
	set(file, before.number);
	CHECK(state() == State{before.number, before.generation + 1});
}

TEST_CASE_METHOD(Loaded, "ADD adds either sign and returns the sum", "[ioctl]")
{
	const State before = state();
	rusty_add add = adding(7);
	CHECK(file.control(RUSTY_IOC_ADD, &add) == 0);
	CHECK(add.result == 2030);
	CHECK(add.operand == 7);
	CHECK(state() == State{2030, before.generation + 1});
	add = adding(-4000);
	CHECK(file.control(RUSTY_IOC_ADD, &add) == 0);
	CHECK(add.result == -1970);
	add = adding(0);
	CHECK(file.control(RUSTY_IOC_ADD, &add) == 0);
	CHECK(add.result == -1970);
	CHECK(state() == State{-1970, before.generation + 3});
}

TEST_CASE_METHOD(Loaded, "ADD wraps around at both ends", "[ioctl]")
{
	set(file, greatest);
	rusty_add add = adding(1);
	CHECK(file.control(RUSTY_IOC_ADD, &add) == 0);
	CHECK(add.result == least);
	CHECK(state().number == least);
	add = adding(-1);
	CHECK(file.control(RUSTY_IOC_ADD, &add) == 0);
	CHECK(add.result == greatest);
	set(file, least);
	add = adding(least);
	CHECK(file.control(RUSTY_IOC_ADD, &add) == 0);
	CHECK(add.result == 0);
	CHECK(state().number == 0);
}

TEST_CASE_METHOD(Loaded, "a checked ADD reaches both ends and refuses to pass them", "[ioctl]")
{
	const struct {
		std::int64_t start, operand, sum;
		bool fits;
	} cases[] = {
		{greatest - 1, 1, greatest, true}, {least + 1, -1, least, true},
		{greatest, least, -1, true},	   {-1, least, 0, false},
		{greatest, 1, 0, false},	   {least, -1, 0, false},
		{1, greatest, 0, false},	   {least, least, 0, false},
	};
	for (const auto &each : cases) {
		INFO(each.start << " + " << each.operand);
		set(file, each.start);
		Witness witness;
		const State before = state();
		rusty_add add = adding(each.operand, RUSTY_ADD_CHECKED);
		CHECK(file.control(RUSTY_IOC_ADD, &add) == (each.fits ? 0 : -EOVERFLOW));
		CHECK(witness.woken() == each.fits);
		if (each.fits) {
			CHECK(add.result == each.sum);
			CHECK(state() == State{each.sum, before.generation + 1});
		} else {
			CHECK(state() == before);
		}
	}
}

TEST_CASE_METHOD(Loaded, "EXCHANGE stores and returns what was there", "[ioctl]")
{
	const State before = state();
	rusty_exchange exchange{.desired = least, .previous = 0x5a5a};
	CHECK(file.control(RUSTY_IOC_EXCHANGE, &exchange) == 0);
	CHECK(exchange.previous == 2023);
	CHECK(exchange.desired == least);
	CHECK(state() == State{least, before.generation + 1});
	exchange.desired = -5;
	CHECK(file.control(RUSTY_IOC_EXCHANGE, &exchange) == 0);
	CHECK(exchange.previous == least);
	CHECK(state() == State{-5, before.generation + 2});
}

TEST_CASE_METHOD(Loaded, "COMPARE_EXCHANGE stores when the number is the expected one", "[ioctl]")
{
	Witness witness;
	const State before = state();
	rusty_compare_exchange swap{
		.expected = 2023, .desired = -9, .previous = 0x5a5a, .exchanged = 77, .reserved = 0};
	CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0);
	CHECK(swap.exchanged == 1);
	CHECK(swap.previous == 2023);
	CHECK(state() == State{-9, before.generation + 1});
	CHECK(witness.woken());
	swap = {.expected = -9, .desired = -9, .previous = 0, .exchanged = 0, .reserved = 0};
	CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0);
	CHECK(swap.exchanged == 1);
	CHECK(state() == State{-9, before.generation + 2});
}

TEST_CASE_METHOD(Loaded, "COMPARE_EXCHANGE stores nothing when the number is another", "[ioctl]")
{
	// The last differs in the upper half only.
	for (std::int64_t expected :
	     {std::int64_t{2022}, std::int64_t{-2023}, std::int64_t{2023} + (std::int64_t{1} << 32)}) {
		file.number();
		Witness witness;
		const State before = state();
		rusty_compare_exchange swap{.expected = expected,
					    .desired = 1,
					    .previous = 0x5a5a,
					    .exchanged = 77,
					    .reserved = 0};
		CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0);
		CHECK(swap.exchanged == 0);
		CHECK(swap.previous == 2023);
		CHECK(state() == before);
		CHECK_FALSE(witness.woken());
		CHECK_FALSE(file.readable());
	}
}

TEST_CASE_METHOD(Loaded, "SNAPSHOT returns number and generation, its reserved fields zero", "[ioctl]")
{
	rusty_snapshot first, second;
	std::memset(&first, 0xff, sizeof(first));
	CHECK(file.control(RUSTY_IOC_SNAPSHOT, &first) == 0);
	CHECK(first.number == 2023);
	for (__u64 reserved : first.reserved)
		CHECK(reserved == 0);
	CHECK(file.write("-2") == 2);
	CHECK(file.control(RUSTY_IOC_SNAPSHOT, &second) == 0);
	CHECK(second.number == -2);
	CHECK(second.generation == first.generation + 1);
}

TEST_CASE_METHOD(Loaded, "an argument may lie at any address", "[ioctl]")
{
	alignas(8) char memory[64];
	for (std::size_t offset : {1, 2, 4, 7}) {
		rusty_add add = adding(1);
		std::memcpy(memory + offset, &add, sizeof(add));
		const std::int64_t before = file.number();
		CHECK(file.control(RUSTY_IOC_ADD, memory + offset) == 0);
		std::memcpy(&add, memory + offset, sizeof(add));
		CHECK(add.result == before + 1);
	}
}

TEST_CASE_METHOD(Loaded, "all numbers are in the machine's own byte order, in ioctls and in the map",
		 "[ioctl][mmap]")
{
	constexpr bool big = std::endian::native == std::endian::big;
	const std::string written = big ? "\1\2\3\4\5\6\7\x8" : "\x8\7\6\5\4\3\2\1";
	const Mapping mapping(file);
	char argument[8];
	std::memcpy(argument, written.data(), sizeof(argument));
	REQUIRE(file.control(RUSTY_IOC_SET, argument) == 0);
	CHECK(file.read_at(0) == "72623859790382856\n"); // 0x0102030405060708
	CHECK(std::string(static_cast<const char *>(mapping.address()) + offsetof(rusty_page, number), 8) ==
	      written);
	std::memset(argument, 0, sizeof(argument));
	CHECK(file.control(RUSTY_IOC_GET, argument) == 0);
	CHECK(std::string(argument, sizeof(argument)) == written);
}
