// SPDX-License-Identifier: MIT
// Each call that a program can make on /dev/rusty and its files, as an Operation into which walk() injects faults.
#include "calls.hpp"

#include <cerrno>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "rusty.h"

namespace
{

int keeper = -1; // open all the time, to read the state

Errno errno_of(long returned)
{
	return returned < 0 ? errno : 0;
}

rusty_snapshot state()
{
	rusty_snapshot snapshot{};
	if (::ioctl(keeper, RUSTY_IOC_SNAPSHOT, &snapshot) < 0) {
		std::perror("RUSTY_IOC_SNAPSHOT without a fault");
		std::exit(2);
	}
	return snapshot;
}

// A call on an open file that does not change the state.
Operation reader(const char *name, std::function<long(int fd)> call)
{
	static rusty_snapshot before;
	before = state();
	return {name,
		[call] {
			const int fd = ::open("/dev/rusty", O_RDWR | O_CLOEXEC);
			if (fd < 0)
				return errno;
			const Errno error = errno_of(call(fd));
			::close(fd);
			return error;
		},
		[](Errno) -> std::string {
			const rusty_snapshot now = state();
			return now.number == before.number && now.generation == before.generation
				       ? ""
				       : "the state changed";
		},
		{EFAULT}};
}

// One that stores: all or nothing. (With an answer, EFAULT may come after the store, as a place for it that was there before
// can be gone by then: uapi/rusty.h.)
Operation writer(const char *name, std::function<long()> call, bool answers = false)
{
	static rusty_snapshot before;
	before = state();
	return {name,
		[call] { return errno_of(call()); },
		[answers](Errno error) -> std::string {
			const rusty_snapshot now = state();
			const bool same = now.generation == before.generation && now.number == before.number;
			const bool stored = now.generation == before.generation + 1;
			before = now;
			const bool late = answers && error == EFAULT && stored;
			return (error ? same || late : stored)
				       ? ""
				       : "the state is neither as before nor stored once";
		},
		{EFAULT}};
}

sigjmp_buf touched;

long map_and_touch(int fd)
{
	void *const address = ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED, fd, 0);
	if (address == MAP_FAILED)
		return -1;
	// The page is mapped at the first access. If there is no memory for it, the process gets SIGBUS, which no call can return.
	long result = 0;
	if (sigsetjmp(touched, 1) == 0) {
		const auto *page = static_cast<const volatile rusty_page *>(address);
		result = page->abi == RUSTY_ABI_VERSION ? 0 : -1;
	} else {
		result = -1;
		errno = ENOMEM;
	}
	const int saved = errno;
	::munmap(address, 4096);
	errno = saved;
	return result;
}

long wait_with_epoll(int fd)
{
	const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
	if (epoll < 0)
		return -1;
	epoll_event event{.events = EPOLLIN, .data = {}};
	long result = ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
	if (result == 0)
		result = ::epoll_wait(epoll, &event, 1, 0);
	const int saved = errno;
	::close(epoll);
	errno = saved;
	return result;
}

std::vector<bool> *results;

void calls_that_read()
{
	char text[64];
	const auto did = [](const Operation &operation) { results->push_back(walk(operation)); };
	did(reader("open and close", [](int) { return 0L; }));
	did(reader("read", [&](int fd) { return ::pread(fd, text, sizeof(text), 0); }));
	did(reader("read, one byte at a time",
		   [&](int fd) -> long { return ::read(fd, text, 1) == 1 ? ::read(fd, text, 1) : -1; }));
	did(reader("poll", [](int fd) -> long {
		pollfd wait{.fd = fd, .events = POLLIN, .revents = 0};
		return ::poll(&wait, 1, 0);
	}));
	did(reader("epoll", wait_with_epoll));
	did(reader("mmap and touch", map_and_touch));
	did(reader("ioctl VERSION", [](int fd) -> long {
		rusty_version version{};
		return ::ioctl(fd, RUSTY_IOC_VERSION, &version);
	}));
	did(reader("ioctl GET", [](int fd) -> long {
		__s64 number = 0;
		return ::ioctl(fd, RUSTY_IOC_GET, &number);
	}));
	did(reader("ioctl SNAPSHOT", [](int fd) -> long {
		rusty_snapshot snapshot{};
		return ::ioctl(fd, RUSTY_IOC_SNAPSHOT, &snapshot);
	}));
	for (const char *name : {"number", "unpinned_number", "numbers", "generation"})
		did(reader((std::string("sysfs, read ") + name).c_str(), [&, name](int) -> long {
			const int fd =
				::open((std::string("/sys/class/misc/rusty/") + name).c_str(), O_RDONLY);
			if (fd < 0)
				return -1;
			const long size = ::read(fd, text, sizeof(text));
			const int saved = errno;
			::close(fd);
			errno = saved;
			return size;
		}));
}

void calls_that_store()
{
	const auto did = [](const Operation &operation) { results->push_back(walk(operation)); };
	const int fd = ::open("/dev/rusty", O_RDWR | O_CLOEXEC);
	did(writer("write", [&] { return ::write(fd, " 0x7e7\n", 7); }));
	did(writer("ioctl SET", [&]() -> long {
		__s64 number = 7;
		return ::ioctl(fd, RUSTY_IOC_SET, &number);
	}));
	did(writer(
		"ioctl ADD",
		[&]() -> long {
			rusty_add add{.operand = 1, .result = 0, .flags = RUSTY_ADD_CHECKED, .reserved = 0};
			return ::ioctl(fd, RUSTY_IOC_ADD, &add);
		},
		true));
	did(writer(
		"ioctl EXCHANGE",
		[&]() -> long {
			rusty_exchange exchange{.desired = 9, .previous = 0};
			return ::ioctl(fd, RUSTY_IOC_EXCHANGE, &exchange);
		},
		true));
	did(writer(
		"ioctl COMPARE_EXCHANGE",
		[&]() -> long {
			rusty_compare_exchange exchange{
				.expected = 9, .desired = 9, .previous = 0, .exchanged = 0, .reserved = 0};
			return ::ioctl(fd, RUSTY_IOC_COMPARE_EXCHANGE, &exchange);
		},
		true));
	for (const char *path : {"/sys/class/misc/rusty/number", "/sys/module/rusty/parameters/number"}) {
		const int file = ::open(path, O_WRONLY | O_CLOEXEC);
		did(writer((std::string("write ") + path).c_str(),
			   [&] { return ::pwrite(file, "11", 2, 0); }));
		::close(file);
	}
	::close(fd);
}

} // namespace

bool walk_calls(std::vector<bool> &all)
{
	results = &all;
	::signal(SIGBUS, [](int) { siglongjmp(touched, 1); });
	keeper = ::open("/dev/rusty", O_RDWR | O_CLOEXEC);
	if (keeper < 0)
		return false;
	calls_that_read();
	calls_that_store();
	::close(keeper);
	return true;
}
