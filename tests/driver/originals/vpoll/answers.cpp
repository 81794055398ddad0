// SPDX-License-Identifier: MIT
// Uses /dev/vpoll through Debian's libvpoll, and directly: every answer is a line, so that the answers of two modules can be
// compared.
#include "vpoll.h"

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <thread>

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <unistd.h>

namespace
{

// (As vpoll(3) numbers them.)
constexpr int add = 1, del = 2, set = 3;

int (*vpoll_create)(std::uint32_t events, int flags);
int (*vpoll_ctl)(int fd, int operation, std::uint32_t events);
int (*vpoll_close)(int fd);

void say(const char *what, long answer)
{
	if (answer < 0)
		std::printf("%s: -1, errno %d\n", what, errno);
	else
		std::printf("%s: %#lx\n", what, answer);
}

template <typename Function>
void load(void *library, const char *name, Function *&function)
{
	function = reinterpret_cast<Function *>(dlsym(library, name));
	if (function == nullptr) {
		std::fprintf(stderr, "libvpoll.so.0 has no %s\n", name);
		std::exit(2);
	}
}

// What poll(2) reports when it is asked for all events.
long polled(int fd)
{
	pollfd entry{fd, 0x7fff, 0};
	return poll(&entry, 1, 0) < 0 ? -1 : entry.revents;
}

long epolled(int epoll, int timeout = 0)
{
	epoll_event event{};
	const int count = epoll_wait(epoll, &event, 1, timeout);
	return count <= 0 ? count : static_cast<long>(event.events);
}

long selected(int fd)
{
	fd_set in, out, exceptional;
	for (fd_set *each : {&in, &out, &exceptional}) {
		FD_ZERO(each);
		FD_SET(fd, each);
	}
	timeval now{};
	if (select(fd + 1, &in, &out, &exceptional, &now) < 0)
		return -1;
	return (FD_ISSET(fd, &in) ? 1 : 0) | (FD_ISSET(fd, &out) ? 2 : 0) |
	       (FD_ISSET(fd, &exceptional) ? 4 : 0);
}

int watch(int fd, std::uint32_t events)
{
	const int epoll = epoll_create1(0);
	epoll_event event{};
	event.events = events;
	say("epoll_ctl", epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
	return epoll;
}

void through_the_library()
{
	const int fd = vpoll_create(EPOLLOUT, FD_CLOEXEC);
	char name[64] = {};
	if (readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), name, sizeof(name) - 1) > 0)
		std::printf("the library opened %s\n", name);
	say("flags of the file", fcntl(fd, F_GETFD));
	say("at first", polled(fd));
	const int level = watch(fd, 0x3fff), edge = watch(fd, 0x3fff | EPOLLET);
	say("edge at first", epolled(edge));
	for (const std::uint32_t events :
	     {0u, 1u, 2u, 4u, 8u, 0x10u, 0x2000u, 0x41u, 0x104u, 0x0fffffffu, 0xffffffffu}) {
		for (const int operation : {add, del, set, 0, 4}) {
			std::printf("operation %d of %#x\n", operation, events);
			say("  answer", vpoll_ctl(fd, operation, events));
			say("  poll", polled(fd));
			say("  select", selected(fd));
			say("  epoll", epolled(level));
			say("  edge", epolled(edge));
			say("  edge again", epolled(edge));
		}
	}
	say("close", vpoll_close(fd));
	say("epoll of what is closed", epolled(level));
	close(level), close(edge);
}

void through_ioctls()
{
	const int one = open("/dev/vpoll", O_RDWR), other = open("/dev/vpoll", O_RDONLY | O_NONBLOCK);
	say("new", polled(one));
	say("one", ioctl(one, VPOLL_IO_ADDEVENTS, EPOLLIN | EPOLLHUP));
	say("other", polled(other));
	const int same = dup(one);
	say("what was duplicated", polled(same));
	close(same);
	say("one after it", polled(one));
	for (const unsigned long command : {0ul, 1ul, 0x5e00ul, 0x5e04ul, 0x80085e01ul, 0xfffffffful})
		for (const unsigned long argument : {0ul, 1ul, ~0ul})
			say("a command that is none", ioctl(one, command, argument));
	for (const unsigned long argument : {0x10000000ul, 0xf0000001ul, 0x100000001ul, ~0ul})
		say("high bits", ioctl(one, VPOLL_IO_SETEVENTS, argument));
	char byte = 0;
	say("read", read(one, &byte, 1));
	say("write", write(one, &byte, 1));
	say("pread", pread(one, &byte, 1, 0));
	say("lseek", lseek(one, 1, SEEK_SET));
	say("mmap", mmap(nullptr, 4096, PROT_READ, MAP_SHARED, one, 0) == MAP_FAILED ? -1 : 0);
	struct stat status {
	};
	say("fstat", fstat(one, &status));
	std::printf("mode %o\n", status.st_mode);
	close(one), close(other);
}

// Each waiter is woken by the event that it waits for, and by no other.
void waiters()
{
	const int fd = vpoll_create(0, 0);
	std::atomic<int> waiting{0};
	long by_poll = 0, by_epoll = 0, in_vain = 0;
	std::thread poller([&] {
		pollfd entry{fd, POLLPRI, 0};
		++waiting;
		by_poll = poll(&entry, 1, 20'000) == 1 ? entry.revents : -1;
	});
	std::thread epoller([&] {
		const int epoll = epoll_create1(0);
		epoll_event event{};
		event.events = EPOLLPRI | EPOLLEXCLUSIVE;
		epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
		++waiting;
		by_epoll = epolled(epoll, 20'000);
		close(epoll);
	});
	std::thread vain([&] {
		pollfd entry{fd, POLLIN, 0};
		++waiting;
		in_vain = poll(&entry, 1, 1'500);
	});
	while (waiting != 3)
		usleep(1000);
	usleep(300'000);
	say("an event without a waiter", vpoll_ctl(fd, add, EPOLLRDHUP));
	usleep(200'000);
	say("the waiters' event", vpoll_ctl(fd, add, EPOLLPRI));
	poller.join(), epoller.join(), vain.join();
	say("the waiter with poll", by_poll);
	say("the waiter with epoll", by_epoll);
	say("the waiter for another event", in_vain);
	vpoll_close(fd);
}

} // namespace

int main()
{
	void *const library = dlopen("libvpoll.so.0", RTLD_NOW);
	if (library == nullptr) {
		std::fprintf(stderr, "%s\n", dlerror());
		return 2;
	}
	load(library, "vpoll_create", vpoll_create);
	load(library, "vpoll_ctl", vpoll_ctl);
	load(library, "vpoll_close", vpoll_close);
	through_the_library();
	through_ioctls();
	waiters();
	return 0;
}
