// SPDX-License-Identifier: MIT
// Records every store without ordering anything, and starts threads together.
#include "race_stores.hpp"

#include <memory>

#include "tests/kit/host/fake_tsan.hpp"

namespace
{

constexpr std::size_t most = 1 << 17;

struct Slot {
	std::atomic<s64> old_number;
	std::atomic<s64> number;
	std::atomic<unsigned int> stores;
};
std::unique_ptr<Slot[]> slots;

} // namespace

bool shim_trace_rusty_number_changed_enabled(void)
{
	return true;
}

void shim_trace_rusty_number_changed(s64 old, s64 number, u64 generation)
{
	race::Stores::note(old, number, generation);
}

namespace race
{

void Stores::reset()
{
	slots = std::make_unique<Slot[]>(most);
}

void Stores::note(s64 old_number, s64 number, u64 generation)
{
	if (generation >= most)
		return fake::violated("more stores than there is room for");
	Slot &slot = slots[generation];
	slot.old_number.store(old_number, std::memory_order_relaxed);
	slot.number.store(number, std::memory_order_relaxed);
	slot.stores.fetch_add(1, std::memory_order_relaxed);
}

long Stores::count(s64 initial)
{
	long generation = 1;
	for (; slots[generation].stores != 0; ++generation) {
		if (slots[generation].stores != 1 || slots[generation].old_number != initial)
			return -1;
		initial = slots[generation].number;
	}
	for (std::size_t after = static_cast<std::size_t>(generation); after < most; ++after)
		if (slots[after].stores != 0)
			return -1;
	return generation - 1;
}

bool Stores::has(const driver::State &seen, s64 initial)
{
	if (seen.generation == 0)
		return seen.number == initial;
	return seen.generation < most && slots[seen.generation].stores == 1 &&
	       slots[seen.generation].number == seen.number;
}

bool Stores::has(s64 number, s64 initial)
{
	if (number == initial)
		return true;
	for (std::size_t generation = 1; slots[generation].stores != 0; ++generation)
		if (slots[generation].number == number)
			return true;
	return false;
}

void run(const std::vector<std::function<void()>> &functions)
{
	std::atomic<std::size_t> waiting = functions.size();
	std::vector<std::thread> threads;
	for (const auto &function : functions)
		threads.emplace_back([&waiting, &function] {
			waiting.fetch_sub(1, std::memory_order_relaxed);
			while (waiting.load(std::memory_order_relaxed) != 0)
				std::this_thread::yield();
			function();
		});
	for (auto &thread : threads)
		thread.join();
}

Loaded::Loaded()
{
	driver::set_defaults();
	Stores::reset();
	REQUIRE(entry_init() == 0);
	fake::take_log();
	fake::unpublished_objects_are_hidden(true);
}

Loaded::~Loaded()
{
	fake::unpublished_objects_are_hidden(false);
	entry_exit();
}

} // namespace race
