// SPDX-License-Identifier: GPL-2.0-only
// Lines of the log: what they say, at which level, and which are silent.
#include "kernel/log/log.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "tests/kit/host/fresh.hpp"

namespace
{

struct Logging : Fresh {
	// The one line that was logged.
	std::string line()
	{
		const auto lines = fake::take_log();
		REQUIRE(lines.size() == 1);
		return lines[0].text;
	}
};

} // namespace

TEST_CASE_METHOD(Logging, "every kind of argument has its place in a line")
{
	int somewhere = 0;
	const s32 numbers[] = {72, -108, 200};
	const kernel::Span<const s32> list(numbers);
	pr_info("{}, {}, {}, {}", static_cast<signed char>(-128), short{-32768}, -1, s64{INT64_MIN});
	CHECK(line() == "-128, -32768, -1, -9223372036854775808");
	pr_info("{}, {}, {}, {}", static_cast<unsigned char>(255), static_cast<unsigned short>(65535),
		4294967295u, u64{UINT64_MAX});
	CHECK(line() == "255, 65535, 4294967295, 18446744073709551615");
	pr_info("{}{} [{}]", "a C string", kernel::Text(" and a text"), kernel::Text(""));
	CHECK(line() == "a C string and a text []");
	pr_info("{} {} {}", list, list.first(1), list.first(0));
	CHECK(line() == "[72, -108, 200] [72] []");
	pr_info("@{} @{}", &somewhere, static_cast<const void *>(&somewhere));
	CHECK(line() == "@0x0000000000000001 @0x0000000000000001");
}

TEST_CASE_METHOD(Logging, "what an argument says is not looked at for braces")
{
	pr_info("{} {}", "{}", kernel::Text("{}%s%n"));
	CHECK(line() == "{} {}%s%n");
}

TEST_CASE_METHOD(Logging, "a line is as long as it is; of a list what has no room is cut off")
{
	const std::string huge(5000, 'y');
	pr_info("{} 100%{}", huge.c_str(), kernel::Text(huge.data(), 3));
	CHECK(line() == huge + " 100%yyy");
	s32 numbers[100] = {};
	pr_info("{}", kernel::Span<const s32>(numbers));
	CHECK(line().size() == 255);
}

TEST_CASE_METHOD(Logging, "each level is the kernel's, and debug is silent until it is enabled")
{
	const int somewhere = 0;
	fake::shown(nullptr);
	pr_emerg("0");
	pr_alert("1");
	pr_crit("2");
	pr_err("3");
	pr_warn("4");
	pr_notice("5");
	pr_info("6");
	pr_debug("7 {}", &somewhere);
	auto lines = fake::take_log();
	CHECK(lines.size() == 7);
	for (const auto &[level, text] : lines)
		CHECK(text == std::string(1, level));

	fake::log_debug(true);
	pr_debug("{}", "loud");
	CHECK(fake::take_log() == std::vector<fake::Line>{{'7', "loud"}});
	CHECK(fake::shown(&somewhere) ==
	      "0x0000000000000002"); // first seen now: the silent line formatted nothing
}

TEST_CASE_METHOD(Logging, "a debug line is a site of its own, with its place, and is switched alone")
{
	const auto here = [] {
		pr_debug("first {}", 1);
		pr_debug("second");
	};
	const unsigned int line_of_first = __LINE__ - 3;
	std::vector<const _ddebug *> sites;
	for (const _ddebug *site : fake::debug_sites())
		if (std::string(site->filename).find("log/host_test.cpp") != std::string::npos &&
		    (site->lineno == line_of_first || site->lineno == line_of_first + 1))
			sites.push_back(site);
	REQUIRE(sites.size() == 2);
	std::sort(sites.begin(), sites.end(),
		  [](const auto *a, const auto *b) { return a->lineno < b->lineno; });
	CHECK(std::string(sites[0]->format) == "host: first %d\n");
	CHECK(std::string(sites[0]->modname) == "host");
	CHECK(std::string(sites[0]->function) == "operator()");
	CHECK(sites[0]->class_id == 63);
	CHECK(sites[0]->flags == 0);
	CHECK(std::string(sites[1]->format) == "host: second\n");

	here();
	CHECK(fake::take_log().empty());
	const_cast<_ddebug *>(sites[1])->flags = LAYOUT_DDEBUG_PRINT;
	here();
	CHECK(fake::take_log() == std::vector<fake::Line>{{'7', "second"}});
}
