// SPDX-License-Identifier: MIT
// rusty get, set, add, swap, cas: what they print, their exit statuses, and JSON that jq does not round.
#include "catch.hpp"

#include "guest.hpp"
#include "tool.hpp"

using namespace client;
using guest::Loaded;
using guest::put;
using guest::state;

namespace
{

const std::string largest = "9223372036854775807", smallest = "-9223372036854775808";

} // namespace

TEST_CASE_METHOD(Loaded, "get prints the number only", "[command]")
{
	const Ran ran = rusty({"get"});
	CHECK(ran.status == 0);
	CHECK(ran.out == "2023\n");
	CHECK(ran.err.empty());
	CHECK(rusty({"get", "--json"}).json() == Json{{"number", 2023}, {"generation", state().generation}});
}

TEST_CASE_METHOD(Loaded, "set stores and prints nothing", "[command]")
{
	for (const auto &[text, number] :
	     std::vector<std::pair<std::string, std::int64_t>>{{"42", 42},
							       {"-7", -7},
							       {"-0x10", -16},
							       {"0o17", 15},
							       {"017", 15},
							       {"0B11", 3},
							       {" 5\n", 5},
							       {"+6", 6},
							       {largest, INT64_MAX},
							       {smallest, INT64_MIN},
							       {"-0x8000000000000000", INT64_MIN}}) {
		INFO(text);
		const Ran ran = rusty({"set", text});
		CHECK(ran.status == 0);
		CHECK((ran.out + ran.err).empty());
		CHECK(state().number == number);
	}
	CHECK(rusty({"set", "8", "--json"}).json() == Json{{"number", 8}});
}

TEST_CASE_METHOD(Loaded, "add prints the sum, and wraps around unless it is checked", "[command]")
{
	CHECK(rusty({"add", "-24"}).out == "1999\n");
	CHECK(rusty({"add", "1", "--checked"}).out == "2000\n");
	CHECK(rusty({"add", "1", "--json"}).json() == Json{{"number", 2001}});
	REQUIRE(put(guest::device, largest) == 19);
	const auto before = state();
	const Ran refused = rusty({"add", "1", "--checked"});
	CHECK(refused.status == 5);
	CHECK(refused.out.empty());
	CHECK(refused.err.find("does not fit") != std::string::npos);
	CHECK(state() == before);
	CHECK(rusty({"add", "1"}).out == smallest + "\n");
}

TEST_CASE_METHOD(Loaded, "swap stores and prints the previous number", "[command]")
{
	CHECK(rusty({"swap", "1"}).out == "2023\n");
	CHECK(rusty({"swap", "2", "--json"}).json() == Json{{"number", 2}, {"previous", 1}});
	CHECK(state().number == 2);
}

TEST_CASE_METHOD(Loaded, "cas prints nothing if it stored, else the number, with status 1", "[command]")
{
	const Ran stored = rusty({"cas", "2023", "7"});
	CHECK(stored.status == 0);
	CHECK((stored.out + stored.err).empty());
	const auto before = state();
	const Ran refused = rusty({"cas", "2023", "8"});
	CHECK(refused.status == 1);
	CHECK(refused.out == "7\n");
	CHECK(refused.err.empty());
	CHECK(state() == before);
	CHECK(rusty({"cas", "7", "9", "--json"}).json() == Json{{"exchanged", true}, {"number", 9}});
	const Ran json = rusty({"cas", "7", "9", "--json"});
	CHECK(json.json() == Json{{"exchanged", false}, {"number", 9}});
	CHECK(json.status == 1);
}

TEST_CASE_METHOD(Loaded, "jq sees the exact number, at the limits of 64 bits and of doubles", "[command]")
{
	for (const std::string &number :
	     {largest, smallest, std::string("9007199254740992"), std::string("9007199254740993"),
	      std::string("-9007199254740993"), std::string("0")}) {
		REQUIRE(put(guest::device, number).value() > 0);
		const Ran ran = run({"sh", "-c", "rusty get --json | jq -r .number"});
		CHECK(ran.out == number + "\n");
	}
	// jq keeps a number of this length exact.
	REQUIRE(put(guest::device, "9007199254740992").value() > 0);
	CHECK(rusty({"get", "--json"}).json()["number"].is_number());
	REQUIRE(put(guest::device, "9007199254740993").value() > 0);
	CHECK(rusty({"get", "--json"}).json()["number"].is_string());
}

TEST_CASE_METHOD(Loaded, "each verb's JSON keeps numbers beyond 2^53 as strings", "[command]")
{
	REQUIRE(put(guest::device, largest) == 19);
	CHECK(rusty({"add", "0", "--json"}).json()["number"] == largest);
	CHECK(rusty({"swap", largest, "--json"}).json() == Json{{"number", largest}, {"previous", largest}});
	CHECK(rusty({"set", smallest, "--json"}).json()["number"] == smallest);
	CHECK(rusty({"cas", "1", "2", "--json"}).json()["number"] == smallest);
	CHECK(rusty({"wait", "lt", "0", "--json"}).json()["number"] == smallest);
	CHECK(rusty({"info", "--json"}).json()["number"] == smallest);
	const Ran watched =
		run({"sh", "-c", "(sleep 0.5; rusty set " + largest + ") & rusty watch --json --count 1"});
	CHECK(watched.json()["number"] == largest);
}

TEST_CASE_METHOD(Loaded, "of forty additions by four commands at once none is lost", "[command]")
{
	const Words loop{"sh", "-c", "for i in $(seq 10); do rusty add 1 >/dev/null || exit 1; done"};
	Running first(loop), second(loop), third(loop), fourth(loop);
	for (Running *each : {&first, &second, &third, &fourth})
		CHECK(each->wait().status == 0);
	CHECK(state().number == 2023 + 40);
}
