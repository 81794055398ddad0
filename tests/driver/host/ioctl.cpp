// SPDX-License-Identifier: MIT
// ioctl: what each command does.
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "control.hpp"

using namespace driver;

TEST_CASE_METHOD(Control, "VERSION returns the contract's number, through any file")
{
	std::memset(&version, 0xff, sizeof(version));
	CHECK(Open(0).control(RUSTY_IOC_VERSION, &version) == 0);
	CHECK(version.abi == RUSTY_ABI_VERSION);
	for (const u32 reserved : version.reserved)
		CHECK(reserved == 0);
}

TEST_CASE_METHOD(Control, "GET and SET read and store any number")
{
	for (const s64 value : {s64{0}, s64{-1}, s64{INT64_MIN}, s64{INT64_MAX}, s64{2023}}) {
		number = value;
		CHECK(file.control(RUSTY_IOC_SET, &number) == 0);
		check_stored(value);
		number = 7;
		CHECK(file.control(RUSTY_IOC_GET, &number) == 0);
		CHECK(number == value);
	}
	check_untouched();
}

TEST_CASE_METHOD(Control, "SNAPSHOT is the number with its generation, and nothing else")
{
	number = -5;
	CHECK(file.control(RUSTY_IOC_SET, &number) == 0);
	CHECK(file.control(RUSTY_IOC_SET, &number) == 0);
	std::memset(&snapshot, 0xff, sizeof(snapshot));
	CHECK(file.control(RUSTY_IOC_SNAPSHOT, &snapshot) == 0);
	CHECK(snapshot.number == -5);
	CHECK(snapshot.generation == 2);
	CHECK(snapshot.reserved[0] == 0);
	CHECK(snapshot.reserved[1] == 0);
}

TEST_CASE_METHOD(Control, "ADD returns the sum, and wraps around unless a check is requested")
{
	CHECK(do_add(-23) == 0);
	CHECK(add.result == 2000);
	CHECK((add.operand == -23 && add.flags == 0 && add.reserved == 0));
	check_stored(2000);
	CHECK(do_add(INT64_MAX - 2000, RUSTY_ADD_CHECKED) == 0);
	CHECK(add.result == INT64_MAX);
	check_stored(INT64_MAX);
	CHECK(do_add(1, RUSTY_ADD_CHECKED) == -EOVERFLOW);
	CHECK(add.result == -1);
	check_untouched();
	CHECK(do_add(1) == 0);
	CHECK(add.result == INT64_MIN);
	check_stored(INT64_MIN);
	CHECK(do_add(-1, RUSTY_ADD_CHECKED) == -EOVERFLOW);
	CHECK(do_add(INT64_MIN, RUSTY_ADD_CHECKED) == -EOVERFLOW);
	check_untouched();
	CHECK(do_add(-1) == 0);
	CHECK(add.result == INT64_MAX);
	check_stored(INT64_MAX);
	CHECK(do_add(0, RUSTY_ADD_CHECKED) == 0);
	check_stored(INT64_MAX);
}

TEST_CASE_METHOD(Control, "EXCHANGE stores and returns the previous number")
{
	exchange = {.desired = 8, .previous = -1};
	CHECK(file.control(RUSTY_IOC_EXCHANGE, &exchange) == 0);
	CHECK(exchange.previous == 2023);
	CHECK(exchange.desired == 8);
	check_stored(8);
	CHECK(file.control(RUSTY_IOC_EXCHANGE, &exchange) == 0);
	CHECK(exchange.previous == 8);
	check_stored(8);
}

TEST_CASE_METHOD(Control, "COMPARE_EXCHANGE stores if the number is the expected one, and returns whether it "
			  "was, and the previous number")
{
	CHECK(do_compare(2023, 9) == 0);
	CHECK((compare.previous == 2023 && compare.exchanged == 1));
	check_stored(9);
	CHECK(do_compare(2023, 10) == 0);
	CHECK((compare.previous == 9 && compare.exchanged == 0));
	CHECK((compare.expected == 2023 && compare.desired == 10 && compare.reserved == 0));
	check_untouched();
	CHECK(do_compare(9, 9) == 0);
	CHECK((compare.previous == 9 && compare.exchanged == 1));
	check_stored(9);
}

TEST_CASE_METHOD(Control, "GET and SNAPSHOT allocate the state of a new file, or return ENOMEM")
{
	for (const unsigned int command : {RUSTY_IOC_GET, RUSTY_IOC_SNAPSHOT}) {
		Open fresh(reading);
		fake::fail_allocation(1);
		CHECK(fresh.control(command, &snapshot) == -ENOMEM);
		CHECK(fresh.readable());
		CHECK(fresh.control(command, &snapshot) == 0);
		CHECK_FALSE(fresh.readable());
	}
}

TEST_CASE_METHOD(Control, "a text that is being read goes on after a GET, and the number counts as seen")
{
	CHECK(file.read(2) == "20");
	number = 555555;
	CHECK(Open().control(RUSTY_IOC_SET, &number) == 0);
	CHECK(file.control(RUSTY_IOC_GET, &number) == 0);
	CHECK_FALSE(file.readable());
	CHECK(file.read() == "23\n");
	CHECK_FALSE(file.readable()); // the end of an older text does not make the number unread again
}
