// SPDX-License-Identifier: MIT
// The command line: help, version, options before and after the verb, and what is refused without a change.
#include "catch.hpp"

#include "guest.hpp"
#include "tool.hpp"

using namespace client;
using guest::Loaded;
using guest::state;

namespace
{

const Words verbs{"get", "set", "add", "swap", "cas", "watch", "wait", "info", "trace"};

bool has(const std::string &text, const std::string &part)
{
	return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE_METHOD(Loaded, "each verb's help has an example, and the whole help has each verb", "[command]")
{
	const Ran all = rusty({"--help"});
	CHECK(all.status == 0);
	CHECK(all.err.empty());
	for (const std::string &verb : verbs) {
		CHECK(has(all.out, "\n  " + verb + " "));
		CHECK(has(all.out, "rusty " + verb));
		for (const Words &words : {Words{verb, "--help"}, Words{"--help", verb}, Words{verb, "-h"}}) {
			const Ran one = rusty(words);
			CHECK(one.status == 0);
			CHECK(has(one.out, "Examples:\n"));
			CHECK(has(one.out, "rusty " + verb));
		}
	}
}

TEST_CASE_METHOD(Loaded, "without a verb the help goes to stderr, with status 2", "[command]")
{
	const Ran ran = rusty({});
	CHECK(ran.status == 2);
	CHECK(ran.out.empty());
	CHECK(ran.err == rusty({"--help"}).out);
	CHECK(has(rusty({"--version"}).out,
		  "rusty " +
			  rusty({"info", "--json"}).json()["module"]["loaded_version"].get<std::string>()));
}

TEST_CASE_METHOD(Loaded, "options for all verbs stand before or after the verb", "[command]")
{
	for (const Words &words : {Words{"--json", "get"}, Words{"get", "--json"}})
		CHECK(rusty(words).json()["number"] == 2023);
	for (const Words &words : {Words{"--device", "/dev/null", "get"},
				   Words{"get", "--device", "/dev/null"}, Words{"get", "--device=/dev/null"}})
		CHECK(rusty(words).status == 3);
	for (const Words &words :
	     {Words{"--quiet", "cas", "1", "2"}, Words{"cas", "1", "2", "--quiet"},
	      Words{"--quiet", "get", "--device", "/nowhere"}, Words{"set", "--quiet", "x"}}) {
		const Ran ran = rusty(words);
		CHECK(ran.status != 0);
		CHECK((ran.out + ran.err).empty());
	}
	CHECK((rusty({"get", "--quiet"}).out).empty());
}

TEST_CASE_METHOD(Loaded, "RUSTY_DEVICE names the node, --device takes precedence", "[command]")
{
	const Setting elsewhere{.environment = {"RUSTY_DEVICE=/dev/null"}};
	CHECK(rusty({"get"}, elsewhere).status == 3);
	CHECK(rusty({"get", "--device", guest::device}, elsewhere).out == "2023\n");
	CHECK(rusty({"get"}, {.environment = {"RUSTY_DEVICE="}}).out == "2023\n");
}

TEST_CASE_METHOD(Loaded, "colour: never into a pipe unless it is requested", "[command]")
{
	const auto colored = [](const Words &words, const Words &environment) {
		const Ran ran = rusty(words, {.environment = environment});
		return has(ran.out, "\033[") || has(ran.err, "\033[");
	};
	for (const std::string &verb : {"set x", "info"}) {
		const Words words = verb == "info" ? Words{"info"} : Words{"set", "x"};
		Words always = words, never = words;
		always.insert(always.end(), {"--color", "always"});
		never.insert(never.end(), {"--color=never"});
		CHECK_FALSE(colored(words, {"TERM=xterm"}));
		CHECK(colored(always, {}));
		CHECK(colored(always, {"NO_COLOR=1"}));
		CHECK_FALSE(colored(never, {"TERM=xterm"}));
	}
	// On a terminal: auto, NO_COLOR, dumb.
	const auto on_terminal = [](const std::string &environment) {
		return has(run({"sh", "-c", environment + " script -q -c 'rusty info' /dev/null"}).out,
			   "\033[1m");
	};
	CHECK(on_terminal("TERM=xterm"));
	CHECK_FALSE(on_terminal("TERM=xterm NO_COLOR=1"));
	CHECK(on_terminal("TERM=xterm NO_COLOR="));
	CHECK_FALSE(on_terminal("TERM=dumb"));
}

TEST_CASE_METHOD(Loaded, "a wrong command line is status 2, says why and where to look, and changes nothing",
		 "[command]")
{
	const auto before = state();
	const std::vector<std::pair<Words, std::string>> wrong{
		{{"put", "1"},
		 "no verb 'put'\n  There are: get, set, add, swap, cas, watch, wait, info, doctor, trace."},
		{{"set"}, "N is required"},
		{{"set", "abc"}, "'abc' is not a whole number"},
		{{"set", ""}, "not a whole number"},
		{{"set", "1 2"}, "not a whole number"},
		{{"set", "0x"}, "not a whole number"},
		{{"set", "--", "-"}, "not a whole number"},
		{{"set", "9223372036854775808"}, "does not fit"},
		{{"set", "-9223372036854775809"}, "does not fit"},
		{{"set", std::string(65, '0')}, "at most 64"},
		{{"set", "1", "2"}, "'2' was not expected"},
		{{"set", "1", "-q5"}, "'-q5' was not expected"},
		{{"watch", "-x", "3s"}, "'-x' was not expected"},
		{{"add", "1", "--chekced"}, "--chekced"},
		{{"cas", "1"}, "NEW is required"},
		{{"get", "--checked"}, "--checked"},
		{{"get", "set", "1"}, ""},
		{{"watch", "--count", "0"}, "'0' is no count"},
		{{"watch", "--count", "-1"}, ""},
		{{"watch", "--timeout", "5"}, "'5' is no time; such are: 500ms, 5s, 2m"},
		{{"watch", "--timeout", "1.5s"}, "is no time"},
		{{"watch", "--timeout", "99999999999s"}, "is no time"},
		{{"watch", "--timeout"}, "--timeout"},
		{{"wait"}, "CONDITION is required"},
		{{"wait", "ge"}, "is missing"},
		{{"wait", ">=", "1"}, "not in"},
		{{"wait", "-ge", "1"}, "'-ge' was not expected"},
		{{"5", "set"}, "'5' was not expected"},
		{{"wait", "ge", "ten"}, "not a whole number"},
		{{"wait", "changed", "1"}, "takes no number"},
		{{"wait", "ge", "1", "--since", "1"}, "--since belongs to"},
		{{"wait", "changed", "--since", "x"}, "is no generation"},
		{{"get", "--color", "red"}, "red"},
		{{"set", "1", "--device", ""}, "an empty path names nothing"},
	};
	for (const auto &[words, part] : wrong) {
		const Ran ran = rusty(words);
		INFO(Json(words).dump() << " said: " << ran.err);
		CHECK(ran.status == 2);
		CHECK(ran.out.empty());
		CHECK(ran.err.starts_with("rusty: "));
		CHECK(has(ran.err, part));
		CHECK(has(ran.err, "--help"));
	}
	CHECK(state() == before);
}

TEST_CASE_METHOD(Loaded, "an answer that cannot be written is an error", "[command]")
{
	const Ran full = rusty({"get"}, {.output = "/dev/full"});
	CHECK(full.status == 5);
	CHECK(has(full.err, "No space left"));
	CHECK(has(full.err, "is done; its answer is lost"));
	CHECK(rusty({"--help"}, {.output = "/dev/full"}).status == 5);
	const auto before = state();
	const Ran closed = run({"sh", "-c", "rusty get >&-"});
	CHECK(closed.status == 5);
	CHECK(has(closed.err, "cannot write the answer"));
	// The device must not have become standard output.
	run({"sh", "-c", "rusty swap 2023 >&- 2>&-"});
	CHECK(state() == guest::State{2023, before.generation + 1});
}
