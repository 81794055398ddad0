// SPDX-License-Identifier: MIT
// rusty watch and wait: each change once, always the newest, and each way to end.
#include "catch.hpp"

#include "guest.hpp"
#include "tool.hpp"

#include <chrono>
#include <signal.h>

using namespace client;
using guest::Loaded;
using guest::put;
using guest::state;

namespace
{

void store(const std::string &number)
{
	REQUIRE(put(guest::device, number).value() > 0);
}

// Whether it waits on the device: it has the device open, and sleeps.
void until_waiting(Running &tool)
{
	for (int round = 0; round < 10000; ++round) {
		if (guest::get("/sys/module/rusty/refcnt") != "1\n") // (the fixture's own file)
			break;
		usleep(1000);
	}
	usleep(100000);
	REQUIRE(tool.sleeps());
}

} // namespace

TEST_CASE_METHOD(Loaded, "watch prints each change at once, into a pipe too", "[command]")
{
	Running watch(command({"watch"}));
	until_waiting(watch);
	for (const std::string &number : {"1", "1", "-5", "9223372036854775807"}) {
		store(number);
		CHECK(watch.line() == number);
	}
	watch.signal(SIGINT);
	const Ran ended = watch.wait();
	CHECK(ended.status == 256 + SIGINT);
	CHECK((ended.out + ended.err).empty());
}

TEST_CASE_METHOD(Loaded, "watch works with the shell's read", "[command]")
{
	Running loop({"sh", "-c", "rusty watch --count 2 | while read -r n; do echo \"<$n>\"; done"});
	until_waiting(loop);
	store("3");
	CHECK(loop.line() == "<3>");
	store("4");
	CHECK(loop.line() == "<4>");
	CHECK(loop.wait().status == 0);
}

TEST_CASE_METHOD(Loaded, "watch ends at its count, at its time, by signals", "[command]")
{
	CHECK(rusty({"watch", "--timeout", "50ms"}).status == 0);
	const Ran early = rusty({"watch", "--timeout", "50ms", "--count", "1"});
	CHECK(early.status == 1);
	CHECK(early.out.empty());
	CHECK(early.err == "rusty: waited 50ms; 0 of 1 changes came\n");
	for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
		Running watch(command({"watch"}));
		until_waiting(watch);
		watch.signal(number);
		CHECK(watch.wait().status == 256 + number);
	}
	// Under nohup, SIGHUP does not end it.
	Running kept({"sh", "-c", "trap '' HUP; exec rusty watch --count 1"});
	until_waiting(kept);
	kept.signal(SIGHUP);
	usleep(100000);
	store("6");
	CHECK(kept.wait().out == "6\n");
}

TEST_CASE_METHOD(Loaded, "watch ends without a message when its reader ends, also without a change",
		 "[command]")
{
	Running watch(command({"watch"}));
	until_waiting(watch);
	watch.close_output();
	const Ran ended = watch.wait();
	CHECK(ended.status == 0);
	CHECK(ended.err.empty());
	const Ran head = run({"sh", "-c", "(sleep 0.5; rusty set 1; rusty set 2) & rusty watch | head -n 1"});
	CHECK(head.out == "1\n");
	CHECK(head.err.empty());
}

TEST_CASE_METHOD(Loaded, "watch with very many changes counts those it missed and ends with the last",
		 "[command]")
{
	constexpr int changes = 30000; // more than 10,000 a second
	Running watch(command({"watch", "--json"}));
	until_waiting(watch);
	const auto begun = std::chrono::steady_clock::now();
	const std::uint64_t generation = state().generation;
	for (int i = 1; i <= changes; ++i)
		file.add(1);
	const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begun;
	CHECK(changes / time.count() > 10000);
	std::uint64_t told = 0, lines = 0;
	Json last;
	while (told < changes) {
		last = Json::parse(watch.line());
		told += last["missed"].get<std::uint64_t>() + 1;
		CHECK(last["generation"] == generation + told);
		++lines;
	}
	CHECK(told == changes);
	CHECK(last["number"] == 2023 + changes);
	WARN(lines << " lines for " << changes << " changes, " << static_cast<int>(changes / time.count())
		   << " a second");
	watch.signal(SIGINT);
	CHECK(watch.wait().out.empty());
}

TEST_CASE_METHOD(Loaded, "watch ends at its time although changes never end", "[command]")
{
	const guest::Child storm([this] {
		for (;;)
			file.add(1);
		return 0;
	});
	const Ran ran = rusty({"watch", "--timeout", "300ms"}, {.output = "/dev/null"});
	CHECK(ran.status == 0);
	Running watch(command({"watch"}), {.output = "/dev/null"});
	usleep(200000);
	watch.signal(SIGTERM);
	CHECK(watch.wait().status == 256 + SIGTERM);
	CHECK(rusty({"wait", "lt", "0", "--timeout", "300ms"}).status == 1);
}

TEST_CASE_METHOD(Loaded, "two watching commands see the same", "[command]")
{
	Running first(command({"watch", "--count", "3"})), second(command({"watch", "--count", "3"}));
	until_waiting(first);
	until_waiting(second);
	for (const std::string &number : {"1", "2", "3"}) {
		store(number);
		CHECK(first.line() == number);
		CHECK(second.line() == number);
	}
	CHECK(first.wait().status == 0);
	CHECK(second.wait().status == 0);
}

TEST_CASE_METHOD(Loaded, "wait returns at once if the condition holds, and times out if it does not",
		 "[command]")
{
	struct Row {
		std::string condition, number;
		bool holds;
	};
	for (const Row &row : {Row{"eq", "2023", true}, Row{"eq", "2024", false}, Row{"ne", "2023", false},
			       Row{"ne", "1", true}, Row{"lt", "2024", true}, Row{"lt", "2023", false},
			       Row{"le", "2023", true}, Row{"le", "2022", false}, Row{"gt", "2022", true},
			       Row{"gt", "2023", false}, Row{"ge", "2023", true}, Row{"ge", "2024", false}}) {
		INFO(row.condition << " " << row.number);
		const Ran ran = rusty({"wait", row.condition, row.number, "--timeout", "0ms"});
		CHECK(ran.status == (row.holds ? 0 : 1));
		CHECK(ran.out == (row.holds ? "2023\n" : ""));
		CHECK(ran.err.empty() == row.holds);
	}
}

TEST_CASE_METHOD(Loaded, "wait sleeps until the condition holds", "[command]")
{
	Running wait(command({"wait", "ge", "10000", "--json"}));
	until_waiting(wait);
	store("9999");
	store("10000");
	const Ran ran = wait.wait();
	CHECK(ran.status == 0);
	CHECK(ran.json() == Json{{"number", 10000}, {"generation", state().generation}});
	Running interrupted(command({"wait", "eq", "1"}));
	until_waiting(interrupted);
	interrupted.signal(SIGINT);
	CHECK(interrupted.wait().status == 256 + SIGINT);
}

TEST_CASE_METHOD(Loaded, "wait changed misses no store from before it started", "[command]")
{
	const Ran now = rusty({"get", "--json"});
	const std::string generation = now.json()["generation"].dump();
	CHECK(rusty({"wait", "changed", "--since", generation, "--timeout", "50ms"}).status == 1);
	store("2023"); // an equal value is a change as well
	const Ran found = rusty({"wait", "changed", "--since", generation, "--timeout", "9s"});
	CHECK(found.status == 0);
	CHECK(found.out == "2023\n");
	// A generation from before the module was loaded again: it differs, so this counts as a change.
	CHECK(rusty({"wait", "changed", "--since", "18446744073709551615"}).status == 0);
	CHECK(rusty({"wait", "changed", "--timeout", "50ms"}).status == 1);
	Running wait(command({"wait", "changed"}));
	until_waiting(wait);
	store("77");
	CHECK(wait.wait().out == "77\n");
}

// Nobody reads, the pipe is full, and a write would sleep for ever.
TEST_CASE_METHOD(Loaded, "watch ends by its time and by signals although its reader does not read",
		 "[command]")
{
	const guest::Child storm([this] {
		for (;;)
			file.add(1);
		return 0;
	});
	Running timed(command({"watch", "--json", "--timeout", "2s"}));
	CHECK(timed.ends_unread());
	CHECK(timed.wait().status == 0);
	Running stopped(command({"watch", "--json"}));
	usleep(1500000);
	stopped.signal(SIGINT);
	CHECK(stopped.ends_unread());
	CHECK(stopped.wait().status == 256 + SIGINT);
}

TEST_CASE_METHOD(Loaded, "the exit status is the same if the reader has ended", "[command]")
{
	const auto status_of = [](const std::string &words) {
		return run({"sh", "-c", "trap '' PIPE; (sleep 0.3; rusty " + words + "; echo $? >&2) | true"})
			.err;
	};
	CHECK(status_of("cas 1 2") == "1\n");
	CHECK(status_of("cas 2023 2023") == "0\n");
	CHECK(status_of("get") == "0\n");
	CHECK(status_of("wait eq 1 --quiet --timeout 300ms") == "1\n");
	CHECK(status_of("wait eq 2023") == "0\n");
	Running wait(command({"wait", "eq", "5"}));
	until_waiting(wait);
	wait.close_output();
	usleep(200000);
	store("5");
	CHECK(wait.wait().status == 0);
	Running counted(command({"watch", "--count", "2"}));
	until_waiting(counted);
	counted.close_output();
	CHECK(counted.wait().status == 0);
}

TEST_CASE_METHOD(Loaded, "a wait lasts as long as its timeout", "[command]")
{
	const auto begun = std::chrono::steady_clock::now();
	CHECK(rusty({"wait", "eq", "1", "--timeout", "700ms"}).status == 1);
	CHECK(std::chrono::steady_clock::now() - begun >= std::chrono::milliseconds(700));
	const Ran ran = rusty({"wait", "eq", "1", "--timeout", "10ms"});
	CHECK(ran.err == "rusty: waited 10ms; the number is 2023\n");
}
