// SPDX-License-Identifier: GPL-2.0-only
// Chains of notifiers: which are called, in which order, what is answered, and that none is called after the end.
#include "kernel/notifier/notifier.hpp"
#include "kernel/notifier/pm.hpp"
#include "kernel/notifier/reboot.hpp"

#include <memory>
#include <string>
#include <type_traits>

#include "kernel/memory/shim.h"
#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

enum class Link : unsigned char { up, down = 200 };

struct Frame {
	int bytes;
};

// Records its calls.
template <typename Chain>
class Listener : Pinned
{
public:
	explicit Listener(std::string name, std::string &log, int priority = 0)
		: name(name), log(log), notifier(*this, priority)
	{
	}
	Result<Notify> changed(Link link)
	{
		log += name + (link == Link::up ? "+" : link == Link::down ? "-" : "?");
		return answer();
	}

	Result<Notify> (*answer)() = []() -> Result<Notify> { return Notify::done; };
	const std::string name;
	std::string &log;
	Notifier<&Listener::changed, Chain> notifier;
};

using Blocking = BlockingNotifierChain<Link>;
using Atomic_ = AtomicNotifierChain<Link>;
using Raw = RawNotifierChain<Link>;

template <typename Chain>
struct FreshWithChain : Fresh {
};

} // namespace

#define CHAIN_TEST(name) TEMPLATE_TEST_CASE_METHOD(FreshWithChain, name, "", Blocking, Atomic_, Raw)

CHAIN_TEST("those in a chain are called in the order of their priority, then of their coming")
{
	std::string log;
	TestType chain;
	CHECK(chain.call_chain(Link::up).value() == Notify::done);
	Listener<TestType> a("a", log), b("b", log), last("z", log, -1), first("f", log, 7);
	for (auto *each : {&a, &last, &first, &b})
		CHECK(each->notifier.register_notifier(chain).ok());
	CHECK(chain.call_chain(Link::up).ok());
	CHECK(chain.call_chain(Link::down).ok());
	CHECK(log == "f+a+b+z+f-a-b-z-");
}

CHAIN_TEST("a call ends at the first that stops it or fails, and answers what the last one did")
{
	std::string log;
	TestType chain;
	Listener<TestType> a("a", log), b("b", log);
	CHECK(a.notifier.register_notifier(chain).ok());
	CHECK(b.notifier.register_notifier(chain).ok());
	a.answer = []() -> Result<Notify> { return Notify::ok; };
	CHECK(chain.call_chain(Link::up).value() == Notify::done);
	b.answer = a.answer;
	CHECK(chain.call_chain(Link::up).value() == Notify::ok);
	CHECK(log == "a+b+a+b+");
	a.answer = []() -> Result<Notify> { return Notify::stop; };
	CHECK(chain.call_chain(Link::up).value() == Notify::stop);
	a.answer = []() -> Result<Notify> { return errors::busy; };
	CHECK(chain.call_chain(Link::up).error() == errors::busy);
	a.answer = []() -> Result<Notify> { return errors::interrupted; };
	CHECK(chain.call_chain(Link::up).error() == errors::interrupted);
	CHECK(log == "a+b+a+b+a+a+a+");
}

CHAIN_TEST("a notifier that is destroyed or unregistered is not called any more, and can be registered again")
{
	std::string log;
	TestType chain;
	Listener<TestType> stays("s", log);
	CHECK(stays.notifier.register_notifier(chain).ok());
	{
		Listener<TestType> goes("g", log);
		CHECK(goes.notifier.register_notifier(chain).ok());
		CHECK(goes.notifier.register_notifier(chain).error() == errors::exists);
		CHECK(chain.call_chain(Link::up).ok());
	}
	CHECK(log == "s+g+");
	CHECK(chain.call_chain(Link::up).ok());
	stays.notifier.unregister_notifier();
	stays.notifier.unregister_notifier();
	CHECK(chain.call_chain(Link::up).ok());
	CHECK(log == "s+g+s+");
	TestType other;
	CHECK(stays.notifier.register_notifier(other).ok());
	CHECK(chain.call_chain(Link::down).ok());
	CHECK(other.call_chain(Link::down).ok());
	CHECK(log == "s+g+s+s-");
	// (Before its chain.)
	stays.notifier.unregister_notifier();
}

CHAIN_TEST("a chain that is destroyed before its notifiers warns")
{
	alignas(TestType) unsigned char memory[sizeof(TestType)];
	auto *chain = new (memory) TestType;
	std::string log;
	Listener<TestType> listener("l", log);
	CHECK(listener.notifier.register_notifier(*chain).ok());
	chain->~TestType();
	CHECK(fake::take_warnings().size() == 1);
}

TEST_CASE_METHOD(Fresh, "leaving an atomic chain waits for those that call it")
{
	std::string log;
	Atomic_ chain;
	{
		Listener<Atomic_> listener("l", log);
		CHECK(listener.notifier.register_notifier(chain).ok());
		CHECK(fake::take_grace_periods() == 0);
	}
	CHECK(fake::take_grace_periods() == 1);
	// (One that was never registered waits for nobody.)
	{
		Listener<Atomic_> listener("l", log);
	}
	CHECK(fake::take_grace_periods() == 0);
}

namespace
{

// Whose notifiers do what only some chains allow.
template <typename Chain>
struct Sleeper : Pinned {
	Result<Notify> changed(Link)
	{
		fake::might_sleep("a notifier");
		return Notify::ok;
	}
	Notifier<&Sleeper::changed, Chain> notifier{*this};
};

template <typename... Data>
struct Filter : Pinned {
	Result<Notify> seen(int event, Data &...frame)
	{
		last = event;
		((frame.bytes < 64 ? (void)++small : (void)0), ...);
		if constexpr (!(std::is_const_v<Data> || ...))
			((frame.bytes = 0), ...);
		return Notify::ok;
	}
	int last = 0;
	int small = 0;
	Notifier<&Filter::seen, BlockingNotifierChain<int, Data...>> notifier{*this};
};

} // namespace

TEST_CASE_METHOD(Fresh, "a notifier of a chain that blocks may sleep, one of an atomic chain may not")
{
	{
		Blocking chain;
		Sleeper<Blocking> sleeper;
		CHECK(sleeper.notifier.register_notifier(chain).ok());
		CHECK(chain.call_chain(Link::up).ok());
	}
	CHECK(fake::violations().empty());
	{
		Atomic_ chain;
		Sleeper<Atomic_> sleeper;
		CHECK(sleeper.notifier.register_notifier(chain).ok());
		CHECK(chain.call_chain(Link::up).ok());
	}
	CHECK(fake::take_violations().size() == 1);
}

TEST_CASE_METHOD(Fresh, "a chain hands its object on, which notifiers may change, or not if it is const")
{
	{
		BlockingNotifierChain<int, Frame> chain;
		Filter<Frame> filter;
		CHECK(filter.notifier.register_notifier(chain).ok());
		Frame frame{60};
		CHECK(chain.call_chain(-5, frame).value() == Notify::ok);
		CHECK(filter.last == -5);
		CHECK(filter.small == 1);
		CHECK(frame.bytes == 0);
	}
	BlockingNotifierChain<int, const Frame> chain;
	Filter<const Frame> filter;
	CHECK(filter.notifier.register_notifier(chain).ok());
	const Frame frame{60};
	CHECK(chain.call_chain(7, frame).value() == Notify::ok);
	CHECK(filter.small == 1);
	CHECK(frame.bytes == 60);
}

namespace
{

struct Watchdog : Pinned {
	explicit Watchdog(std::string &log) : log(log) {}
	Result<Notify> rebooting(Reboot what)
	{
		log += what == Reboot::restart ? "restart " : what == Reboot::halt ? "halt " : "off ";
		return Notify::done;
	}
	std::string &log;
	Notifier<&Watchdog::rebooting, RebootChain> reboot{*this};
};

} // namespace

TEST_CASE_METHOD(Fresh, "a notifier in the kernel's chain is called for a reboot, and not after its end")
{
	std::string log;
	{
		Watchdog watchdog(log);
		fake::reboot(LAYOUT_SYS_HALT);
		CHECK(log.empty());
		CHECK(watchdog.reboot.register_notifier(reboot_chain).ok());
		CHECK(watchdog.reboot.register_notifier(reboot_chain).error() == errors::exists);
		fake::reboot(LAYOUT_SYS_RESTART);
		fake::reboot(LAYOUT_SYS_HALT);
		fake::reboot(LAYOUT_SYS_POWER_OFF);
	}
	fake::reboot(LAYOUT_SYS_RESTART);
	CHECK(log == "restart halt off ");
}

namespace
{

struct Cache : Pinned {
	explicit Cache(std::string &log) : log(log) {}
	Result<Notify> sleeping(kernel::Pm event)
	{
		if (event == kernel::Pm::hibernation_prepare)
			return kernel::Errno(EBUSY);
		log += event == kernel::Pm::suspend_prepare ? "down "
		       : event == kernel::Pm::post_suspend  ? "up "
							    : "? ";
		return Notify::ok;
	}
	std::string &log;
	Notifier<&Cache::sleeping, kernel::PmChain> pm{*this};
};

} // namespace

TEST_CASE_METHOD(
	Fresh, "a notifier in the kernel's chain is called before the machine sleeps, and may keep it awake")
{
	std::string log;
	{
		Cache cache(log);
		CHECK(cache.pm.register_notifier(kernel::pm_chain).ok());
		CHECK(cache.pm.register_notifier(kernel::pm_chain).error() == errors::exists);
		CHECK(fake::sleep_machine(LAYOUT_PM_SUSPEND_PREPARE) == 0);
		CHECK(fake::sleep_machine(LAYOUT_PM_POST_SUSPEND) == 0);
		CHECK(fake::sleep_machine(LAYOUT_PM_HIBERNATION_PREPARE) == -EBUSY);
		CHECK(fake::sleep_machine(LAYOUT_PM_POST_RESTORE) == 0);
	}
	CHECK(fake::sleep_machine(LAYOUT_PM_SUSPEND_PREPARE) == 0);
	CHECK(log == "down up ? ");
}
