// SPDX-License-Identifier: GPL-2.0-only
// The module from insmod to rmmod.
#include "kernel/module/driver_module.hpp"
#include "kernel/module/module.hpp"

#include <cerrno>
#include <string>

#include "kernel/memory/box.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::Box;
using kernel::Gfp;
using kernel::Result;

namespace
{

int refusal = 0;
int alive = 0;

// What host_test.module.h declares.
struct Module {
	static Result<Box<Module>> create()
	{
		if (refusal != 0)
			return kernel::Errno(refusal);
		return Box<Module>::make(Gfp::kernel);
	}
	Module() { ++alive; }
	~Module() { --alive; }
};

std::string calls;

struct Numbers {
	Numbers() { calls += "numbers "; }
	~Numbers() { calls += "no numbers "; }
	int first = 5;
};
struct Driver : kernel::Pinned {
	explicit Driver(const int &table) : number(table) { calls += "driver "; }
	Driver(const int &table, Numbers &numbers) : Driver(table) { number += numbers.first; }
	~Driver() { calls += "no driver "; }
	Result<void> register_driver()
	{
		calls += std::to_string(number) + " ";
		return refusal == 0 ? Result<void>() : kernel::Errno(refusal);
	}
	int number;
};
constexpr int table = 30;

} // namespace

#include "kernel/module/entries.hpp"

TEST_CASE_METHOD(Fresh, "a module that is one driver registers it, with its table and what it needs besides")
{
	calls.clear();
	REQUIRE(kernel::DriverModule<Driver, table>::create().ok());
	CHECK(calls == "driver 30 no driver ");
	calls.clear();
	REQUIRE(kernel::DriverModule<Driver, table, Numbers>::create().ok());
	CHECK(calls == "numbers driver 35 no driver no numbers ");
	refusal = EBUSY;
	CHECK(kernel::DriverModule<Driver, table>::create().error() == kernel::errors::busy);
	refusal = 0;
	fake::fail_allocation(1);
	CHECK(kernel::DriverModule<Driver, table>::create().error() == kernel::errors::no_memory);
}

TEST_CASE_METHOD(Fresh, "a module is made at insmod, or says why not, and goes at rmmod")
{
	fake::fail_allocation(1);
	CHECK(entry_init() == -ENOMEM);
	CHECK(alive == 0);
	refusal = EBUSY;
	CHECK(entry_init() == -EBUSY);
	refusal = 0;
	CHECK(entry_init() == 0);
	CHECK(alive == 1);
	CHECK(fake::live_allocations() == 1);
	entry_exit();
	CHECK(alive == 0);
}

TEST_CASE_METHOD(Fresh, "a module is live between its loading and its unloading")
{
	CHECK_FALSE(kernel::module_is_live());
	fake::module_lives(true);
	CHECK(kernel::module_is_live());
	fake::module_lives(false);
	CHECK_FALSE(kernel::module_is_live());
}
