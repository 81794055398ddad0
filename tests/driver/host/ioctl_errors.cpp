// SPDX-License-Identifier: MIT
// ioctl: which file may do what, and that a refused command has changed nothing.
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <string>
#include <vector>

#include "control.hpp"

using namespace driver;

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
		CHECK(file.ioctl(each.command, reinterpret_cast<unsigned long>(start)) == -EFAULT);
		for (std::size_t good = 0; good < each.size; good += 3) {
			fake::forbid(start + good, each.size);
			CHECK(file.control(each.command, start) == -EFAULT);
		}
		fake::forbid(nullptr, 0);
		check_untouched();
	}
}

TEST_CASE_METHOD(Control, "a bad address for the answer is found before anything has changed")
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
	// A field that the driver fills in may hold anything.
	add = {.operand = 1, .result = 99, .flags = 0, .reserved = 0};
	CHECK(file.control(RUSTY_IOC_ADD, &add) == 0);
	compare = {.expected = 1, .desired = 1, .previous = 99, .exchanged = 99, .reserved = 0};
	CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &compare) == 0);
	check_stored(2024);
}

TEST_CASE_METHOD(Control, "no byte outside the argument is read or written")
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
