// SPDX-License-Identifier: MIT
// The fifo driver: its devices, their contents, and waiting readers and writers.
#include "catch.hpp"

#include "fifo.h"
#include "guest.hpp"

#include <string>

#include <csignal>
#include <unistd.h>

using namespace guest;

namespace
{

constexpr std::size_t room = 4096;
constexpr short nothing = 0;
constexpr short readable = POLLIN | POLLRDNORM;
constexpr short writable = POLLOUT | POLLWRNORM;

std::string node(int number)
{
	return "/dev/fifo" + std::to_string(number);
}

std::string filled(int number)
{
	return get("/sys/class/misc/fifo" + std::to_string(number) + "/filled");
}

Outcome read_into(File &file, char *to, std::size_t size)
{
	return Outcome::of(::read(file.fd(), to, size));
}

std::uint64_t count_of(File &file)
{
	std::uint64_t count = 0;
	CHECK(file.control(FIFO_IOC_BYTES_READ, &count) == 0);
	return count;
}

struct Fifos : Unloaded {
	Module module{"", "fifo"};
};

} // namespace

TEST_CASE_METHOD(Unloaded, "fifo makes as many devices as it is asked for, and 16 at most", "[fifo][sample]")
{
	{
		Module module("devices=3", "fifo");
		CHECK(exists(node(2)));
		CHECK(!exists(node(3)));
	}
	CHECK(!exists(node(0)));
	CHECK(load("devices=17", "fifo") == -ERANGE);
	CHECK(!exists(node(0)));
}

TEST_CASE_METHOD(Fifos, "each fifo keeps the order of its bytes, also where its buffer wraps around",
		 "[fifo][sample]")
{
	File first(O_RDWR, node(0)), second(O_RDWR, node(1));
	const std::string long_text(room - 10, 'x');
	CHECK(first.write(long_text) == room - 10);
	CHECK(second.write("other") == 5);
	CHECK(filled(0) == std::to_string(room - 10) + "\n");
	CHECK(filled(1) == "5\n");
	CHECK(first.read(room) == long_text);
	CHECK(first.write("0123456789abcdef") == 10);
	CHECK(first.write("abcdef") == 6);
	CHECK(first.read(room) == "0123456789");
	CHECK(first.read(room) == "abcdef");
	CHECK(second.read(room) == "other");
	CHECK(filled(0) == "0\n");
}

TEST_CASE_METHOD(Fifos, "an empty fifo does not block a reader with O_NONBLOCK, nor a full one a writer",
		 "[fifo][sample]")
{
	File file(O_RDWR | O_NONBLOCK, node(0));
	char byte = 0;
	CHECK(read_into(file, &byte, 1) == -EAGAIN);
	CHECK(file.events() == writable);
	CHECK(file.write(std::string(room + 1, 'x')) == room);
	CHECK(file.write("y") == -EAGAIN);
	CHECK(file.events() == readable);
	CHECK(read_into(file, &byte, 1) == 1);
	CHECK(file.events() == (readable | writable));
}

TEST_CASE_METHOD(Fifos, "fifo counts what each open file has read", "[fifo][sample]")
{
	File writer(O_WRONLY, node(0)), reader(O_RDONLY, node(0)), other(O_RDONLY, node(0));
	CHECK(writer.write("abcdefgh") == 8);
	CHECK(reader.read(3) == "abc");
	CHECK(other.read(1) == "d");
	CHECK(count_of(reader) == 3);
	CHECK(reader.read(8) == "efgh");
	CHECK(count_of(reader) == 7);
	CHECK(count_of(other) == 1);
	CHECK(count_of(writer) == 0);
	// (A lower number would be FIOCLEX on some machines, which is the kernel's own.)
	CHECK(reader.control(_IO('f', 99), static_cast<void *>(nullptr)) == -ENOTTY);
	CHECK(reader.control(FIFO_IOC_BYTES_READ, static_cast<void *>(nullptr)) == -EFAULT);
}

TEST_CASE_METHOD(Fifos, "a fifo is not seekable, and keeps what cannot be copied out", "[fifo][sample]")
{
	File file(O_RDWR, node(0));
	CHECK(Outcome::of(::lseek(file.fd(), 0, SEEK_SET)) == -ESPIPE);
	char byte = 0;
	CHECK(Outcome::of(::pread(file.fd(), &byte, 1, 0)) == -ESPIPE);
	CHECK(file.write("kept") == 4);
	for (char *bad : bad_pointers()) {
		CHECK(read_into(file, bad, 4) == -EFAULT);
		CHECK(Outcome::of(::write(file.fd(), bad, 4)) == -EFAULT);
	}
	CHECK(filled(0) == "4\n");
	CHECK(file.read(4) == "kept");
}

TEST_CASE_METHOD(Fifos, "a reader waits for bytes and a writer for room", "[fifo][sample]")
{
	File file(O_RDWR, node(0));
	Child reader([] { return File(O_RDONLY, node(0)).read(1) == "a" ? 0 : 1; });
	CHECK(reader.sleeps());
	CHECK(file.write("a") == 1);
	CHECK(reader.wait() == 0);

	// (After one byte was read, one byte less fits before the buffer wraps around.)
	CHECK(file.write(std::string(room, 'x')) == room - 1);
	CHECK(file.write("x") == 1);
	Child writer([] { return File(O_WRONLY, node(0)).write("y") == 1 ? 0 : 1; });
	CHECK(writer.sleeps());
	CHECK(file.read(room).size() == room - 1);
	CHECK(writer.wait() == 0);
	CHECK(file.read(room) == "xy");
}

TEST_CASE_METHOD(Fifos, "a signal ends the waiting", "[fifo][sample]")
{
	Child reader([] {
		struct sigaction action = {};
		action.sa_handler = [](int) {};
		::sigaction(SIGUSR1, &action, nullptr);
		File file(O_RDONLY, node(0));
		char byte = 0;
		return read_into(file, &byte, 1) == -EINTR ? 0 : 1;
	});
	CHECK(reader.sleeps());
	REQUIRE(::kill(reader.pid(), SIGUSR1) == 0);
	CHECK(reader.wait() == 0);
}
