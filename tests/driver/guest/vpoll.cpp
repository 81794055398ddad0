// SPDX-License-Identifier: MIT
// The vpoll driver: poll, select and epoll see the events that were set on a file. (tests/driver/originals compares it with the
// original module.)
#include "catch.hpp"

#include "guest.hpp"
#include "vpoll.h"

#include <string>
#include <thread>

#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace guest;

namespace
{

struct Vpoll : Unloaded {
	Module module{"", "vpoll"};
};

Outcome control(File &file, unsigned long command, unsigned long events)
{
	return Outcome::of(::ioctl(file.fd(), command, events));
}

short polled(File &file)
{
	pollfd entry{file.fd(), 0x7fff, 0};
	REQUIRE(::poll(&entry, 1, 0) >= 0);
	return entry.revents;
}

} // namespace

TEST_CASE_METHOD(Vpoll, "each vpoll file has the events that were set on it", "[vpoll][sample]")
{
	File one(O_RDWR, "/dev/vpoll"), other(O_RDONLY, "/dev/vpoll");
	CHECK(polled(one) == 0);
	CHECK(control(one, VPOLL_IO_ADDEVENTS, EPOLLIN | EPOLLOUT) == (EPOLLIN | EPOLLOUT));
	CHECK(control(one, VPOLL_IO_DELEVENTS, EPOLLIN | EPOLLPRI) == EPOLLOUT);
	CHECK(polled(one) == POLLOUT);
	CHECK(polled(other) == 0);
	CHECK(control(one, VPOLL_IO_SETEVENTS, EPOLLHUP) == EPOLLHUP);
	CHECK(polled(one) == POLLHUP);
}

TEST_CASE_METHOD(Vpoll, "vpoll ignores bits that are no event, and has three commands", "[vpoll][sample]")
{
	File file(O_RDWR, "/dev/vpoll");
	CHECK(control(file, VPOLL_IO_SETEVENTS, ~0ul) == 0x0fffffff);
	CHECK(control(file, VPOLL_IO_DELEVENTS, ~0ul) == 0);
	for (const unsigned long command : {0ul, 0x5e00ul, 0x5e04ul, 0x80085e01ul})
		CHECK(control(file, command, EPOLLIN) == -EINVAL);
	CHECK(polled(file) == 0);
	char byte = 0;
	CHECK(Outcome::of(::read(file.fd(), &byte, 1)) == -EINVAL);
	CHECK(Outcome::of(::lseek(file.fd(), 0, SEEK_SET)) == -ESPIPE);
}

TEST_CASE_METHOD(Vpoll, "vpoll wakes waiters for an event, and each setting of it is an edge",
		 "[vpoll][sample]")
{
	File file(O_RDWR, "/dev/vpoll");
	short seen = 0;
	std::thread waiting([&] {
		pollfd entry{file.fd(), POLLPRI, 0};
		if (::poll(&entry, 1, 20'000) == 1)
			seen = entry.revents;
	});
	usleep(100'000);
	CHECK(control(file, VPOLL_IO_ADDEVENTS, EPOLLIN) == EPOLLIN);
	CHECK(control(file, VPOLL_IO_ADDEVENTS, EPOLLPRI) == (EPOLLIN | EPOLLPRI));
	waiting.join();
	CHECK(seen == POLLPRI);

	const int epoll = ::epoll_create1(0);
	epoll_event event{};
	event.events = EPOLLIN | EPOLLET;
	REQUIRE(::epoll_ctl(epoll, EPOLL_CTL_ADD, file.fd(), &event) == 0);
	CHECK(::epoll_wait(epoll, &event, 1, 0) == 1);
	CHECK(::epoll_wait(epoll, &event, 1, 0) == 0);
	CHECK(control(file, VPOLL_IO_ADDEVENTS, EPOLLIN) == (EPOLLIN | EPOLLPRI));
	CHECK(::epoll_wait(epoll, &event, 1, 0) == 1);
	::close(epoll);
}
