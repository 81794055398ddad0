// SPDX-License-Identifier: MIT
// Many threads call the entry points under ThreadSanitizer: what is seen was stored, sums add up, no wake-up is lost.
//
// Tests of the tag [.planted] break the locks first: they must turn red, which host.mk checks.
#include <algorithm>
#include <charconv>
#include <mutex>

#include "race_stores.hpp"

using namespace race;
using driver::Open;
using driver::reading;
using driver::State;
using driver::Way;
using driver::writing;

namespace
{

constexpr int rounds = 6000;

// A number made of its writer and its round, so that a torn number is recognised as one that nobody has stored.
s64 told_by(int writer, int round)
{
	const s64 told = (s64{writer} << 40) + round;
	return round % 2 == 0 ? told : ~told;
}

void write_numbers(int writer)
{
	Open file(writing, writer % 2 == 0 ? Way::buffer : Way::vectors);
	for (int round = 0; round < rounds; ++round)
		file.write(std::to_string(told_by(writer, round)));
}

void exchange_numbers(int writer)
{
	Open file;
	for (int round = 0; round < rounds; ++round) {
		rusty_exchange exchange = {.desired = told_by(writer, round), .previous = 0};
		file.control(RUSTY_IOC_EXCHANGE, &exchange);
	}
}

// The states that were seen, without a repetition directly after a state.
class Seen
{
public:
	void add(const State &state)
	{
		if (states_.empty() || !(states_.back() == state))
			states_.push_back(state);
	}
	// All were stored, and none came after a newer one.
	bool consistent() const
	{
		const auto older = [](const State &a, const State &b) { return a.generation < b.generation; };
		return std::is_sorted(states_.begin(), states_.end(), older) &&
		       std::all_of(states_.begin(), states_.end(),
				   [](const State &state) { return Stores::has(state, Loaded::initial); });
	}

private:
	std::vector<State> states_;
};

void take_snapshots(Seen &seen)
{
	Open file(reading);
	for (int round = 0; round < rounds; ++round) {
		rusty_snapshot snapshot;
		file.control(RUSTY_IOC_SNAPSHOT, &snapshot);
		seen.add({snapshot.number, snapshot.generation});
	}
}

// The protocol of the uapi header. (It uses fences, as the kernel does; here the loads are ordered.)
void look_at_page(Seen &seen)
{
	Open file(reading);
	fake::Mapping mapping(file);
	mapping.touch();
	const auto *page = reinterpret_cast<const rusty_page *>(mapping.page()->bytes);
	for (int round = 0; round < rounds; ++round) {
		const u32 before = __atomic_load_n(&page->sequence, __ATOMIC_ACQUIRE);
		const State state = {__atomic_load_n(&page->number, __ATOMIC_ACQUIRE),
				     __atomic_load_n(&page->generation, __ATOMIC_ACQUIRE)};
		if (before % 2 == 0 && __atomic_load_n(&page->sequence, __ATOMIC_RELAXED) == before)
			seen.add(state);
	}
}

s64 parsed(const std::string &text)
{
	s64 number = 0;
	const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
	return error == std::errc() && std::string(end) == "\n" ? number : -1;
}

void read_texts(Open &file, std::vector<s64> &numbers)
{
	for (int round = 0; round < rounds / 3; ++round) {
		char memory[32] = {};
		loff_t position = 0;
		if (file.raw()->f_op->read(file.raw(), fake::user(memory), sizeof(memory) - 1, &position) > 0)
			numbers.push_back(parsed(memory));
		file.poll();
	}
}

void add_numbers(std::vector<s64> &results, s64 operand, bool checked)
{
	Open file;
	for (int round = 0; round < rounds; ++round) {
		rusty_add add = {};
		add.operand = operand;
		add.flags = checked ? RUSTY_ADD_CHECKED : 0;
		if (file.control(RUSTY_IOC_ADD, &add) == 0)
			results.push_back(add.result);
	}
}

} // namespace

TEST_CASE_METHOD(Loaded, "every snapshot, however it was read, was stored, and generations never decrease")
{
	Seen seen[4];
	run({[] { write_numbers(1); }, [] { write_numbers(2); }, [] { exchange_numbers(3); },
	     [&] { take_snapshots(seen[0]); }, [&] { take_snapshots(seen[1]); },
	     [&] { look_at_page(seen[2]); }, [&] { look_at_page(seen[3]); }});
	CHECK(Stores::count(initial) == 3 * rounds);
	for (const Seen &each : seen)
		CHECK(each.consistent());
	CHECK(driver::state().generation == 3 * rounds);
}

TEST_CASE_METHOD(Loaded, "sums add up, and each result is of another addition")
{
	std::vector<s64> results[4];
	run({[&] { add_numbers(results[0], 1, false); }, [&] { add_numbers(results[1], 1, true); },
	     [&] { add_numbers(results[2], 1, false); },
	     [&] {
		     Open file;
		     for (int round = 0; round < rounds; ++round) {
			     rusty_compare_exchange swap = {};
			     do {
				     swap.expected = swap.previous;
				     swap.desired = swap.expected + 1;
				     file.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap);
			     } while (swap.exchanged == 0);
			     results[3].push_back(swap.desired);
		     }
	     }});
	CHECK(driver::state() == State{initial + 4 * rounds, 4 * rounds});
	CHECK(Stores::count(initial) == 4 * rounds);
	std::vector<s64> all;
	for (const auto &each : results)
		all.insert(all.end(), each.begin(), each.end());
	std::sort(all.begin(), all.end());
	CHECK(all.size() == 4 * rounds);
	CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
}

TEST_CASE_METHOD(Loaded, "threads that share a file read whole texts, each of a number that was stored")
{
	Open shared;
	std::vector<s64> numbers[2];
	run({[] { write_numbers(1); }, [&] { read_texts(shared, numbers[0]); },
	     [&] { read_texts(shared, numbers[1]); },
	     [&] {
		     for (int round = 0; round < rounds; ++round) {
			     s64 number = 0;
			     shared.control(RUSTY_IOC_GET, &number);
			     shared.read_at(2, 3);
			     shared.poll();
		     }
	     }});
	for (const auto &each : numbers) {
		CHECK(each.size() == rounds / 3);
		CHECK(std::all_of(each.begin(), each.end(),
				  [](s64 number) { return Stores::has(number, initial); }));
	}
}
