// SPDX-License-Identifier: MIT
// The cost from a store until its waiter runs, and what each further waiter adds; compared with eventfd, which does nothing else.
#include "target.hpp"

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>

#include "uapi/rusty.h"

namespace bench
{
namespace
{

// What is measured: how to open the file, how to store, and what a waiter does before it waits again.
struct Source {
	const char *column;
	std::function<int()> open; // a file to wait on
	std::function<void(int)> store;
	std::function<void(int)> drain;
};

char text[64];
const std::uint64_t one = 1;
const __s64 number = 20232023;

Source device(const Target &target, bool by_text)
{
	const auto store = [by_text](int file) {
		if (by_text)
			call(SYS_write, file, address("20232023\n"), 9);
		else
			call(SYS_ioctl, file, RUSTY_IOC_SET, address(&number));
	};
	return {target.name, [=] { return opened(target.path); }, store,
		[](int file) { call(SYS_pread64, file, address(text), sizeof(text), 0); }};
}

// (All waiters share one file, as its state is what they wait for.)
Source event()
{
	return {"eventfd",
		[] {
			static const int file = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
			return file;
		},
		[](int file) { call(SYS_write, file, address(&one), sizeof(one)); },
		[](int file) { call(SYS_read, file, address(text), sizeof(one)); }};
}

int poller_of(int file)
{
	const int poller = ::epoll_create1(EPOLL_CLOEXEC);
	epoll_event wanted{.events = EPOLLIN, .data = {}};
	if (poller < 0 || ::epoll_ctl(poller, EPOLL_CTL_ADD, file, &wanted) != 0)
		give_up("epoll");
	return poller;
}

void priority(int level)
{
	const sched_param wanted{.sched_priority = level};
	if (::sched_setscheduler(0, SCHED_FIFO, &wanted) != 0)
		give_up("sched_setscheduler");
}

// The waiter has the higher priority of two threads on one CPU: it runs as soon as it is woken, and waits again before the
// store returns.
void from_store_to_waiter(const std::string &row, const Source &source)
{
	std::atomic<Count> woken{0};
	std::atomic<bool> urgent{false}, over{false};
	const int file = source.open(), waited = source.open();
	source.drain(waited);
	priority(1);
	std::thread waiter([&] {
		const int poller = poller_of(waited);
		priority(2);
		urgent = true;
		while (!over) {
			epoll_event found;
			call(SYS_epoll_wait, poller, address(&found), 1, -1);
			woken = static_cast<Count>(__rdtsc());
			source.drain(waited);
		}
		::close(poller);
	});
	while (!urgent)
		::sched_yield();
	Count shortest = std::numeric_limits<Count>::max();
	for (int i = 0; i < 200; ++i) {
		const Count begun = static_cast<Count>(__rdtsc());
		source.store(file);
		expect(woken > begun, "a waiter that runs at once");
		shortest = std::min(shortest, woken - begun);
	}
	over = true;
	source.store(file);
	waiter.join();
	report(row, source.column, shortest);
}

// A store with this many pollers; none of them sleeps, so that only the wake-up is counted.
Count store_with(const Source &source, int pollers)
{
	std::vector<int> files, queues;
	const int file = source.open();
	for (int i = 0; i < pollers; ++i) {
		files.push_back(source.open());
		queues.push_back(poller_of(files.back()));
	}
	Count shortest = std::numeric_limits<Count>::max();
	for (int i = 0; i < 30; ++i) {
		for (const int each : files)
			source.drain(each);
		epoll_event found;
		for (const int each : queues)
			call(SYS_epoll_wait, each, address(&found), 1, 0);
		const Count begun = static_cast<Count>(__rdtsc());
		source.store(file);
		shortest = std::min(shortest, static_cast<Count>(__rdtsc()) - begun);
	}
	for (const int each : queues)
		::close(each);
	for (const int each : files)
		if (each != file)
			::close(each);
	return shortest;
}

} // namespace

void count_wakeups()
{
	for (const Target &target : {rusty, twin}) {
		from_store_to_waiter("store wakes epoll: write", device(target, true));
		from_store_to_waiter("store wakes epoll: ioctl set", device(target, false));
	}
	from_store_to_waiter("store wakes epoll: write", event());
	for (const Source &source : {device(rusty, false), device(twin, false), event()})
		for (const int pollers : {1, 2, 4, 8, 16, 32, 64})
			report("store with " + std::to_string(pollers) + " pollers", source.column,
			       store_with(source, pollers));
}

} // namespace bench
