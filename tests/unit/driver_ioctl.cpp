// SPDX-License-Identifier: MIT
// ioctl: what each command does, who may, and that a refused one has changed nothing.
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "driver_loaded.hpp"

using namespace driver;

namespace
{

struct Control : Loaded {
	Open file;
	rusty_version version = {};
	s64 number = 0;
	rusty_add add = {};
	rusty_exchange exchange = {};
	rusty_compare_exchange compare = {};
	rusty_snapshot snapshot = {};

	struct Command {
		unsigned int command;
		void *argument;
		std::size_t size;
		bool returns_number, changes_number;
	};
	const Command commands[7] = {
		{RUSTY_IOC_VERSION, &version, sizeof(version), false, false},
		{RUSTY_IOC_GET, &number, sizeof(number), true, false},
		{RUSTY_IOC_SET, &number, sizeof(number), false, true},
		{RUSTY_IOC_ADD, &add, sizeof(add), true, true},
		{RUSTY_IOC_EXCHANGE, &exchange, sizeof(exchange), true, true},
		{RUSTY_IOC_COMPARE_EXCHANGE, &compare, sizeof(compare), true, true},
		{RUSTY_IOC_SNAPSHOT, &snapshot, sizeof(snapshot), true, false},
	};

	long do_add(s64 operand, u32 flags = 0)
	{
		add = {.operand = operand, .result = -1, .flags = flags, .reserved = 0};
		return file.control(RUSTY_IOC_ADD, &add);
	}
	long do_compare(s64 expected, s64 desired)
	{
		compare = {.expected = expected,
			   .desired = desired,
			   .previous = -1,
			   .exchanged = 7,
			   .reserved = 0};
		return file.control(RUSTY_IOC_COMPARE_EXCHANGE, &compare);
	}
};

} // namespace

TEST_CASE_METHOD(Control, "VERSION tells the contract, whoever asks")
{
	std::memset(&version, 0xff, sizeof(version));
	CHECK(Open(0).control(RUSTY_IOC_VERSION, &version) == 0);
	CHECK(version.abi == RUSTY_ABI_VERSION);
	for (const u32 reserved : version.reserved)
		CHECK(reserved == 0);
}

TEST_CASE_METHOD(Control, "GET and SET are the number, of any value")
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

TEST_CASE_METHOD(Control, "ADD gives the sum, and wraps around unless it is to be checked")
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

TEST_CASE_METHOD(Control, "EXCHANGE stores and gives what was there")
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

TEST_CASE_METHOD(Control, "COMPARE_EXCHANGE stores if the number is expected, and says so and what was there")
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

TEST_CASE_METHOD(Control, "a command needs a file open for what it does, else EBADF and nothing is touched")
{
	for (const unsigned int mode : {0u, reading, writing, reading | writing}) {
		Open opened(mode);
		for (const Command &each : commands) {
			CAPTURE(mode, each.command);
			std::vector<char> argument(each.size);
			const bool allowed = (!each.returns_number || (mode & reading) != 0) &&
					     (!each.changes_number || (mode & writing) != 0);
			const std::uint64_t before = state().generation;
			CHECK(opened.control(each.command, argument.data()) == (allowed ? 0 : -EBADF));
			if (!allowed) {
				CHECK(argument == std::vector<char>(each.size));
				CHECK(state().generation == before);
				// Also before the pointer is looked at.
				CHECK(opened.control(each.command, static_cast<char *>(nullptr)) == -EBADF);
			}
		}
	}
}

TEST_CASE_METHOD(Control, "an argument that faults anywhere is EFAULT and nothing has changed")
{
	for (const Command &each : commands) {
		CAPTURE(each.command);
		char *const start = static_cast<char *>(each.argument);
		CHECK(file.control(each.command, static_cast<char *>(nullptr)) == -EFAULT);
		CHECK(entry_unlocked_ioctl(file.raw(), each.command,
					   reinterpret_cast<unsigned long>(start)) == -EFAULT);
		for (std::size_t good = 0; good < each.size; good += 3) {
			fake::forbid(start + good, each.size);
			CHECK(file.control(each.command, start) == -EFAULT);
		}
		fake::forbid(nullptr, 0);
		check_untouched();
	}
}

TEST_CASE_METHOD(Control, "an answer without a place is found before anything has changed")
{
	for (const Command &each : commands) {
		CAPTURE(each.command);
		const bool answers = each.command != RUSTY_IOC_SET;
		fake::forbid(each.argument, each.size, fake::Forbidden::writes);
		CHECK(file.control(each.command, static_cast<char *>(each.argument)) ==
		      (answers ? -EFAULT : 0));
		fake::forbid(nullptr, 0);
		if (answers)
			check_untouched();
		else
			check_stored(0);
	}
}

TEST_CASE_METHOD(Control, "only memory that goes away during the call makes EFAULT come after the change")
{
	fake::forbid(&add, sizeof(add), fake::Forbidden::everything, 2); // after the load and the first store
	CHECK(do_add(1) == -EFAULT);
	fake::forbid(nullptr, 0);
	check_stored(2024);
}

TEST_CASE_METHOD(Control, "unknown commands are ENOTTY, and so are known ones of another size or direction")
{
	for (const unsigned int command :
	     {0u, ~0u, unsigned{_IO(RUSTY_IOC_MAGIC, 0)}, unsigned{_IOR(RUSTY_IOC_MAGIC, 7, s64)},
	      unsigned{_IOR(RUSTY_IOC_MAGIC, 0, u32)}, unsigned{_IOW(RUSTY_IOC_MAGIC, 1, s64)},
	      unsigned{_IOR(RUSTY_IOC_MAGIC, 1, s32)}, unsigned{_IOR(RUSTY_IOC_MAGIC, 2, s64)},
	      unsigned{_IOW(RUSTY_IOC_MAGIC, 3, rusty_add)},
	      unsigned{_IOWR(RUSTY_IOC_MAGIC ^ 1, 3, rusty_add)}, unsigned{_IOWR(RUSTY_IOC_MAGIC, 3, s64)},
	      unsigned{_IOR(RUSTY_IOC_MAGIC, 6, s64)}}) {
		CAPTURE(command);
		CHECK(file.control(command, &add) == -ENOTTY);
		CHECK(Open(0).control(command, &add) == -ENOTTY);
		CHECK(file.control(command, static_cast<char *>(nullptr)) == -ENOTTY);
	}
	check_untouched();
}

TEST_CASE_METHOD(Control, "a reserved field or an unknown flag that is not zero is EINVAL")
{
	for (u32 flag = 2; flag != 0; flag <<= 1) {
		CHECK(do_add(1, flag) == -EINVAL);
		CHECK(do_add(1, flag | RUSTY_ADD_CHECKED) == -EINVAL);
	}
	add = {.operand = 1, .result = 0, .flags = 0, .reserved = 1};
	CHECK(file.control(RUSTY_IOC_ADD, &add) == -EINVAL);
	compare = {.expected = 2023, .desired = 1, .previous = 0, .exchanged = 0, .reserved = 0x80000000};
	CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &compare) == -EINVAL);
	check_untouched();
	// What is filled in by the driver may hold anything.
	add = {.operand = 1, .result = 99, .flags = 0, .reserved = 0};
	CHECK(file.control(RUSTY_IOC_ADD, &add) == 0);
	compare = {.expected = 1, .desired = 1, .previous = 99, .exchanged = 99, .reserved = 0};
	CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &compare) == 0);
	check_stored(2024);
}

TEST_CASE_METHOD(Control, "no byte beside the argument is read or written")
{
	for (const Command &each : commands) {
		CAPTURE(each.command);
		std::vector<char> memory(each.size + 16);
		std::fill_n(memory.begin(), 8, '#');
		std::fill_n(memory.end() - 8, 8, '#');
		CHECK(file.control(each.command, memory.data() + 8) == 0);
		CHECK(std::string(memory.data(), 8) == "########");
		CHECK(std::string(memory.data() + 8 + each.size, 8) == "########");
		fake::forbid(memory.data() + 8 + each.size, 8);
		CHECK(file.control(each.command, memory.data() + 8) == 0);
		fake::forbid(nullptr, 0);
	}
}

TEST_CASE_METHOD(Control, "GET and SNAPSHOT allocate a fresh file's few words, or are ENOMEM")
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
	CHECK_FALSE(file.readable()); // the end of an older text does not make it unseen
}
