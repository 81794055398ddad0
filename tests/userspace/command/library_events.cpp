// SPDX-License-Identifier: MIT
// rusty::Watcher, MappedNumber and Monitor: changes, reads without system calls, and the addition and removal of the node.
#include "catch.hpp"

#include "guest.hpp"

#include <rusty/rusty.hpp>
#include <sys/epoll.h>
#include <thread>

using guest::Loaded;
using guest::put;
using guest::state;
using guest::Unloaded;
using namespace std::chrono_literals;

namespace
{

const std::filesystem::path node = guest::device;

bool readable(int descriptor, int milliseconds = 0)
{
	pollfd item{descriptor, POLLIN, 0};
	return poll(&item, 1, milliseconds) == 1;
}

} // namespace

TEST_CASE_METHOD(Loaded, "Watcher: reports each change, and how many changes it includes", "[library]")
{
	rusty::Watcher watcher(node);
	const auto begun = watcher.generation();
	CHECK(begun == state().generation);
	CHECK_FALSE(watcher.next(rusty::after(0ms)));
	REQUIRE(put(guest::device, "1") == 1);
	const auto first = watcher.next();
	REQUIRE(first);
	CHECK(first->number == 1);
	CHECK(first->generation == begun + 1);
	CHECK(first->missed == 0);
	for (int i = 0; i < 5; ++i)
		file.add(1);
	const auto later = watcher.next();
	REQUIRE(later);
	CHECK(later->number == 6);
	CHECK(later->missed == 4);
	CHECK(watcher.generation() == begun + 6);
	CHECK_FALSE(watcher.next(rusty::after(10ms)));
}

TEST_CASE_METHOD(Loaded, "Watcher: from a generation on, also from one that never existed", "[library]")
{
	const auto now = state().generation;
	rusty::Watcher same(node, now);
	CHECK_FALSE(same.next(rusty::after(0ms)));
	file.add(1);
	file.add(1);
	rusty::Watcher older(node, now);
	const auto change = older.next(rusty::after(0ms));
	REQUIRE(change);
	CHECK(change->missed == 1);
	rusty::Watcher future(node, UINT64_MAX);
	const auto anew = future.next(rusty::after(0ms));
	REQUIRE(anew);
	CHECK(anew->missed == 0);
}

TEST_CASE_METHOD(Loaded, "Watcher: its descriptor serves an event loop", "[library]")
{
	rusty::Watcher watcher(node);
	const int loop = epoll_create1(EPOLL_CLOEXEC);
	epoll_event event{EPOLLIN, {}};
	REQUIRE(epoll_ctl(loop, EPOLL_CTL_ADD, watcher.fd(), &event) == 0);
	CHECK(epoll_wait(loop, &event, 1, 0) == 0);
	file.add(1);
	CHECK(epoll_wait(loop, &event, 1, 1000) == 1);
	CHECK(watcher.next(rusty::after(0ms)));
	CHECK(epoll_wait(loop, &event, 1, 0) == 0);
	close(loop);
	rusty::Watcher moved(std::move(watcher));
	file.add(1);
	CHECK(readable(moved.fd()));
}

TEST_CASE_METHOD(Loaded, "MappedNumber: shows each store at once, and holds the module", "[library]")
{
	const rusty::MappedNumber mapped(node);
	for (const std::int64_t number : {INT64_MIN, INT64_MAX, std::int64_t{0}}) {
		rusty::Device(node).set(number);
		CHECK(mapped.number() == number);
		CHECK(mapped.snapshot().generation == state().generation);
	}
	rusty::MappedNumber moved(rusty::MappedNumber{node});
	moved = rusty::MappedNumber(node);
	CHECK(moved.number() == 0);
	file.close();
	CHECK(guest::unload() == -EAGAIN);
}

// Each store keeps number - generation the same: a snapshot that mixes two states would differ.
TEST_CASE_METHOD(Loaded, "MappedNumber: a snapshot during many stores is consistent", "[library]")
{
	const rusty::MappedNumber mapped(node);
	const auto offset =
		mapped.snapshot().number - static_cast<std::int64_t>(mapped.snapshot().generation);
	std::jthread storm([](const std::stop_token &end) {
		for (rusty::Device own(node); !end.stop_requested();)
			own.add(1);
	});
	int torn = 0;
	std::uint64_t last = 0;
	for (int i = 0; i < 200000; ++i) {
		const auto seen = mapped.snapshot();
		torn += seen.number - static_cast<std::int64_t>(seen.generation) != offset;
		torn += seen.generation < last;
		last = seen.generation;
	}
	CHECK(torn == 0);
	CHECK(last > static_cast<std::uint64_t>(-offset) + 2023);
}

TEST_CASE_METHOD(Unloaded, "Monitor: the node is added and removed", "[library]")
{
	rusty::Monitor monitor;
	CHECK_FALSE(readable(monitor.fd()));
	CHECK_FALSE(monitor.next(rusty::after(0ms)));
	REQUIRE(guest::load() == 0);
	REQUIRE(readable(monitor.fd(), 5000));
	const auto appeared = monitor.next(rusty::after(5s));
	REQUIRE(appeared);
	CHECK(appeared->kind == rusty::NodeEvent::Kind::appeared);
	CHECK(appeared->node == node);
	CHECK_FALSE(monitor.next(rusty::after(50ms)));
	REQUIRE(guest::unload() == 0);
	const auto gone = monitor.next(rusty::after(5s));
	REQUIRE(gone);
	CHECK(gone->kind == rusty::NodeEvent::Kind::gone);
	CHECK(gone->node == node);
	std::stop_source stop;
	std::jthread stopper([&stop] {
		std::this_thread::sleep_for(30ms);
		stop.request_stop();
	});
	CHECK_FALSE(monitor.next(rusty::never, stop.get_token()));
}

TEST_CASE("deadlines beyond the clock's range never pass", "[library]")
{
	CHECK(rusty::after(std::chrono::hours::max()) == rusty::never);
	CHECK(rusty::after(std::chrono::minutes(UINT32_MAX)) == rusty::never);
	CHECK(rusty::passed(rusty::after(-5s)));
	CHECK(rusty::passed(rusty::after(std::chrono::hours::min())));
	CHECK(rusty::passed(rusty::Deadline::min()));
	CHECK(rusty::passed(rusty::after(0ms)));
	CHECK_FALSE(rusty::passed(rusty::after(1h)));
	CHECK_FALSE(rusty::passed(rusty::never));
}
