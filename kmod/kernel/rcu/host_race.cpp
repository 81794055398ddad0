// SPDX-License-Identifier: GPL-2.0-only
// Threads that read what others replace and free.
#include "kernel/rcu/pointer.hpp"

#include <atomic>
#include <thread>
#include <vector>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

// Plain data: freeing it while it is read is a race.
struct Pair {
	explicit Pair(int number) : first(number), second(-number) {}
	~Pair() { first = second = 1; }
	int first;
	int second;
};

} // namespace

TEST_CASE_METHOD(Fresh, "race: readers of an object that is replaced see it whole, and not its end")
{
	std::atomic<bool> whole = true;
	{
		auto first = Box<Pair>::make(Gfp::kernel, 1);
		Rcu<Pair> published(kernel::move(first.value()));
		std::vector<std::thread> threads;
		for (int reader = 0; reader < 2; ++reader)
			threads.emplace_back([&] {
				for (int round = 0; round < 3000; ++round)
					if (published.with([](const Pair *now) {
						    return now->first + now->second;
					    }) != 0)
						whole = false;
			});
		for (int writer = 1; writer <= 2; ++writer)
			threads.emplace_back([&, writer] {
				for (int round = 0; round < 300; ++round) {
					auto next = Box<Pair>::make(Gfp::kernel, writer * 1000 + round);
					const Box<Pair> last = published.replace(kernel::move(next.value()));
					last->second = 0;
				}
			});
		for (auto &thread : threads)
			thread.join();
	}
	CHECK(whole);
}
