// SPDX-License-Identifier: MIT
// What read(2) and its relatives give: a text, its end, and one number however it is cut.
#include "catch.hpp"

#include "guest.hpp"

#include <array>
#include <cstdlib>

#include <sys/sendfile.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <unistd.h>

using namespace guest;

namespace
{

struct Pipe {
	Pipe() { REQUIRE(::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0); }
	~Pipe()
	{
		::close(ends[0]);
		::close(ends[1]);
	}
	std::string content()
	{
		std::array<char, 256> buffer;
		const ssize_t size = ::read(ends[0], buffer.data(), buffer.size());
		return size < 0 ? "" : std::string(buffer.data(), static_cast<std::size_t>(size));
	}
	int ends[2];
};

// Kernels before 6.0 refuse every character device.
bool sendfile_takes_devices()
{
	utsname name{};
	::uname(&name);
	return std::atoi(name.release) >= 6;
}

} // namespace

TEST_CASE_METHOD(Loaded, "a read gives the number and a newline, then the end", "[read]")
{
	CHECK(file.read(0) == "");
	CHECK(file.readable());
	CHECK(file.read() == "2023\n");
	CHECK(file.offset() == 5);
	CHECK(file.read() == "");
}

TEST_CASE_METHOD(Loaded, "a buffer of just the text's size is filled, and the next read is the end", "[read]")
{
	CHECK(file.read(5) == "2023\n");
	CHECK(file.read(5) == "");
	REQUIRE(file.write("-9223372036854775808") == 20);
	CHECK(file.read_at(0, 21) == "-9223372036854775808\n");
	REQUIRE(file.write("0") == 1);
	CHECK(file.read_at(0, 2) == "0\n");
}

TEST_CASE_METHOD(Loaded, "lseek to 0 and pread at 0 read afresh", "[read]")
{
	CHECK(file.read() == "2023\n");
	REQUIRE(put(device, "-77") == 3);
	CHECK(file.read() == "");
	CHECK(file.read_at(0) == "-77\n");
	CHECK(file.offset() == 5);
	file.rewind();
	CHECK(file.read() == "-77\n");
	CHECK(file.read_at(1000) == "");
}

TEST_CASE_METHOD(Loaded, "a partial read is continued from the same number", "[read]")
{
	REQUIRE(file.write("12345678") == 8);
	CHECK(file.read(1) == "1");
	REQUIRE(put(device, "-9") == 2);
	CHECK(file.read(3) == "234");
	REQUIRE(put(device, "999999999999999999") == 18);
	CHECK(file.read(1) == "5");
	CHECK(file.read() == "678\n");
	CHECK(file.read() == "");
}

TEST_CASE_METHOD(Loaded, "a partial read is continued although the file itself wrote in between", "[read]")
{
	CHECK(file.read(2) == "20");
	REQUIRE(file.write("555555555") == 9);
	CHECK(file.offset() == 2);
	CHECK(file.read() == "23\n");
}

TEST_CASE_METHOD(Loaded, "pread continues a partial pread from the same number", "[read]")
{
	CHECK(file.read_at(0, 1) == "2");
	REQUIRE(put(device, "777777") == 6);
	CHECK(file.read_at(1) == "023\n");
	CHECK(file.read_at(0) == "777777\n");
}

TEST_CASE_METHOD(Loaded, "a partial read afresh takes the newer number, again and again", "[read]")
{
	for (const char *number : {"11111", "22", "3333333333", "4"}) {
		REQUIRE(put(device, number) == static_cast<long>(std::string(number).size()));
		file.rewind();
		CHECK(file.read_byte_by_byte() == std::string(number) + "\n");
	}
}

TEST_CASE_METHOD(Loaded, "the end stays the end when the number grew longer in between", "[read]")
{
	REQUIRE(put(device, "5") == 1);
	CHECK(file.read() == "5\n");
	REQUIRE(put(device, "123456789") == 9);
	CHECK(file.read() == "");
	CHECK(file.read(1) == "");
}

TEST_CASE_METHOD(Loaded, "a whole read ends where its own text ends, not that of an earlier partial read",
		 "[read]")
{
	REQUIRE(put(device, "123456789") == 9);
	CHECK(file.read(1) == "1");
	REQUIRE(put(device, "5") == 1);
	file.rewind();
	CHECK(file.read() == "5\n");
	CHECK(file.read() == "");
	REQUIRE(put(device, "123456789") == 9);
	CHECK(file.read(1) == "");
}

TEST_CASE_METHOD(Loaded, "each open file reads on its own", "[read]")
{
	File other(O_RDONLY);
	CHECK(file.read(2) == "20");
	REQUIRE(put(device, "98765") == 5);
	CHECK(other.read(3) == "987");
	CHECK(file.read() == "23\n");
	CHECK(other.read() == "65\n");
}

TEST_CASE_METHOD(Loaded, "a read into bad memory is EFAULT and consumes nothing", "[read]")
{
	for (char *bad : bad_pointers()) {
		CHECK(Outcome::of(::read(file.fd(), bad, 100)) == -EFAULT);
		CHECK(Outcome::of(::read(file.fd(), bad, 1)) == -EFAULT);
		CHECK(file.offset() == 0);
		CHECK(file.readable());
	}
	CHECK(file.read() == "2023\n");
	CHECK_FALSE(file.readable());
}

TEST_CASE_METHOD(Loaded, "a read that faults half way gives what fits or EFAULT, never more", "[read]")
{
	GuardedPage page;
	const Outcome outcome = Outcome::of(::read(file.fd(), page.end() - 2, 100));
	const bool short_read = outcome == 2;
	CHECK((short_read || outcome == -EFAULT));
	CHECK(file.offset() == (short_read ? 2 : 0));
	REQUIRE(put(device, "7777777") == 7);
	CHECK(file.read() == (short_read ? "23\n" : "7777777\n"));
}

TEST_CASE_METHOD(Loaded, "readv and preadv fill their vectors in order", "[read]")
{
	char first[2], second[1], third[16];
	const iovec vectors[] = {{first, sizeof(first)}, {second, sizeof(second)}, {third, sizeof(third)}};
	const auto check = [&](ssize_t size) {
		CHECK(size == 5);
		CHECK(std::string(first, 2) == "20");
		CHECK(std::string(second, 1) == "2");
		CHECK(std::string(third, 2) == "3\n");
	};
	check(::readv(file.fd(), vectors, 3));
	CHECK(::readv(file.fd(), vectors, 3) == 0);
	check(::preadv(file.fd(), vectors, 3, 0));
	file.rewind();
	CHECK(::readv(file.fd(), vectors, 2) == 3);
	REQUIRE(put(device, "888888") == 6);
	CHECK(::readv(file.fd(), vectors, 3) == 2);
	CHECK(std::string(first, 2) == "3\n");
}

TEST_CASE_METHOD(Loaded, "sendfile sends the text once, or afresh from an offset of its own", "[read]")
{
	Pipe pipe;
	const auto send = [&](off_t *offset) {
		return Outcome::of(::sendfile(pipe.ends[1], file.fd(), offset, 100));
	};
	if (!sendfile_takes_devices()) {
		CHECK(send(nullptr) == -EINVAL);
		CHECK(file.read() == "2023\n");
		return;
	}
	CHECK(send(nullptr) == 5);
	CHECK(pipe.content() == "2023\n");
	CHECK_FALSE(file.readable());
	CHECK(send(nullptr) == 0);
	off_t offset = 0;
	REQUIRE(put(device, "31") == 2);
	CHECK(send(&offset) == 3);
	CHECK(offset == 3);
	CHECK(pipe.content() == "31\n");
}

TEST_CASE_METHOD(Loaded, "splice moves the text into a pipe, in parts of the same number too", "[read]")
{
	Pipe pipe;
	CHECK(::splice(file.fd(), nullptr, pipe.ends[1], nullptr, 1, 0) == 1);
	REQUIRE(put(device, "888888") == 6);
	CHECK(::splice(file.fd(), nullptr, pipe.ends[1], nullptr, 100, 0) == 4);
	CHECK(pipe.content() == "2023\n");
}

TEST_CASE_METHOD(Loaded, "dup and fork share offset and number, a new open file does not", "[read]")
{
	char byte = '?';
	const int copy = ::dup(file.fd());
	CHECK(file.read(1) == "2");
	REQUIRE(put(device, "999999") == 6);
	CHECK(::read(copy, &byte, 1) == 1);
	CHECK(byte == '0');
	::close(copy);
	CHECK(Child([&] { return file.read(1) == "2" ? 0 : 1; }).wait() == 0);
	CHECK(file.read() == "3\n");
}

TEST_CASE_METHOD(Loaded, "a file open for writing only cannot be read, nor one for reading only written",
		 "[read]")
{
	char buffer[8];
	const State before = state();
	CHECK(Outcome::of(::read(File(O_WRONLY).fd(), buffer, sizeof(buffer))) == -EBADF);
	CHECK(File(O_RDONLY).write("1") == -EBADF);
	CHECK(state() == before);
}

TEST_CASE_METHOD(Loaded, "O_NONBLOCK changes nothing, since no read or write waits", "[read]")
{
	File patient(O_RDWR | O_NONBLOCK);
	CHECK(patient.read() == "2023\n");
	CHECK(patient.read() == "");
	CHECK(patient.write("4") == 1);
	CHECK(patient.read_at(0) == "4\n");
}
