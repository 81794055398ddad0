// SPDX-License-Identifier: GPL-2.0-only
// Module parameters of each kind, by their entry points.
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <string>
#include <thread>

#include "tests/kit/host/fresh.hpp"
#include "kernel/param/parameter.hpp"

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

TEST_CASE_METHOD(Parameters, "a live callback says what it likes, as far as the page goes")
{
	CHECK(get_parameter(entry_parameter_get_endless) == std::string(LAYOUT_PAGE_SIZE - 2, 'e') + '\n');
	CHECK(set_parameter(entry_parameter_set_endless, "") == -EPERM);
}
