// SPDX-License-Identifier: GPL-2.0-only
// Notifiers in the kernel: which are called, in which order, and that none is called after the end.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/notifier/notifier.hpp"
#include "kernel/notifier/pm.hpp"
#include "kernel/notifier/reboot.hpp"
#include "kernel/thread/thread.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

enum class NotifierEvent : u8 { up, down = 200 };

struct NotifierNote {
	u32 seen;
};

// Writes its digit behind those of the notifiers called before.
template <typename Chain>
class NotifierWriter : Pinned
{
	Result<Notify> changed(NotifierEvent event, NotifierNote &note)
	{
		note.seen = note.seen * 10 + digit_;
		if (event == NotifierEvent::down)
			return errors::busy;
		return answer;
	}

public:
	explicit NotifierWriter(u32 digit, int priority = 0) : digit_(digit), notifier(*this, priority) {}

private:
	const u32 digit_;

public:
	Notify answer = Notify::ok;
	Notifier<&NotifierWriter::changed, Chain> notifier;
};

template <typename Chain>
Outcome notifiers_are_called_in_order()
{
	Chain chain;
	NotifierWriter<Chain> first(1), second(2), last(3, -5), early(4, 5);
	TRY(last.notifier.register_notifier(chain));
	TRY(first.notifier.register_notifier(chain));
	TRY(second.notifier.register_notifier(chain));
	TRY(early.notifier.register_notifier(chain));
	EXPECT(early.notifier.register_notifier(chain).error() == errors::exists);
	NotifierNote note{};
	EXPECT(TRY(chain.call_chain(NotifierEvent::up, note)) == Notify::ok && note.seen == 4123);
	// An error ends it, and comes back.
	note.seen = 0;
	EXPECT(chain.call_chain(NotifierEvent::down, note).error() == errors::busy && note.seen == 4);
	second.answer = Notify::stop;
	note.seen = 0;
	EXPECT(TRY(chain.call_chain(NotifierEvent::up, note)) == Notify::stop && note.seen == 412);
	second.notifier.unregister_notifier();
	last.answer = Notify::done;
	note.seen = 0;
	EXPECT(TRY(chain.call_chain(NotifierEvent::up, note)) == Notify::done && note.seen == 413);
	TRY(second.notifier.register_notifier(chain));
	// (They are destroyed before their chain.)
	return {};
}

// Whose notifiers take their time.
template <typename Chain>
class NotifierSlow : Pinned
{
	Result<Notify> changed(int)
	{
		begun_.set();
		if constexpr (is_same<Chain, AtomicNotifierChain<int>>)
			busy_wait(20_ms);
		else
			sleep(50_ms);
		ended_.set();
		return Notify::ok;
	}

public:
	NotifierSlow(Flag &begun, Flag &ended) : begun_(begun), ended_(ended) {}

private:
	Flag &begun_;
	Flag &ended_;

public:
	Notifier<&NotifierSlow::changed, Chain> notifier{*this};
};

template <typename Chain>
struct NotifierCaller : Pinned {
	Chain chain;
	Flag begun;
	Flag ended;

	static void run(NotifierCaller &self) { (void)self.chain.call_chain(7); }
};

template <typename Chain>
Outcome notifier_ends_after_its_call()
{
	auto caller = TRY(Box<NotifierCaller<Chain>>::make(Gfp::kernel));
	{
		auto slow = TRY(Box<NotifierSlow<Chain>>::make(Gfp::kernel, caller->begun, caller->ended));
		TRY(slow->notifier.register_notifier(caller->chain));
		Thread<NotifierCaller<Chain>> thread(NotifierCaller<Chain>::run, *caller);
		TRY(thread.start("selftest_notify"));
		EXPECT(eventually([&] { return caller->begun.is_set(); }));
		slow->notifier.unregister_notifier();
		EXPECT(caller->ended.is_set());
	}
	EXPECT(TRY(caller->chain.call_chain(7)) == Notify::done);
	return {};
}

// In a notifier of one chain another of its kind is called: lockdep knows them apart.
class NotifierRelay : Pinned
{
	Result<Notify> changed(long event) { return onward.call_chain(static_cast<short>(event)); }

public:
	BlockingNotifierChain<short> onward;
	Notifier<&NotifierRelay::changed, BlockingNotifierChain<long>> notifier{*this};
};

class NotifierEnd : Pinned
{
	Result<Notify> changed(short event)
	{
		last = event;
		return Notify::stop;
	}

public:
	int last = 0;
	Notifier<&NotifierEnd::changed, BlockingNotifierChain<short>> notifier{*this};
};

Outcome chains_call_chains()
{
	BlockingNotifierChain<long> chain;
	NotifierRelay relay;
	NotifierEnd end;
	TRY(relay.notifier.register_notifier(chain));
	TRY(end.notifier.register_notifier(relay.onward));
	EXPECT(TRY(chain.call_chain(-3)) == Notify::stop && end.last == -3);
	return {};
}

class NotifierOfReboots : Pinned
{
	Result<Notify> rebooting(Reboot) { return Notify::done; }

public:
	Notifier<&NotifierOfReboots::rebooting, RebootChain> notifier{*this};
};

Outcome reboot_notifier_comes_and_goes()
{
	for (int round = 0; round < 3; ++round) {
		NotifierOfReboots reboots;
		TRY(reboots.notifier.register_notifier(reboot_chain));
		EXPECT(reboots.notifier.register_notifier(reboot_chain).error() == errors::exists);
	}
	// (The kernel does not know the one that is gone.)
	NotifierOfReboots reboots;
	TRY(reboots.notifier.register_notifier(reboot_chain));
	reboots.notifier.unregister_notifier();
	EXPECT(shim_unregister_reboot_notifier(reinterpret_cast<notifier_block *>(&reboots.notifier)) ==
	       -ENOENT);
	return {};
}

class NotifierOfSleep : Pinned
{
	Result<Notify> sleeping(Pm) { return Notify::done; }

public:
	Notifier<&NotifierOfSleep::sleeping, PmChain> notifier{*this};
};

Outcome pm_notifier_comes_and_goes()
{
	for (int round = 0; round < 3; ++round) {
		NotifierOfSleep sleep;
		TRY(sleep.notifier.register_notifier(pm_chain));
		EXPECT(sleep.notifier.register_notifier(pm_chain).error() == errors::exists);
	}
	// (Kernels that never sleep have no chain.)
	NotifierOfSleep sleep;
	TRY(sleep.notifier.register_notifier(pm_chain));
	sleep.notifier.unregister_notifier();
	const int gone = shim_unregister_pm_notifier(reinterpret_cast<notifier_block *>(&sleep.notifier));
	EXPECT(gone == -ENOENT || gone == 0);
	return {};
}

using NotifierBlocking = BlockingNotifierChain<NotifierEvent, NotifierNote>;
using NotifierAtomic = AtomicNotifierChain<NotifierEvent, NotifierNote>;
using NotifierRaw = RawNotifierChain<NotifierEvent, NotifierNote>;

constexpr Test notifier_tests[] = {
	{"notifier: a blocking chain calls all, in order", notifiers_are_called_in_order<NotifierBlocking>},
	{"notifier: an atomic chain calls all, in order", notifiers_are_called_in_order<NotifierAtomic>},
	{"notifier: a raw chain calls all, in order", notifiers_are_called_in_order<NotifierRaw>},
	{"notifier: one that leaves a blocking chain does not run",
	 notifier_ends_after_its_call<BlockingNotifierChain<int>>},
	{"notifier: one that leaves an atomic chain does not run",
	 notifier_ends_after_its_call<AtomicNotifierChain<int>>},
	{"notifier: a chain is called in a notifier of another", chains_call_chains},
	{"notifier: of reboots, comes and goes", reboot_notifier_comes_and_goes},
	{"notifier: of the machine's sleep, comes and goes", pm_notifier_comes_and_goes},
};

} // namespace
} // namespace selftest
