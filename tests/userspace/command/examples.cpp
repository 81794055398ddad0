// SPDX-License-Identifier: MIT
// The examples work as their comments describe.
#include "catch.hpp"

#include "guest.hpp"
#include "tool.hpp"

#include <signal.h>

using namespace client;
using guest::Loaded;
using guest::put;
using guest::state;
using guest::Unloaded;

namespace
{

std::string example(const std::string &name)
{
	return guest::beside("examples/" + name);
}

} // namespace

TEST_CASE_METHOD(Loaded, "example count", "[examples]")
{
	CHECK(run({example("count")}).out == "2024\n");
	REQUIRE(put(guest::device, "0x7fffffffffffffff").value() > 0);
	const Ran full = run({example("count")});
	CHECK(full.status == 1);
	CHECK(full.err == "count: the counter is full\n");
}

TEST_CASE_METHOD(Loaded, "example lock", "[examples]")
{
	REQUIRE(put(guest::device, "0") == 1);
	const std::string critical = "n=$(cat /tmp/sum); sleep 0.02; echo $((n + 1)) > /tmp/sum";
	const Words worker{"sh", "-c",
			   "for i in 1 2 3 4 5; do " + example("lock") + " sh -c '" + critical +
				   "' || exit; done"};
	guest::shell("echo 0 > /tmp/sum");
	Running first(worker), second(worker), third(worker);
	for (Running *each : {&first, &second, &third})
		CHECK(each->wait().status == 0);
	CHECK(guest::get("/tmp/sum") == "15\n");
	CHECK(state().number == 0);
	CHECK(run({example("lock"), "false"}).status == 1);
	CHECK(run({example("lock")}).status == 2);
}

TEST_CASE_METHOD(Loaded, "example wait", "[examples]")
{
	CHECK(run({example("wait"), "0x10"}).out == "2023\n");
	CHECK(run({example("wait"), "abc"}).status == 2);
	Running wait({example("wait"), "3000"});
	REQUIRE(wait.sleeps());
	REQUIRE(put(guest::device, "3001") == 4);
	CHECK(wait.wait().out == "3001\n");
}

TEST_CASE_METHOD(Loaded, "examples watch and stop", "[examples]")
{
	for (const std::string &name : {"watch", "stop"}) {
		// (It ends at the end of its input. A busy machine may start it late.)
		Running watch({"sh", "-c", "(sleep 4) | " + example(name)});
		usleep(1500000);
		REQUIRE(put(guest::device, "5") == 1);
		CHECK(watch.line() == (name == "watch" ? "5 (0 missed)" : "5"));
		CHECK(watch.wait().status == 0);
	}
	CHECK(run({"sh", "-c", "echo hallo | " + example("watch")}).out == "input: hallo\n");
}

TEST_CASE_METHOD(Loaded, "example map", "[examples]")
{
	CHECK(run({example("map")}).out == "2023, 0 store(s) meanwhile\n");
}

TEST_CASE_METHOD(Unloaded, "example monitor", "[examples]")
{
	Running monitor({example("monitor")});
	REQUIRE(monitor.sleeps());
	usleep(200000);
	REQUIRE(guest::load() == 0);
	const Ran ran = monitor.wait();
	CHECK(ran.out == "2023\n");
	CHECK(ran.err == "monitor: waiting for /dev/rusty\n");
	CHECK(run({example("monitor")}).err.empty());
}

TEST_CASE_METHOD(Unloaded, "each example says what is missing", "[examples]")
{
	for (const Words &words : {Words{"count"}, Words{"lock", "true"}, Words{"wait", "1"}, Words{"watch"},
				   Words{"stop"}, Words{"map"}}) {
		Words all = words;
		all[0] = example(words[0]);
		const Ran ran = run(all);
		INFO(words[0]);
		CHECK(ran.status == 1);
		CHECK(ran.err.find(": No such file or directory\n") != std::string::npos);
	}
}
