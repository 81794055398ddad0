// SPDX-License-Identifier: MIT
// rusty info and trace: their output agrees with the system, and they leave nothing behind.
#include "catch.hpp"

#include "guest.hpp"
#include "tool.hpp"

#include <filesystem>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/utsname.h>

using namespace client;
using guest::Loaded;
using guest::put;
using guest::Unloaded;

namespace
{

bool has(const std::string &text, const std::string &part)
{
	return text.find(part) != std::string::npos;
}

std::string release()
{
	utsname names{};
	uname(&names);
	return names.release;
}

std::size_t instances()
{
	const std::filesystem::directory_iterator all("/sys/kernel/tracing/instances");
	return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

// The names of all tasks must not be recorded: this would patch the running scheduler, and QEMU 7.2 sometimes crashes
// then.
struct Traceable : Loaded {
	Traceable() { REQUIRE(put("/sys/kernel/tracing/options/record-cmd", "0") == 1); }
};

// Whether it listens: its instance exists and the event is on.
void until_tracing(Running &tool)
{
	for (int round = 0; round < 10000 && instances() == 0; ++round)
		usleep(1000);
	usleep(100000);
	REQUIRE(tool.sleeps());
}

} // namespace

TEST_CASE_METHOD(Loaded, "info agrees with the system", "[command]")
{
	REQUIRE(put(guest::device, "-77") == 3);
	const Ran ran = rusty({"info"});
	CHECK(ran.status == 0);
	CHECK(ran.err.empty());
	const std::string disk = "/lib/modules/" + release() + "/updates/rusty.ko";
	for (const std::string &part :
	     {"/dev/rusty", "crw-rw-r-- root root", "anyone r", "root may read and write", "0.1.0 loaded",
	      "0.1.0 on disk", disk.c_str(), "-77", "72,108,200", "3202", "number=-77"}) {
		INFO(part << " in:\n" << ran.out);
		CHECK(has(ran.out, part));
	}
	const Json json = rusty({"info", "--json"}).json();
	const auto now = guest::state();
	CHECK(json["number"] == -77);
	CHECK(json["generation"] == now.generation);
	CHECK(json["abi"] == Json{{"driver", 1}, {"command", 1}});
	CHECK(json["module"] == Json{{"loaded", true},
				     {"loaded_version", "0.1.0"},
				     {"disk_version", "0.1.0"},
				     {"file", disk},
				     {"kernel", release()}});
	CHECK(json["parameters"] ==
	      Json{{"number", "-77"}, {"numbers", "72,108,200"}, {"unpinned_number", "3202"}});
	CHECK(json["numbers"] == "72,108,200");
	CHECK(json["node"]["path"] == "/dev/rusty");
	CHECK(json["node"]["mode"] == "crw-rw-r--");
	CHECK(json["you"] == Json{{"user", "root"}, {"read", true}, {"write", true}});
	CHECK(rusty({"info", "--json"}, {.user = nobody}).json()["you"] ==
	      Json{{"user", "nobody"}, {"read", true}, {"write", false}});
}

TEST_CASE_METHOD(Unloaded, "info works without the module, and says how to load it", "[command]")
{
	const Ran ran = rusty({"info"});
	CHECK(ran.status == 0);
	CHECK(ran.err.empty());
	CHECK(has(ran.out, "not loaded; 0.1.0 on disk"));
	CHECK(has(ran.out, "sudo modprobe rusty"));
	const Json json = rusty({"info", "--json"}).json();
	CHECK(json["node"] == Json{{"path", "/dev/rusty"}, {"present", false}});
	CHECK(json["module"]["loaded"] == false);
	CHECK(json["module"]["disk_version"] == "0.1.0");
	CHECK_FALSE(json.contains("number"));
}

TEST_CASE_METHOD(Unloaded, "info --follow reports when the node is added and removed", "[command]")
{
	Running info(command({"info", "--follow", "--json"}));
	CHECK(Json::parse(info.line())["module"]["loaded"] == false);
	for (int round = 0; round < 2; ++round) {
		REQUIRE(guest::load() == 0);
		CHECK(Json::parse(info.line()) == Json{{"event", "appeared"}, {"node", "/dev/rusty"}});
		REQUIRE(guest::unload() == 0);
		CHECK(Json::parse(info.line()) == Json{{"event", "gone"}, {"node", "/dev/rusty"}});
	}
	info.signal(SIGINT);
	CHECK(info.wait().status == 256 + SIGINT);
	Running piped(command({"info", "--follow"}));
	piped.line();
	piped.close_output();
	CHECK(piped.wait().status == 0);
}

TEST_CASE_METHOD(Traceable, "trace shows which process changed the number, and both values", "[command]")
{
	Running trace(command({"trace", "--json"}));
	until_tracing(trace);
	CHECK(instances() == 1);
	const auto generation = guest::state().generation;
	const Ran setter = run({"sh", "-c", "echo $$; exec rusty set -5"});
	const Json event = Json::parse(trace.line());
	CHECK(event["who"] == "rusty");
	CHECK(std::to_string(event["pid"].get<int>()) + "\n" == setter.out);
	CHECK(event["old"] == 2023);
	CHECK(event["new"] == -5);
	CHECK(event["generation"] == generation + 1);
	trace.signal(SIGINT);
	CHECK(trace.wait().status == 256 + SIGINT);
	CHECK(instances() == 0);
}

TEST_CASE_METHOD(Traceable, "trace ends at its count or time or reader, and leaves no instance", "[command]")
{
	Running counted(command({"trace", "--count", "2"}));
	until_tracing(counted);
	REQUIRE(put(guest::device, "1") == 1);
	REQUIRE(put(guest::device, "2") == 1);
	const std::string first = counted.line();
	INFO(first);
	CHECK(has(first, " 2023 -> 1 (generation "));
	CHECK(has(counted.line(), " 1 -> 2 (generation "));
	CHECK(counted.wait().status == 0);
	CHECK(rusty({"trace", "--timeout", "50ms"}).status == 0);
	CHECK(rusty({"trace", "--timeout", "50ms", "--count", "1"}).status == 1);
	Running left(command({"trace"}));
	until_tracing(left);
	left.close_output();
	CHECK(left.wait().status == 0);
	CHECK(instances() == 0);
}

TEST_CASE_METHOD(Traceable, "trace: control characters in a task's name are escaped", "[command]")
{
	Running trace(command({"trace", "--json"}));
	until_tracing(trace);
	char before[16] = "";
	prctl(PR_GET_NAME, before);
	for (const char *name : {"a b", "x old=7 new=8", "\033[2Jz", "-1 [000]: ", "\xff\xfe", "a\nb",
				 " generation=\nx", "\033 EVENTS]", "\xc2\x9bm"}) {
		prctl(PR_SET_NAME, name);
		REQUIRE(put(guest::device, "9") == 1);
		const Json event = Json::parse(trace.line());
		INFO(event.dump());
		CHECK(event["new"] == 9);
		CHECK(event["pid"] == getpid());
		for (const char each : event["who"].get<std::string>())
			CHECK((each >= ' ' && each <= '~'));
	}
	prctl(PR_SET_NAME, before);
	trace.signal(SIGTERM);
	CHECK(trace.wait().status == 256 + SIGTERM);
}

// An instance starts with the options of the top level.
TEST_CASE_METHOD(Traceable, "trace: works whatever options somebody has set for other traces", "[command]")
{
	const std::string options = "/sys/kernel/tracing/options/";
	Words set;
	for (const char *name : {"record-tgid", "latency-format", "hex", "raw", "fields", "irq-info"})
		if (guest::exists(options + name) && guest::get(options + name) == "0\n") {
			REQUIRE(put(options + name, "1") == 1);
			set.push_back(options + name);
		}
	CHECK(set.size() > 2);
	Running trace(command({"trace", "--count", "1"}));
	until_tracing(trace);
	for (const std::string &path : set)
		put(path, "0");
	REQUIRE(put(guest::device, "4") == 1);
	CHECK(has(trace.line(), " 2023 -> 4 (generation "));
	CHECK(trace.wait().status == 0);
}

// (All stores happen while the event is on: switching it patches the code of a store, and QEMU 7.2 sometimes executes the
// breakpoint of such a patch after it was removed, if another CPU is at that place.)
TEST_CASE_METHOD(Traceable,
		 "trace: ends although its reader does not read, reports that the module was unloaded, "
		 "leaves no instance",
		 "[command]")
{
	const auto many_stores = [this] {
		for (int i = 0; i < 5000; ++i)
			file.add(1);
	};
	{
		Running trace(command({"trace"}));
		until_tracing(trace);
		many_stores();
		usleep(500000);
		trace.signal(SIGTERM);
		CHECK(trace.ends_unread());
		CHECK(trace.wait().status == 256 + SIGTERM);
		CHECK(instances() == 0);
		Running timed(command({"trace", "--timeout", "2s"}));
		until_tracing(timed);
		many_stores();
		CHECK(timed.ends_unread());
		CHECK(timed.wait().status == 0);
	}
	for (const int number : {SIGINT, SIGQUIT, SIGHUP}) {
		Running trace(command({"trace"}));
		until_tracing(trace);
		trace.signal(number);
		CHECK(trace.wait().status == 256 + number);
		CHECK(instances() == 0);
	}
	Running trace(command({"trace"}));
	until_tracing(trace);
	file.close();
	REQUIRE(guest::unload() == 0);
	const Ran ended = trace.wait();
	CHECK(ended.status == 3);
	CHECK(has(ended.err, "the module rusty was unloaded"));
	CHECK(instances() == 0);
}
