// SPDX-License-Identifier: GPL-2.0-only
// What an object has until it is removed: who uses it then, who asks for it later, and when it ends.
#include "kernel/removable/revocable.hpp"

#include <atomic>
#include <thread>

#include "kernel/wait/wait.hpp"
#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

constinit LockClass waiting_class{"waiting"};
int alive;

struct Hardware {
	explicit Hardware(int number) : number(number) { ++alive; }
	~Hardware() { --alive; }
	int number;
};

// (The queue is made behind it, and is told before it nevertheless; and the other way round.)
struct Card : Removable {
	explicit Card(int number) : hardware(*this, Box<Hardware>::make(Gfp::kernel, number).value()) {}
	Result<int> ask()
	{
		const auto used = TRY(hardware.use());
		return used->number;
	}
	Result<void> wait(WaitQueue &queue)
	{
		const auto used = TRY(hardware.use());
		TRY(queue.wait_interruptible(Timeout::never(), [&] { return used->number == 0; }));
		return {};
	}
	WaitQueue before{waiting_class, *this};
	Revocable<Hardware> hardware;
	WaitQueue behind{waiting_class, *this};
};

struct Revoked : Fresh {
	Revoked() { alive = 0; }
	~Revoked() { CHECK(alive == 0); }
};

} // namespace

TEST_CASE_METHOD(Revoked, "it is there until the object is removed, and then nobody reaches it")
{
	Card card(7);
	CHECK(card.ask().value() == 7);
	{
		const auto first = card.hardware.use();
		REQUIRE(first.ok());
		CHECK((*first.value()).number == 7);
	}
	CHECK(alive == 1);
	card.remove();
	CHECK(alive == 0);
	CHECK(card.ask().error() == errors::no_device);
	card.remove();
	CHECK(card.ask().error() == errors::no_device);
}

TEST_CASE_METHOD(Revoked, "of an object that was never removed it ends with the object")
{
	{
		Card card(7);
		CHECK(alive == 1);
	}
	CHECK(alive == 0);
}

TEST_CASE_METHOD(Revoked, "removal waits for users, and tasks that wait in the object are woken first")
{
	Card card(7);
	for (WaitQueue *queue : {&card.before, &card.behind}) {
		Card other(8);
		WaitQueue &of_other = queue == &card.before ? other.before : other.behind;
		std::atomic<fake::Task *> task = nullptr;
		std::atomic<long> answer = 0;
		std::thread waiting([&] {
			task = fake::current_task();
			answer = other.wait(of_other).error().to_kernel();
		});
		while (task == nullptr || !fake::is_asleep(task))
			std::this_thread::yield();
		CHECK(alive == 2);
		other.remove();
		CHECK(alive == 1);
		waiting.join();
		CHECK(answer == -ENODEV);
	}
}
