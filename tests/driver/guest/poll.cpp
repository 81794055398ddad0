// SPDX-License-Identifier: MIT
// When poll, select and epoll report the device as ready, and what wakes which waiter.
#include "catch.hpp"

#include "guest.hpp"

#include <memory>

#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

using namespace guest;

namespace
{

constexpr short idle = POLLOUT | POLLWRNORM;
constexpr short ready = idle | POLLIN | POLLRDNORM;

class Epoll
{
public:
	Epoll() : fd_(::epoll_create1(EPOLL_CLOEXEC)) { REQUIRE(fd_ >= 0); }
	~Epoll() { ::close(fd_); }
	void add(const File &file, std::uint32_t events)
	{
		epoll_event event{.events = events, .data = {}};
		REQUIRE(::epoll_ctl(fd_, EPOLL_CTL_ADD, file.fd(), &event) == 0);
	}
	int wait(int timeout = 0)
	{
		epoll_event events[128];
		return ::epoll_wait(fd_, events, 128, timeout);
	}

private:
	int fd_;
};

} // namespace

TEST_CASE_METHOD(Loaded, "a fresh file is readable at once and always writable", "[poll]")
{
	CHECK(file.events() == ready);
	CHECK(File(O_RDONLY).events() == ready);
	CHECK((File(O_WRONLY).events() & idle) == idle);
	CHECK(File(O_RDWR | O_NONBLOCK).events() == ready);
}

TEST_CASE_METHOD(Loaded, "read, pread, GET and SNAPSHOT make a file unreadable until the next store",
		 "[poll]")
{
	const std::function<void()> reads[] = {[&] { file.rewind(), file.read(); }, [&] { file.read_at(0); },
					       [&] { file.rewind(), file.read_byte_by_byte(); },
					       [&] { file.number(); }, [&] { file.snapshot(); }};
	for (const auto &read : reads) {
		CHECK(file.events() == ready);
		read();
		CHECK(file.events() == idle);
		CHECK(put(device, "2023") == 4);
		CHECK(file.events() == ready);
	}
}

TEST_CASE_METHOD(Loaded, "a change is unread for its own file too, although it returned the number", "[poll]")
{
	rusty_add add{.operand = 1, .result = 0, .flags = 0, .reserved = 0};
	rusty_exchange exchange{.desired = 5, .previous = 0};
	rusty_compare_exchange swap{
		.expected = 5, .desired = 6, .previous = 0, .exchanged = 0, .reserved = 0};
	file.number();
	CHECK(file.control(RUSTY_IOC_ADD, &add) == 0);
	CHECK(file.events() == ready);
	file.number();
	CHECK(file.control(RUSTY_IOC_EXCHANGE, &exchange) == 0);
	CHECK(file.events() == ready);
	file.number();
	CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0);
	CHECK(file.events() == ready);
}

TEST_CASE_METHOD(Loaded, "a comparison that fails, VERSION and the map clear nothing", "[poll]")
{
	rusty_compare_exchange swap{
		.expected = 0, .desired = 1, .previous = 0, .exchanged = 0, .reserved = 0};
	rusty_version version{};
	CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0);
	CHECK(file.control(RUSTY_IOC_VERSION, &version) == 0);
	CHECK(Mapping(file).read().number == 2023);
	CHECK(file.events() == ready);
}

TEST_CASE_METHOD(Loaded, "a read at the end clears nothing", "[poll]")
{
	File other(O_RDONLY);
	CHECK(file.read() == "2023\n");
	CHECK(other.events() == ready);
	CHECK(put(device, "6") == 1);
	CHECK(file.read() == "");
	CHECK(file.events() == ready);
	CHECK(file.read_at(500) == "");
	CHECK(file.events() == ready);
	CHECK(file.read_at(0) == "6\n");
	CHECK(file.events() == idle);
}

// Otherwise busybox's `read n < /dev/rusty`, which polls before each byte, would wait for ever.
TEST_CASE_METHOD(Loaded, "a number of which a part was read stays readable until its end", "[poll]")
{
	for (int i = 0; i < 5; ++i) {
		CHECK(file.events() == ready);
		file.read(1);
	}
	CHECK(file.events() == idle);
}

TEST_CASE_METHOD(Loaded, "the rest of an older number clears nothing", "[poll]")
{
	CHECK(file.read(1) == "2");
	CHECK(put(device, "6") == 1);
	CHECK(file.read() == "023\n");
	CHECK(file.events() == ready);
}

TEST_CASE_METHOD(Loaded, "the rest of an older number does not make unread what GET has seen since", "[poll]")
{
	CHECK(file.read(1) == "2");
	CHECK(put(device, "6") == 1);
	CHECK(file.number() == 6);
	CHECK(file.events() == idle);
	CHECK(file.read() == "023\n");
	CHECK(file.events() == idle);
}

TEST_CASE_METHOD(Loaded, "select reports the same", "[poll]")
{
	for (bool readable : {true, false}) {
		fd_set reading, writing, urgent;
		for (fd_set *set : {&reading, &writing, &urgent}) {
			FD_ZERO(set);
			FD_SET(file.fd(), set);
		}
		timeval now{};
		CHECK(::select(file.fd() + 1, &reading, &writing, &urgent, &now) == (readable ? 2 : 1));
		CHECK(static_cast<bool>(FD_ISSET(file.fd(), &reading)) == readable);
		CHECK(FD_ISSET(file.fd(), &writing));
		CHECK_FALSE(FD_ISSET(file.fd(), &urgent));
		file.read_at(0);
	}
}

TEST_CASE_METHOD(Loaded, "epoll by level reports until the number was read", "[poll]")
{
	Epoll epoll;
	epoll.add(file, EPOLLIN);
	CHECK(epoll.wait() == 1);
	CHECK(epoll.wait() == 1);
	file.read();
	CHECK(epoll.wait() == 0);
	CHECK(put(device, "6") == 1);
	CHECK(epoll.wait() == 1);
	CHECK(epoll.wait() == 1);
	file.read_at(0);
	CHECK(epoll.wait() == 0);
}

TEST_CASE_METHOD(Loaded, "epoll by edge reports each store once, several unseen ones together", "[poll]")
{
	Epoll epoll;
	epoll.add(file, EPOLLIN | EPOLLET);
	CHECK(epoll.wait() == 1);
	CHECK(epoll.wait() == 0);
	CHECK(put(device, "6") == 1);
	CHECK(epoll.wait() == 1);
	CHECK(epoll.wait() == 0);
	CHECK(put(device, "7") == 1);
	CHECK(put(device, "8") == 1);
	CHECK(epoll.wait() == 1);
	CHECK(epoll.wait() == 0);
}

TEST_CASE_METHOD(Loaded, "one store reaches a hundred files in one epoll", "[poll]")
{
	Epoll epoll;
	std::vector<std::unique_ptr<File>> files;
	for (int i = 0; i < 100; ++i) {
		files.push_back(std::make_unique<File>(O_RDONLY));
		epoll.add(*files.back(), EPOLLIN);
		files.back()->number();
	}
	CHECK(epoll.wait() == 0);
	CHECK(put(device, "6") == 1);
	CHECK(epoll.wait() == 100);
}
