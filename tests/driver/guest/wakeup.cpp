// SPDX-License-Identifier: MIT
// Wake-ups: every store wakes the waiters, nothing else does, and no wake-up is lost.
#include "catch.hpp"

#include "guest.hpp"

#include <chrono>

#include <sys/epoll.h>
#include <unistd.h>

using namespace guest;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

TEST_CASE_METHOD(Loaded, "each way to store makes the readers of all files ready and wakes them", "[wakeup]")
{
	rusty_add add{.operand = 1, .result = 0, .flags = RUSTY_ADD_CHECKED, .reserved = 0};
	rusty_exchange exchange{.desired = 5, .previous = 0};
	__s64 set = 6;
	const std::function<bool()> stores[] = {
		[&] { return file.write("2024") == 4; },
		[&] { return file.control(RUSTY_IOC_SET, &set) == 0; },
		[&] { return file.control(RUSTY_IOC_ADD, &add) == 0; },
		[&] { return file.control(RUSTY_IOC_EXCHANGE, &exchange) == 0; },
		[&] {
			rusty_compare_exchange swap{file.number(), 8, 0, 0, 0};
			return file.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0 && swap.exchanged == 1;
		},
		[&] { return put(sysfs + "number", "7\n") == 2; },
		[&] { return put(parameters + "number", "8\n") == 2; },
	};
	File other(O_RDONLY);
	Witness witness;
	for (std::size_t i = 0; i < std::size(stores); ++i) {
		INFO("store " << i);
		file.number();
		other.number();
		CHECK_FALSE(file.readable());
		CHECK(stores[i]());
		CHECK(witness.woken());
		CHECK(other.readable());
		CHECK(file.readable());
	}
}

TEST_CASE_METHOD(Loaded, "a process blocked in poll is woken by a store of another", "[wakeup]")
{
	for (const std::string &path : {device, sysfs + "number", parameters + "number"}) {
		File watched(O_RDONLY);
		watched.read();
		Child poller([&] { return watched.events(60000, POLLIN) == POLLIN ? 0 : 1; });
		REQUIRE(poller.sleeps());
		const auto start = steady_clock::now();
		CHECK(put(path, "9") == 1);
		CHECK(poller.wait() == 0);
		CHECK(steady_clock::now() - start < 20s); // not by its timeout
	}
}

TEST_CASE_METHOD(Loaded, "a refused write wakes nobody, the next good one does", "[wakeup]")
{
	Witness witness;
	file.read();
	File watched(O_RDONLY);
	watched.read();
	Child poller([&] { return watched.events(500, POLLIN) == 0 ? 0 : 1; });
	REQUIRE(poller.sleeps());
	for (std::string_view text : {"abc", "1 2", " ", "0x", "9223372036854775808"}) {
		INFO(text);
		CHECK(file.write(text).value() < 0);
		CHECK_FALSE(witness.woken());
		CHECK_FALSE(file.readable());
	}
	CHECK(file.write(std::string(RUSTY_TEXT_MAX + 1, '1')) == -EMSGSIZE);
	CHECK(Outcome::of(::write(file.fd(), bad_pointers()[1], 1)) == -EFAULT);
	CHECK_FALSE(witness.woken());
	CHECK(poller.wait() == 0);

	CHECK(file.write("1") == 1);
	CHECK(witness.woken());
	CHECK(watched.readable());
	CHECK(file.readable());
}

TEST_CASE_METHOD(Loaded, "two processes that take turns by poll alone miss no turn", "[wakeup]")
{
	constexpr int rounds = 1000;
	const auto play = [](int first) {
		File own;
		for (int turn = first; turn < rounds; turn += 2) {
			while (own.number() != turn)
				if (own.events(30000, POLLIN) != POLLIN)
					return 1;
			if (!(own.write(std::to_string(turn + 1)).value() > 0))
				return 2;
		}
		return 0;
	};
	REQUIRE(file.write("0") == 1);
	Child even([&] { return play(0); });
	Child odd([&] { return play(1); });
	CHECK(even.wait() == 0);
	CHECK(odd.wait() == 0);
	CHECK(state().number == rounds);
}

TEST_CASE_METHOD(Loaded, "one store wakes all who wait, those of EPOLLEXCLUSIVE too", "[wakeup]")
{
	// (Each open file is readable on its own: to wake one of them would leave the others asleep.)
	File files[] = {File(O_RDONLY), File(O_RDONLY), File(O_RDONLY)};
	const auto wait_alone = [](File &watched) {
		const int set = ::epoll_create1(EPOLL_CLOEXEC);
		epoll_event event{};
		event.events = EPOLLIN | EPOLLEXCLUSIVE;
		if (set < 0 || ::epoll_ctl(set, EPOLL_CTL_ADD, watched.fd(), &event) != 0)
			return 2;
		return ::epoll_wait(set, &event, 1, 20000) == 1 ? 0 : 1;
	};
	for (File &watched : files)
		watched.read();
	Child first([&] { return wait_alone(files[0]); });
	Child second([&] { return wait_alone(files[1]); });
	Child third([&] { return wait_alone(files[2]); });
	REQUIRE((first.sleeps() && second.sleeps() && third.sleeps()));
	CHECK(file.write("9") == 1);
	CHECK(first.wait() == 0);
	CHECK(second.wait() == 0);
	CHECK(third.wait() == 0);
}
