// SPDX-License-Identifier: GPL-2.0-only
// Interrupts from their request to their end: which handlers are called, in which context, and which share a line.
#include "kernel/irq/irq.hpp"

#include <string>

#include "kernel/completion/completion.hpp"
#include "kernel/lock/mutex.hpp"
#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

constexpr IrqLine own{9, false};
constexpr IrqLine common{11, true};

struct Card : Pinned {
	IrqReturn handle()
	{
		if (!raised)
			return IrqReturn::none;
		raised = false;
		++handled;
		answered.complete();
		if (asleep != nullptr)
			asleep->with([](int &) {});
		return IrqReturn::handled;
	}
	bool raised = false;
	int handled = 0;
	Mutex<int> *asleep = nullptr;
	Completion answered;
	Irq<&Card::handle> irq{*this};
};

constinit LockClass state_class{"state"};

struct Threaded : Pinned {
	HardIrqReturn look()
	{
		calls += 'l';
		return mine ? HardIrqReturn::wake_thread : HardIrqReturn::none;
	}
	IrqReturn work()
	{
		calls += 'w';
		state.with([](int &value) { ++value; });
		return IrqReturn::handled;
	}
	bool mine = true;
	std::string calls;
	Mutex<int> state{state_class, 0};
	ThreadedIrq<&Threaded::work, &Threaded::look> looked{*this};
	ThreadedIrq<&Threaded::work> alone{*this};
};

} // namespace

TEST_CASE_METHOD(Fresh, "a handler is called from its request until its end")
{
	{
		Card card;
		CHECK(fake::raise_irq(9) == 0);
		REQUIRE(card.irq.request(own, "card").ok());
		CHECK(card.irq.request(own, "card").error() == errors::busy);
		CHECK(fake::raise_irq(9) == 0);
		card.raised = true;
		CHECK(fake::raise_irq(10) == 0);
		CHECK(fake::raise_irq(9) == 1);
		CHECK(card.answered.try_wait());
		CHECK(card.handled == 1);
		card.irq.free();
		card.irq.free();
		CHECK(fake::irq_requests(9) == 0);
		CHECK(card.irq.request(own, "card").ok());
	}
	CHECK(fake::irq_requests(9) == 0);
}

TEST_CASE_METHOD(Fresh, "a line is shared only by those who share it, and each is asked")
{
	Card first, second, third;
	REQUIRE(first.irq.request(common, "first").ok());
	REQUIRE(second.irq.request(common, "second").ok());
	CHECK(third.irq.request(IrqLine(common.number(), false), "third").error() == errors::busy);
	second.raised = true;
	CHECK(fake::raise_irq(11) == 1);
	CHECK((first.handled == 0 && second.handled == 1 && third.handled == 0));
	CHECK(third.irq.request(IrqLine(fake::irq_lines, false), "third").error() == errors::invalid);
}

TEST_CASE_METHOD(
	Fresh, "a thread may sleep, is woken by the handler that looked, and is asked for where nobody does")
{
	Threaded card;
	REQUIRE(card.looked.request(common, "card").ok());
	CHECK(fake::raise_irq(11) == 1);
	card.mine = false;
	CHECK(fake::raise_irq(11) == 0);
	CHECK(card.calls == "lwl");
	CHECK(card.alone.request(common, "card").error() == errors::invalid);
	REQUIRE(card.alone.request(own, "card").ok());
	CHECK(fake::raise_irq(9) == 1);
	CHECK(card.calls == "lwlw");
	CHECK(card.state.with([](int value) { return value; }) == 2);
}

TEST_CASE_METHOD(Fresh, "the fake kernel notices a handler that sleeps")
{
	Mutex<int> mutex(state_class, 0);
	Card card;
	REQUIRE(card.irq.request(own, "card").ok());
	card.raised = true;
	card.asleep = &mutex;
	CHECK(fake::raise_irq(9) == 1);
	CHECK(!fake::take_violations().empty());
}

TEST_CASE_METHOD(Fresh, "without memory no interrupt is requested")
{
	const unsigned int allocations = with_each_failing_allocation([] {
		Card card;
		const auto requested = card.irq.request(own, "card");
		CHECK(requested.ok() == !fake::allocation_failed());
		CHECK((requested.ok() || requested.error() == errors::no_memory));
	});
	CHECK(allocations == 1);
}
