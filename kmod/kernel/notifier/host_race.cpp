// SPDX-License-Identifier: GPL-2.0-only
// Notifiers that come and go while their chain is called.
#include "kernel/notifier/notifier.hpp"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

// Plain data: a notifier that is called after the end of its owner races with it.
struct Presence {
	explicit Presence(int &here) : here(here) { here = 1; }
	~Presence() { here = 0; }
	int &here;
};

template <typename Chain>
struct Guest : Pinned {
	explicit Guest(int &here) : presence(here) {}
	Result<Notify> changed(int) { return presence.here == 1 ? Notify::ok : Notify::stop; }
	Presence presence;
	Notifier<&Guest::changed, Chain> notifier{*this};
};

template <typename Chain>
void come_and_go()
{
	Chain chain;
	int always = 0;
	Guest<Chain> stays(always);
	CHECK(stays.notifier.register_notifier(chain).ok());
	std::atomic<bool> over = false;
	std::atomic<int> wrong = 0;
	std::thread caller([&] {
		while (!over)
			if (chain.call_chain(1).value() != Notify::ok)
				++wrong;
	});
	std::vector<int> here(300);
	for (int &each : here) {
		auto guest = std::make_unique<Guest<Chain>>(each);
		if (!guest->notifier.register_notifier(chain).ok())
			++wrong;
		std::this_thread::yield();
	}
	over = true;
	caller.join();
	CHECK(wrong == 0);
}

} // namespace

TEST_CASE_METHOD(Fresh, "race: a notifier that left a chain that blocks is not called")
{
	come_and_go<BlockingNotifierChain<int>>();
}

TEST_CASE_METHOD(Fresh, "race: a notifier that left an atomic chain is not called")
{
	come_and_go<AtomicNotifierChain<int>>();
}
