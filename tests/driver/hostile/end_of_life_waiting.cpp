// SPDX-License-Identifier: MIT
// Waiting processes: signals end their wait and no wake-up is lost, and ten thousand of them are woken in linear time.
#include "../guest/catch.hpp"

#include "../guest/guest.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <vector>

#include <signal.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace guest;

namespace
{

using Wait = std::function<Outcome(File &)>;

Outcome wait_by_poll(File &file)
{
	pollfd item{file.fd(), POLLIN, 0};
	return Outcome::of(::poll(&item, 1, 60000));
}

Outcome wait_by_epoll(File &file)
{
	const int set = ::epoll_create1(EPOLL_CLOEXEC);
	epoll_event event{};
	event.events = EPOLLIN;
	::epoll_ctl(set, EPOLL_CTL_ADD, file.fd(), &event);
	const Outcome outcome = Outcome::of(::epoll_wait(set, &event, 1, 60000));
	::close(set);
	return outcome;
}

volatile sig_atomic_t handled;

// A process that is stopped in its wait by a handler, then waits again: its status says what went wrong.
int interrupted_then_woken(const Wait &wait, int flags)
{
	struct sigaction action {
	};
	action.sa_handler = [](int) { handled = handled + 1; };
	action.sa_flags = flags;
	::sigaction(SIGUSR1, &action, nullptr);
	File file(O_RDONLY);
	file.read();
	if (!(wait(file) == -EINTR) || handled != 1)
		return 1;
	return wait(file) == 1 && file.read_at(0) == "77\n" ? 0 : 2;
}

// The fastest of a few stores that wake `count` items, each in an epoll of all; microseconds.
double wake_up(int epoll, std::vector<File> &files, std::size_t count)
{
	while (files.size() < count) {
		files.emplace_back(O_RDONLY);
		epoll_event event{};
		event.events = EPOLLIN;
		REQUIRE(::epoll_ctl(epoll, EPOLL_CTL_ADD, files.back().fd(), &event) == 0);
	}
	File writer(O_WRONLY);
	std::vector<epoll_event> events(count + 1);
	double best = 1e9;
	const auto started = std::chrono::steady_clock::now();
	for (int round = 0; round < 12; ++round) {
		// (Kernels with sanitizers take seconds for a round.)
		if (round > 2 && std::chrono::steady_clock::now() - started > std::chrono::seconds(10))
			break;
		for (File &file : files)
			file.number();
		while (::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 0) > 0) {
		}
		const auto begun = std::chrono::steady_clock::now();
		const bool stored = writer.write("1") == 1;
		const std::chrono::duration<double, std::micro> taken =
			std::chrono::steady_clock::now() - begun;
		REQUIRE(stored);
		best = std::min(best, taken.count());
		REQUIRE(::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 0) ==
			static_cast<int>(count)); // none forgotten
	}
	return best;
}

} // namespace

TEST_CASE_METHOD(Loaded, "a signal ends a wait with EINTR, with SA_RESTART too, and the next wait is woken",
		 "[end of life]")
{
	for (const Wait &wait : {Wait(wait_by_poll), Wait(wait_by_epoll)})
		for (int flags : {0, SA_RESTART}) {
			Child waiter([&] { return interrupted_then_woken(wait, flags); });
			REQUIRE(waiter.sleeps());
			::kill(waiter.pid(), SIGUSR1);
			// (Without this pause, its first sleep could be taken for the second.)
			::usleep(20000);
			REQUIRE(waiter.sleeps());
			CHECK(file.write("77") == 2);
			CHECK(waiter.wait() == 0);
			CHECK(file.write("1") == 1);
		}
}

TEST_CASE_METHOD(Loaded, "a process that is stopped and goes on is still woken by poll", "[end of life]")
{
	Child waiter([] {
		File own(O_RDONLY);
		own.read();
		return wait_by_poll(own) == 1 ? 0 : 1;
	});
	REQUIRE(waiter.sleeps());
	::kill(waiter.pid(), SIGSTOP);
	::usleep(20000);
	::kill(waiter.pid(), SIGCONT);
	REQUIRE(waiter.sleeps());
	CHECK(file.write("77") == 2);
	CHECK(waiter.wait() == 0);
}

// Ten times as many items should take ten times as long. It is more if they do not fit into a cache of the CPU or the emulator
// (up to fifty times was seen), or if a busy machine interrupts a long wake-up. If the time grew with the square it would be a
// hundred times, and the same factors on top.
TEST_CASE_METHOD(Loaded, "the time of a wake-up grows with the number of items, not with its square",
		 "[end of life]")
{
	constexpr std::size_t few = 100, more = 1000, many = 10000;
	const rlimit limit{many + 100, many + 100};
	REQUIRE(::setrlimit(RLIMIT_NOFILE, &limit) == 0);
	const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
	std::vector<File> files;
	files.reserve(many);
	const double of_few = wake_up(epoll, files, few), of_more = wake_up(epoll, files, more),
		     of_many = wake_up(epoll, files, many);
	::close(epoll);
	std::printf(
		"a store that wakes %zu, %zu, %zu items: %.0f, %.0f, %.0f us; %.1f and %.1f times as long\n",
		few, more, many, of_few, of_more, of_many, of_more / of_few, of_many / of_more);
	CHECK(of_more / of_few < 70);
	CHECK(of_many / of_more < 150);
}
