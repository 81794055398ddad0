// SPDX-License-Identifier: MIT
// The module's parameters, at load and under /sys/module: they share the device's state.
#include "catch.hpp"

#include "guest.hpp"
#include "kernel_log.hpp"
#include "texts.hpp"

using namespace guest;

namespace
{

void check_nothing_is_left()
{
	CHECK_FALSE(exists(device));
	CHECK_FALSE(exists("/sys/module/rusty"));
	CHECK_FALSE(exists("/sys/class/misc/rusty"));
	CHECK(get("/proc/misc").find("rusty") == std::string::npos);
}

} // namespace

TEST_CASE("the parameters hold the defaults after a plain load", "[parameters]")
{
	Module module;
	CHECK(get(parameters + "number") == "2023\n");
	CHECK(get(parameters + "unpinned_number") == "3202\n");
	CHECK(get(parameters + "numbers") == "72,108,200\n");
	CHECK(state() == State{2023, 0});
	CHECK(File(O_RDONLY).read() == "2023\n");
	Mapping mapping{File(O_RDONLY)};
	CHECK(mapping.read() == State{2023, 0});
}

TEST_CASE("number and unpinned_number are 0644, numbers 0444", "[parameters]")
{
	Module module;
	CHECK((mode(parameters + "number") & 07777) == 0644);
	CHECK((mode(parameters + "unpinned_number") & 07777) == 0644);
	CHECK((mode(parameters + "numbers") & 07777) == 0444);
	CHECK(open_outcome(parameters + "numbers", O_WRONLY) == -EACCES);
}

TEST_CASE("a load with parameters starts from them, at generation 0", "[parameters]")
{
	Module module("number=-7 unpinned_number=8 numbers=1,2,3");
	CHECK(state() == State{-7, 0});
	CHECK(get(device) == "-7\n");
	{
		Mapping mapping{File(O_RDONLY)};
		CHECK(mapping.read() == State{-7, 0});
		CHECK(File(O_RDONLY).readable());
	}
	for (const std::string &folder : {sysfs, parameters}) {
		CHECK(get(folder + "number") == "-7\n");
		CHECK(get(folder + "unpinned_number") == "8\n");
		CHECK(get(folder + "numbers") == "1,2,3\n");
	}
}

TEST_CASE("a load takes the texts that write(2) takes", "[parameters]")
{
	const Accepted texts[] = {
		{"0x10", 16}, {"0X7fffffffffffffff", INT64_MAX},  {"-0b101", -5}, {"017", 15}, {"0o17", 15},
		{"+1", 1},    {"-9223372036854775808", INT64_MIN}};
	for (const Accepted &each : texts) {
		INFO(each.text);
		const std::string text(each.text);
		Module module("number=" + text + " unpinned_number=" + text);
		CHECK(state() == State{each.number, 0});
		CHECK(get(sysfs + "unpinned_number") == std::to_string(each.number) + "\n");
	}
}

TEST_CASE_METHOD(Unloaded, "a load with a bad parameter is refused, named in the log, and leaves nothing",
		 "[parameters]")
{
	const struct {
		const char *name, *text;
		int error;
	} cases[] = {
		{"number", "=abc", EINVAL},
		{"number", "=", EINVAL},
		{"number", "", EINVAL},
		{"number", "=08", EINVAL},
		{"number", "=1,2", EINVAL},
		{"number", "=9223372036854775808", ERANGE},
		{"number", "=0xffffffffffffffff", ERANGE},
		{"unpinned_number", "=abc", EINVAL},
		{"unpinned_number", "=-9223372036854775809", ERANGE},
		{"numbers", "=", EINVAL},
		{"numbers", "=abc", EINVAL},
		{"numbers", "=1,", EINVAL},
		{"numbers", "=,1", EINVAL},
		{"numbers", "=1,,2", EINVAL},
		{"numbers", "=1,x", EINVAL},
		{"numbers", "=1;2", EINVAL},
		{"numbers", "=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", EINVAL},
	};
	for (const auto &each : cases) {
		INFO(each.name << each.text);
		KernelLog log;
		CHECK(load(std::string(each.name) + each.text) == -each.error);
		check_nothing_is_left();
		bool named = false, started = false;
		for (const std::string &line : log.of("rusty")) {
			named |= line.find(std::string("`") + each.name) != std::string::npos ||
				 line.find(std::string("'") + each.name) != std::string::npos ||
				 line.find(std::string(" ") + each.name) != std::string::npos;
			started |= line.find("(init)") != std::string::npos;
		}
		CHECK(named);
		CHECK_FALSE(started);
	}
	Module module("number=5"); // and it still loads
	CHECK(state() == State{5, 0});
}

TEST_CASE("numbers takes 1 to 16 values of 32 bits", "[parameters]")
{
	for (const std::string text :
	     {"7", "-2147483648,2147483647", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16"}) {
		Module module("numbers=" + text);
		CHECK(get(parameters + "numbers") == text + "\n");
		CHECK(get(sysfs + "numbers") == text + "\n");
	}
	for (const char *text : {"2147483648", "-2147483649", "1,4294967296", "1,9223372036854775808"}) {
		INFO(text);
		const Outcome outcome = load(std::string("numbers=") + text);
		CHECK((outcome == -ERANGE || outcome == -EINVAL));
		check_nothing_is_left();
	}
}

TEST_CASE_METHOD(Loaded, "a write to the parameter number is a store to the device", "[parameters]")
{
	File waiting(O_RDONLY);
	waiting.read();
	Witness witness;
	const State before = state();
	CHECK(put(parameters + "number", "-0x10\n") == 6);
	CHECK(state() == State{-16, before.generation + 1});
	CHECK(witness.woken());
	CHECK(waiting.readable());
	CHECK(waiting.read_at(0) == "-16\n");
	CHECK(get(sysfs + "number") == "-16\n");
	CHECK(get(parameters + "number") == "-16\n");
	CHECK(put(parameters + "number", "-16\n") == 4);
	CHECK(state() == State{-16, before.generation + 2});
}

TEST_CASE_METHOD(Loaded, "the parameter number shows every change made elsewhere", "[parameters]")
{
	CHECK(file.write("-9223372036854775808") == 20);
	CHECK(get(parameters + "number") == "-9223372036854775808\n");
	CHECK(file.add(-1) == INT64_MAX);
	CHECK(get(parameters + "number") == "9223372036854775807\n");
	CHECK(put(sysfs + "number", "4") == 1);
	CHECK(get(parameters + "number") == "4\n");
}

TEST_CASE_METHOD(Loaded, "the parameter unpinned_number is that of sysfs, and no store to the device",
		 "[parameters]")
{
	Witness witness;
	const State before = state();
	CHECK(put(parameters + "unpinned_number", "41\n") == 3);
	CHECK(get(sysfs + "unpinned_number") == "41\n");
	CHECK(put(sysfs + "unpinned_number", "42\n") == 3);
	CHECK(get(parameters + "unpinned_number") == "42\n");
	CHECK(state() == before);
	CHECK_FALSE(witness.woken());
}

TEST_CASE_METHOD(Loaded, "parameters take and refuse the same texts as write(2)", "[parameters]")
{
	for (const Accepted &each : accepted) {
		INFO(quoted(each.text));
		const State before = state();
		CHECK(put(parameters + "number", each.text) == static_cast<long>(each.text.size()));
		CHECK(state() == State{each.number, before.generation + 1});
	}
	Witness witness;
	const State before = state();
	for (const Refused &each : refused) {
		INFO(quoted(each.text));
		CHECK(put(parameters + "number", each.text) == -each.error);
		CHECK(put(parameters + "unpinned_number", each.text) == -each.error);
		CHECK(state() == before);
	}
	CHECK(get(parameters + "unpinned_number") == "3202\n");
	CHECK_FALSE(witness.woken());
}
