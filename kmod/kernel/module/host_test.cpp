// SPDX-License-Identifier: GPL-2.0-only
// The module from insmod to rmmod.
#include "kernel/module/module.hpp"

#include <cerrno>

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

} // namespace

#include "kernel/module/entries.hpp"

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
