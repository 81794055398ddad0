// SPDX-License-Identifier: MIT
// A whole module of the layer's, without rusty: its log, its parameters, its sysfs files, its entry points.
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <string>
#include <thread>

#include "fresh.hpp"
#include "kernel/file.hpp"
#include "kernel/log.hpp"
#include "kernel/memory.hpp"
#include "kernel/parameter.hpp"
#include "parameter_access.hpp"

using kernel::Box;
using kernel::Gfp;
using kernel::Result;
namespace errors = kernel::errors;

namespace
{

// What layer.module.h declares.
struct Module {
	static Result<Box<Module>> create() { return Box<Module>::make(Gfp::kernel); }
};

struct Files {
	static Result<void> open(kernel::File file)
	{
		if (!file.readable())
			return errors::not_permitted;
		return {};
	}
};

struct Endless {
	Result<void> set(kernel::Text) { return errors::not_permitted; }
	void get(kernel::TextWriter &writer) const
	{
		while (!writer.full())
			writer.append('e');
	}
};

Result<void> even(const s8 &value)
{
	if (value % 2 != 0)
		return kernel::Errno(EDOM);
	return {};
}

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

namespace parameters
{
namespace
{
constinit kernel::Parameter<s8> level{4, even};
constinit kernel::Parameter<u32> limit{7};
constinit kernel::ArrayParameter<s16, 3> sizes{{1, -2}};
constinit kernel::StringParameter<8> label{"initial"};
constinit Endless endless;
} // namespace
} // namespace parameters

namespace attributes
{
namespace
{
using parameters::label;
using parameters::level;
} // namespace
} // namespace attributes

#include "kernel/entries.hpp"

namespace
{

struct Parameters : Fresh {
	Parameters()
	{
		CHECK(set_parameter(entry_parameter_set_level, "4") == 0);
		CHECK(set_parameter(entry_parameter_set_sizes, "1,-2") == 0);
		CHECK(set_parameter(entry_parameter_set_label, "initial") == 0);
	}
};

} // namespace

TEST_CASE_METHOD(Logging, "every kind of argument has its place in a line")
{
	int somewhere = 0;
	const s32 numbers[] = {72, -108, 200};
	const kernel::Span<const s32> list(numbers);
	kernel::pr_info("{}, {}, {}, {}", static_cast<signed char>(-128), short{-32768}, -1, s64{INT64_MIN});
	CHECK(line() == "-128, -32768, -1, -9223372036854775808");
	kernel::pr_info("{}, {}, {}, {}", static_cast<unsigned char>(255), static_cast<unsigned short>(65535),
			4294967295u, u64{UINT64_MAX});
	CHECK(line() == "255, 65535, 4294967295, 18446744073709551615");
	kernel::pr_info("{}{} [{}]", "a C string", kernel::Text(" and a text"), kernel::Text(""));
	CHECK(line() == "a C string and a text []");
	kernel::pr_info("{} {} {}", list, list.first(1), list.first(0));
	CHECK(line() == "[72, -108, 200] [72] []");
	kernel::pr_info("@{} @{}", &somewhere, static_cast<const void *>(&somewhere));
	CHECK(line() == "@0x0000000000000001 @0x0000000000000001");
}

TEST_CASE_METHOD(Logging, "what an argument says is not looked at for braces")
{
	kernel::pr_info("{} {}", "{}", kernel::Text("{}%s%n"));
	CHECK(line() == "{} {}%s%n");
}

TEST_CASE_METHOD(Logging, "a line is cut after 255 bytes, wherever that is")
{
	const std::string sixty(60, 'x');
	kernel::pr_info("{}{}{}{}{}", sixty.c_str(), sixty.c_str(), sixty.c_str(), sixty.c_str(),
			123456789012345);
	CHECK(line() == std::string(240, 'x') + "123456789012345");
	kernel::pr_info("{}{}{}{}{}", sixty.c_str(), sixty.c_str(), sixty.c_str(), sixty.c_str(),
			1234567890123456);
	CHECK(line() == std::string(240, 'x') + "123456789012345");
	const std::string huge(5000, 'y');
	kernel::pr_info("{}{}", huge.c_str(), &huge);
	CHECK(line() == std::string(255, 'y'));
}

TEST_CASE_METHOD(Logging, "each level is the kernel's, and debug is silent until it is enabled")
{
	fake::shown(nullptr);
	kernel::pr_emerg("0");
	kernel::pr_alert("1");
	kernel::pr_crit("2");
	kernel::pr_err("3");
	kernel::pr_warn("4");
	kernel::pr_notice("5");
	kernel::pr_info("6");
	kernel::pr_debug("7 {}", &live_before);
	auto lines = fake::take_log();
	CHECK(lines.size() == 7);
	for (const auto &[level, text] : lines)
		CHECK(text == std::string(1, level));

	fake::log_debug(true);
	kernel::pr_debug("{}", "loud");
	CHECK(fake::take_log() == std::vector<fake::Line>{{'7', "loud"}});
	CHECK(fake::shown(&live_before) ==
	      "0x0000000000000002"); // first seen now: the silent line formatted nothing
}

TEST_CASE_METHOD(Parameters, "an integer parameter is what was set last, and refuses what it cannot be")
{
	CHECK(get_parameter(entry_parameter_get_level) == "4\n");
	CHECK(set_parameter(entry_parameter_set_level, " -0x10\n") == 0);
	CHECK(get_parameter(entry_parameter_get_level) == "-16\n");
	CHECK(set_parameter(entry_parameter_set_level, "x") == -EINVAL);
	CHECK(set_parameter(entry_parameter_set_level, nullptr) == -EINVAL);
	CHECK(set_parameter(entry_parameter_set_level, "128") == -ERANGE);
	CHECK(set_parameter(entry_parameter_set_level, "3") == -EDOM); // says the validator
	CHECK(get_parameter(entry_parameter_get_level) == "-16\n");
	CHECK(parameters::level.value() == -16);
	CHECK(set_parameter(entry_parameter_set_limit, "4294967295") == 0);
	CHECK(get_parameter(entry_parameter_get_limit) == "4294967295\n");
	CHECK(set_parameter(entry_parameter_set_limit, "-1") == -ERANGE);
	CHECK(parameters::limit.value() == UINT32_MAX);
}

TEST_CASE_METHOD(Parameters, "a value is read under the parameter lock: not while it is being set")
{
	std::atomic<bool> locked = false;
	std::thread setter([&] {
		const fake::ParameterLock lock;
		locked = true;
		std::this_thread::sleep_for(std::chrono::milliseconds(20));
		(void)parameters::level.set("8");
	});
	while (!locked)
		std::this_thread::yield();
	CHECK(parameters::level.value() == 8);
	setter.join();
}

TEST_CASE_METHOD(Parameters, "an array parameter takes one to its most integers, all or none of them")
{
	CHECK(get_parameter(entry_parameter_get_sizes) == "1,-2\n");
	CHECK(set_parameter(entry_parameter_set_sizes, " 7 ,0x8,\t-9\n") == 0);
	CHECK(get_parameter(entry_parameter_get_sizes) == "7,8,-9\n");
	for (const char *text : {"1,2,3,4", "", ",", "1,", ",1", "1,,2", "1 2", "\n"})
		CHECK(set_parameter(entry_parameter_set_sizes, text) == -EINVAL);
	CHECK(set_parameter(entry_parameter_set_sizes, "1,32768") == -ERANGE);
	CHECK(get_parameter(entry_parameter_get_sizes) == "7,8,-9\n");
	CHECK(set_parameter(entry_parameter_set_sizes, "32767") == 0);
	CHECK(get_parameter(entry_parameter_get_sizes) == "32767\n");
	CHECK(parameters::sizes.items().size() == 1);
}

TEST_CASE_METHOD(Parameters, "a string parameter takes what fits, without the newline of echo")
{
	CHECK(get_parameter(entry_parameter_get_label) == "initial\n");
	CHECK(set_parameter(entry_parameter_set_label, "12345678\n") == 0);
	CHECK(get_parameter(entry_parameter_get_label) == "12345678\n");
	CHECK(set_parameter(entry_parameter_set_label, "123456789") == -ENOSPC);
	CHECK(parameters::label.text() == kernel::Text("12345678"));
	CHECK(set_parameter(entry_parameter_set_label, "a\n\n") == 0);
	CHECK(parameters::label.text() == kernel::Text("a\n"));
	CHECK(set_parameter(entry_parameter_set_label, "") == 0);
	CHECK(get_parameter(entry_parameter_get_label) == "\n");
}

TEST_CASE_METHOD(Parameters, "a live callback says what it likes, as far as the page goes")
{
	CHECK(get_parameter(entry_parameter_get_endless) == std::string(LAYOUT_PAGE_SIZE - 2, 'e') + '\n');
	CHECK(set_parameter(entry_parameter_set_endless, "") == -EPERM);
}

TEST_CASE_METHOD(Parameters, "a sysfs file is set by one text, with its length, and shows one line")
{
	CHECK(store_attribute(entry_attribute_store_level, "-6\n") == 3);
	CHECK(show_attribute(entry_attribute_show_level) == "-6\n");
	CHECK(store_attribute(entry_attribute_store_level, std::string_view("8\0", 2)) == -EINVAL);
	CHECK(store_attribute(entry_attribute_store_level, std::string_view("129", 2)) ==
	      2); // the text ends where its length says
	CHECK(parameters::level.value() == 12);
	CHECK(show_attribute(entry_attribute_show_label) == "initial\n");
}

TEST_CASE_METHOD(Fresh, "a module is made at insmod, or says why not, as open does, and goes at rmmod")
{
	fake::fail_allocation(1);
	CHECK(entry_init() == -ENOMEM);
	CHECK(entry_init() == 0);
	CHECK(fake::live_allocations() == live_before + 1);
	file file = {};
	CHECK(entry_open(nullptr, &file) == -EPERM);
	file.f_mode = LAYOUT_FMODE_READ;
	CHECK(entry_open(nullptr, &file) == 0);
	entry_exit();
}
