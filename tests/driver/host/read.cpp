// SPDX-License-Identifier: MIT
// read: a text, its end, one number however it is cut; and what a read that fails leaves behind.
#include <cerrno>
#include <cstdint>
#include <string>

#include "loaded.hpp"

using namespace driver;

namespace
{

// Each test twice: with one buffer, and with vectors.
struct Reading : Loaded {
	Way way = GENERATE(Way::buffer, Way::vectors);
	Open file{reading, way};
	Open writer;

	void store(std::string_view text) { REQUIRE(writer.write(text) == static_cast<long>(text.size())); }
};

} // namespace

TEST_CASE_METHOD(Reading, "a read gives the number and a newline, then the end")
{
	CHECK(file.read() == "2023\n");
	CHECK(file.position == 5);
	CHECK(file.read() == "");
	CHECK(file.read() == "");
	CHECK(file.position == 5);
	CHECK(file.read_at(0, 5) == "2023\n");
	CHECK(file.read_at(5) == "");
	CHECK(file.read_at(INT64_MAX) == "");
}

TEST_CASE_METHOD(Reading, "the longest and the shortest number are read to their last digit")
{
	for (const char *text : {"-9223372036854775808", "9223372036854775807", "0", "-1"}) {
		store(text);
		const std::string line = std::string(text) + "\n";
		CHECK(file.read_at(0) == line);
		CHECK(file.read_at(0, line.size()) == line);
		CHECK(file.read_at(0, line.size() - 1) == text);
	}
}

TEST_CASE_METHOD(Reading, "a partial read is continued from the same number, whatever is stored in between")
{
	store("12345678");
	CHECK(file.read(1) == "1");
	store("-9");
	CHECK(file.read(3) == "234");
	store("999999999999999999");
	CHECK(file.read(1) == "5");
	CHECK(file.read() == "678\n");
	CHECK(file.read() == "");
	file.position = 0;
	CHECK(file.read(2) == "99");
	store("1");
	CHECK(file.read() == std::string(16, '9') + "\n");
	CHECK(file.read_at(0) == "1\n");
	CHECK(file.read_at(1) == "\n");
	CHECK(file.read_at(2) == "");
}

TEST_CASE_METHOD(Reading, "the end stays the end when the number has grown longer since")
{
	store("5");
	CHECK(file.read() == "5\n");
	store("123456789");
	CHECK(file.read() == "");
	CHECK(file.read_at(0) == "123456789\n");
}

TEST_CASE_METHOD(Reading, "a fresh file that starts in the middle reads the middle of the number now")
{
	CHECK(file.read_at(2, 1) == "2");
	store("777777");
	CHECK(file.read_at(3) == "3\n"); // the text that it started
	CHECK(file.read_at(0) == "777777\n");
}

TEST_CASE_METHOD(Reading, "files do not disturb each other's text")
{
	Open other(reading);
	CHECK(file.read(2) == "20");
	store("55555");
	CHECK(other.read(3) == "555");
	store("7");
	CHECK(file.read() == "23\n");
	CHECK(other.read() == "55\n");
	CHECK(Open(reading).read() == "7\n");
}

TEST_CASE_METHOD(Reading, "a read of no bytes returns 0 and does not count as a read")
{
	CHECK(file.read(0) == "");
	CHECK(file.position == 0);
	CHECK(file.readable());
	CHECK(file.read() == "2023\n");
	CHECK_FALSE(file.readable());
}

TEST_CASE_METHOD(Reading, "a buffer that faults is EFAULT, moves nothing and leaves the number unread")
{
	char memory[32] = {};
	CHECK(file.read_into(nullptr, 32) == -EFAULT);
	CHECK(file.read_into(memory, 32) == -EFAULT); // the kernel's own
	for (const std::size_t good : {0, 1, 2, 4}) {
		CAPTURE(good);
		fake::forbid(memory + good, 32);
		CHECK(file.read_into(fake::user(memory), 32) == -EFAULT);
		CHECK(file.position == 0);
		CHECK(file.readable());
	}
	fake::forbid(nullptr, 0);
	store("42");
	CHECK(file.read() == "42\n");
	CHECK_FALSE(file.readable());
}

TEST_CASE_METHOD(Reading, "memory right behind the text may fault")
{
	char memory[32] = {};
	fake::forbid(memory + 5, 27);
	CHECK(file.read_into(fake::user(memory), 32) == 5);
	CHECK(std::string(memory) == "2023\n");
}

TEST_CASE_METHOD(Reading, "a continued read that faults can be continued again, from the same number")
{
	char memory[8] = {};
	CHECK(file.read(2) == "20");
	store("88888");
	fake::forbid(memory, 8);
	CHECK(file.read_into(fake::user(memory), 8) == -EFAULT);
	CHECK(file.position == 2);
	fake::forbid(nullptr, 0);
	CHECK(file.read() == "23\n");
	CHECK(file.readable());
	// A fault at offset 0 leaves the text of before, too.
	CHECK(file.read_at(0, 1) == "8");
	store("9");
	fake::forbid(memory, 8);
	file.position = 0;
	CHECK(file.read_into(fake::user(memory), 8) == -EFAULT);
	fake::forbid(nullptr, 0);
	CHECK(file.read_at(1) == "8888\n");
	CHECK(file.readable());
}

TEST_CASE_METHOD(Reading,
		 "open allocates nothing, the first read allocates the file's state, and release frees it")
{
	const unsigned int live = fake::live_allocations();
	{
		Open fresh(reading, way);
		CHECK(fake::live_allocations() == live);
		CHECK(fresh.readable());
		CHECK(fake::live_allocations() == live);
		CHECK(fresh.read() == "2023\n");
		CHECK(fake::last_gfp() == LAYOUT_GFP_KERNEL_ACCOUNT); // anybody may open files
		CHECK(fresh.read_at(0) == "2023\n");
		CHECK(fake::live_allocations() == live + 1);
	}
	CHECK(fake::live_allocations() == live);
}

TEST_CASE_METHOD(Reading, "the first read without memory is ENOMEM; the file is still fresh")
{
	fake::fail_allocation(1);
	CHECK(file.read() == fake::errno_text(ENOMEM));
	CHECK(file.position == 0);
	CHECK(file.readable());
	CHECK(file.read() == "2023\n");
	fake::fail_allocation(1);
	CHECK(file.read_at(0) == "2023\n");
	CHECK_FALSE(fake::allocation_failed());
}

TEST_CASE_METHOD(Reading, "of two threads that read a new file at once, the slower uses the state that the "
			  "faster has allocated")
{
	const unsigned int live = fake::live_allocations();
	std::string seen;
	fake::before_cmpxchg([&] {
		seen = file.read_at(0, 2);
		store("66666");
	});
	CHECK(file.read_at(1, 2) == "02"); // continues the text of the faster
	CHECK(seen == "20");
	CHECK(fake::live_allocations() == live + 1);
	CHECK(file.read_at(2) == "23\n");
}
