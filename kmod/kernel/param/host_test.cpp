// SPDX-License-Identifier: GPL-2.0-only
// Module parameters of each kind, by their entry points.
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <string>
#include <thread>

#include "tests/kit/host/fresh.hpp"
#include "kernel/param/bounded.hpp"
#include "kernel/param/hexint.hpp"
#include "kernel/param/invbool.hpp"

using fake::get_parameter;
using fake::set_parameter;
using kernel::Result;
namespace errors = kernel::errors;

namespace
{

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
constinit kernel::Parameter<bool> verbose{false};
constinit kernel::InvertedParameter nocache{true};
constinit kernel::HexParameter mask{0x2a};
constinit kernel::Parameter<u64> wide{UINT64_MAX};
constinit kernel::BoundedParameter<u32, 2, 64> queues{4};
constinit kernel::ArrayParameter<unsigned long, 2> addresses{{ULONG_MAX}};
} // namespace
} // namespace parameters

#include "kernel/param/entries.hpp"

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

TEST_CASE_METHOD(Parameters, "a truth is what the kernel's own parameters take, and its name alone is a yes")
{
	CHECK(get_parameter(entry_parameter_get_verbose) == "N\n");
	CHECK(set_parameter(entry_parameter_set_verbose, nullptr) == 0);
	CHECK(get_parameter(entry_parameter_get_verbose) == "Y\n");
	for (const char *text : {"n", "N\n", "0", "off", "Off", "no"}) {
		CHECK(set_parameter(entry_parameter_set_verbose, "y") == 0);
		CHECK(set_parameter(entry_parameter_set_verbose, text) == 0);
		CHECK_FALSE(parameters::verbose.value());
	}
	for (const char *text : {"y", "Y", "1\n", "on", "ON", "yes"}) {
		CHECK(set_parameter(entry_parameter_set_verbose, "0") == 0);
		CHECK(set_parameter(entry_parameter_set_verbose, text) == 0);
		CHECK(parameters::verbose.value());
	}
	for (const char *text : {"", "2", "o", "oops", " y", "\x11", "\x10"})
		CHECK(set_parameter(entry_parameter_set_verbose, text) == -EINVAL);
	CHECK(get_parameter(entry_parameter_get_verbose) == "Y\n");
	CHECK(set_parameter(entry_parameter_set_verbose, "n") == 0);

	CHECK(get_parameter(entry_parameter_get_nocache) == "N\n");
	CHECK(parameters::nocache.value());
	CHECK(set_parameter(entry_parameter_set_nocache, "Y") == 0);
	CHECK(get_parameter(entry_parameter_get_nocache) == "Y\n");
	CHECK_FALSE(parameters::nocache.value());
	CHECK(set_parameter(entry_parameter_set_nocache, nullptr) == -EINVAL);
	CHECK(set_parameter(entry_parameter_set_nocache, "N") == 0);
}

TEST_CASE_METHOD(Parameters, "a number may be shown in hexadecimal, have 64 bits, or have bounds")
{
	CHECK(get_parameter(entry_parameter_get_mask) == "0x00002a\n");
	CHECK(set_parameter(entry_parameter_set_mask, "0xfedcba98") == 0);
	CHECK(get_parameter(entry_parameter_get_mask) == "0xfedcba98\n");
	CHECK(set_parameter(entry_parameter_set_mask, "0") == 0);
	CHECK(get_parameter(entry_parameter_get_mask) == "0x000000\n");
	CHECK(set_parameter(entry_parameter_set_mask, "42") == 0);
	CHECK(parameters::mask.value() == 42);

	CHECK(get_parameter(entry_parameter_get_wide) == "18446744073709551615\n");
	CHECK(set_parameter(entry_parameter_set_wide, "-1") == -ERANGE);
	CHECK(set_parameter(entry_parameter_set_wide, "18446744073709551616") == -ERANGE);
	CHECK(set_parameter(entry_parameter_set_wide, "-0") == 0);
	CHECK(set_parameter(entry_parameter_set_wide, " +0xffffffffffffffff ") == 0);
	CHECK(parameters::wide.value() == UINT64_MAX);
	CHECK(get_parameter(entry_parameter_get_addresses) == std::to_string(ULONG_MAX) + "\n");
	CHECK(set_parameter(entry_parameter_set_addresses, "1,-1") == -ERANGE);

	CHECK(set_parameter(entry_parameter_set_queues, "1") == -EINVAL);
	CHECK(set_parameter(entry_parameter_set_queues, "65") == -EINVAL);
	CHECK(set_parameter(entry_parameter_set_queues, "64") == 0);
	CHECK(set_parameter(entry_parameter_set_queues, "2") == 0);
	CHECK(parameters::queues.value() == 2);
}

TEST_CASE_METHOD(Parameters, "a live callback says what it likes, as far as the page goes")
{
	CHECK(get_parameter(entry_parameter_get_endless) == std::string(LAYOUT_PAGE_SIZE - 2, 'e') + '\n');
	CHECK(set_parameter(entry_parameter_set_endless, "") == -EPERM);
}
