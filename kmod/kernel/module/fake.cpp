// SPDX-License-Identifier: GPL-2.0-only
// The module that the tests stand for.
#include "kernel/core/table.hpp"
#include "tests/kit/host/fake.hpp"

struct module __this_module = {"fake", 0};

namespace
{
const fake::Part part([] { fake::module_lives(false); });
}

namespace fake
{

void module_lives(bool live)
{
	__this_module.state = live ? LAYOUT_MODULE_STATE_LIVE : 0;
}

} // namespace fake
