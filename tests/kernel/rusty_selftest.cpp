// SPDX-License-Identifier: GPL-2.0-only
// rusty_selftest: every facility of the C++ kernel layer, exercised when this module is loaded. It prints KTAP to
// the log and stays loaded only if all passed. selftest.sh runs it and does the parts that need a shell.
#include "checked_tests.hpp"
#include "condvar_tests.hpp"
#include "device_tests.hpp"
#include "language_tests.hpp"
#include "lock_tests.hpp"
#include "log_tests.hpp"
#include "memory_tests.hpp"
#include "node.hpp"
#include "parameter_tests.hpp"
#include "special_tests.hpp"
#include "text_tests.hpp"
#include "thread_tests.hpp"
#include "user_tests.hpp"
#include "wait_tests.hpp"

namespace selftest
{
namespace
{

constexpr Span<const Test> all[] = {
	language_tests, checked_tests, text_tests,    log_tests,  memory_tests,	   thread_tests,
	lock_tests,	wait_tests,    condvar_tests, user_tests, parameter_tests, device_tests,
};
constexpr Span<const Test> parameters_alone[] = {parameter_tests};
constexpr Span<const Test> signals[] = {signal_tests};
constexpr Span<const Test> warning[] = {warning_tests};

// What can be asked for as run=NAME.
struct Suite {
	Text name;
	Span<const Span<const Test>> groups;
};
constexpr Suite suites[] = {
	{"all", all},
	{"parameters", parameters_alone},
	{"signals", signals},
	{"warning", warning},
};

class Selftest : Pinned
{
public:
	// module_init. EIO: not all passed. EINVAL: there are no tests of the name that was asked for.
	static Result<Box<Selftest>> create()
	{
		const auto groups = TRY(groups_asked_for());
		const Report report(groups);
		if (!report.all_passed())
			return Errno(EIO);
		auto selftest = TRY(Box<Selftest>::make(Gfp::kernel));
		node = &selftest->node_;
		TRY(node->idler.start("rusty_selftest"));
		TRY(node->misc.publish("rusty_selftest", 0640));
		return selftest;
	}

private:
	static Result<Span<const Span<const Test>>> groups_asked_for()
	{
		ParameterLock lock;
		for (const Suite &suite : suites)
			if (::parameters::run.text() == suite.name)
				return suite.groups;
		return errors::invalid;
	}

	Node node_;
};

} // namespace
} // namespace selftest

#include "kernel/entries.hpp"
