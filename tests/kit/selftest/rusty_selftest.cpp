// SPDX-License-Identifier: GPL-2.0-only
// rusty_selftest: the kernel_test.hpp of every facility of the C++ kernel layer, run when this module is loaded. It prints KTAP to
// the log and stays loaded only if all passed. selftest.sh runs it and does the parts that need a shell.
#include "kernel_tests.h"
#include "tests/kit/selftest/node.hpp"
#include "tests/kit/selftest/removable_node.hpp"

namespace selftest
{
namespace
{

class Selftest : Pinned
{
public:
	// module_init. EIO: not all passed. EINVAL: there are no tests of the name that was given.
	static Result<Box<Selftest>> create()
	{
		const Report report(all_facilities, asked_for().text());
		if (report.planned() == 0)
			return errors::invalid;
		if (!report.all_passed())
			return Errno(EIO);
		auto selftest = TRY(Box<Selftest>::make(Gfp::kernel));
		TRY(selftest->node_->idler.start("rusty_selftest"));
		TRY(selftest->node_->lines.create("rusty_selftest"));
		TRY(selftest->node_->cpus.start());
		TRY(selftest->node_->create_items());
		TRY(selftest->switch_->init());
		TRY(selftest->switch_.register_device(0600));
		TRY(selftest->node_.register_device(0640));
		return selftest;
	}

private:
	static StringParameter<15> asked_for()
	{
		ParameterLock lock;
		return ::parameters::run;
	}

	MiscDevice<RemovalSwitch, Lifetime::module> switch_{"rusty_selftest_switch"};
	MiscDevice<Node, Lifetime::module> node_{"rusty_selftest"};
};

} // namespace
} // namespace selftest
