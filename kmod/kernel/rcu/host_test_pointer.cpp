// SPDX-License-Identifier: GPL-2.0-only
// An object that is published: its readers, and its lifetime.
#include "kernel/rcu/pointer.hpp"

#include <type_traits>
#include <utility>

#include "tests/kit/host/fresh.hpp"

using kernel::Box;
using kernel::Gfp;
using kernel::Rcu;

namespace
{

int alive;
struct Limits {
	explicit Limits(int most) : most(most) { ++alive; }
	~Limits() { --alive; }
	int most;
};

Box<Limits> limits(int most)
{
	auto made = Box<Limits>::make(Gfp::kernel, most);
	return std::move(made.value());
}

} // namespace

TEST_CASE_METHOD(Fresh, "readers find what is published, to be read only, or nothing")
{
	Rcu<Limits> published;
	{
		const auto now = published.read();
		static_assert(std::is_same_v<decltype(*now), const Limits &>);
		CHECK_FALSE(now);
	}
	CHECK(published.with([](const Limits *now) { return now == nullptr; }));
	published.replace(limits(1));
	CHECK(fake::take_grace_periods() == 0); // nobody can read what was not there
	{
		const auto now = published.read();
		REQUIRE(now);
		CHECK(now->most == 1);
		CHECK((*now).most == 1);
	}
	CHECK(published.with([](const Limits *now) { return now->most; }) == 1);
}

TEST_CASE_METHOD(Fresh, "what is replaced lives until its readers have left, and is the caller's then")
{
	{
		Rcu<Limits> published(limits(1));
		fake::on_synchronize_rcu([&] {
			CHECK(alive == 2);
			CHECK(published.with([](const Limits *now) { return now->most; }) == 2);
		});
		const Box<Limits> last = published.replace(limits(2));
		CHECK(fake::take_grace_periods() == 1);
		CHECK(last->most == 1);
		published.replace(limits(3));
		CHECK(fake::take_grace_periods() == 1);
		CHECK(alive == 2);
		published.replace(Box<Limits>::take(nullptr));
		CHECK(alive == 1);
		CHECK_FALSE(published.read());
	}
	CHECK(alive == 0);
}

TEST_CASE_METHOD(Fresh, "what is published when its owner goes is destroyed when its readers have left")
{
	{
		const Rcu<Limits> published(limits(1));
		fake::on_synchronize_rcu([] { CHECK(alive == 1); });
	}
	CHECK(fake::take_grace_periods() == 1);
	CHECK(alive == 0);
}

namespace
{

struct Counter : kernel::RcuHead {
	explicit Counter(int number) : number(number) { ++alive; }
	~Counter() { --alive; }
	int number;
};

Box<Counter> counter(int number)
{
	auto made = Box<Counter>::make(Gfp::atomic, number);
	return std::move(made.value());
}

} // namespace

TEST_CASE_METHOD(Fresh, "what is replaced without waiting is destroyed when its readers have left")
{
	{
		Rcu<Counter> published(counter(1));
		{
			const auto now = published.read();
			published.replace_later(counter(2)); // where nobody may wait
			CHECK((now->number == 1 && alive == 2));
		}
		CHECK(fake::take_grace_periods() == 0);
		fake::end_grace_period();
		CHECK(alive == 1);
		published.replace_later(counter(3));
		published.replace_later(Box<Counter>::take(nullptr));
		CHECK((alive == 2 && !published.read()));
		published.replace_later(counter(4));
		CHECK(fake::take_barriers() == 0);
	}
	CHECK(alive == 0);
	CHECK(fake::take_barriers() == 1);
}

TEST_CASE_METHOD(Fresh, "an object that was never replaced without waiting waits for no callback at its end")
{
	{
		Rcu<Counter> published;
		published.replace_later(counter(1)); // nothing was there before
		published.replace(counter(2));
	}
	CHECK((alive == 0 && fake::take_barriers() == 0));
}

TEST_CASE_METHOD(Fresh, "the fake kernel notices a task that sleeps while it reads")
{
	Rcu<Limits> published(limits(1));
	const auto made =
		published.with([](const Limits *now) { return limits(now->most).get() != nullptr; });
	CHECK(made);
	CHECK(fake::take_violations().size() == 1);
}
