// SPDX-License-Identifier: MIT
// How a thread records its calls.
#include "history.hpp"

#include "expectation.hpp"

namespace hostile
{

namespace
{

// Numbers that no two stores have in common: the sign, 7 bits of thread, 26 of a count, 30 for additions.
constexpr unsigned count_shift = 30, thread_shift = 56;
constexpr std::int64_t room_for_additions = 1 << 12; // below a fresh number, see operand()

} // namespace

HistoryJudge::HistoryJudge(Clock &clock, unsigned thread, std::size_t calls)
	: clock_(clock), thread_(thread + 1)
{
	records_.reserve(calls + calls / 2);
}

std::uint64_t HistoryJudge::look()
{
	std::uint64_t newest = clock_.newest.load();
	const guest::State state = clock_.map.read();
	expect(state.generation >= newest, "a generation in the map that does not run back",
	       std::to_string(state.generation) + " after " + std::to_string(newest));
	while (newest < state.generation && !clock_.newest.compare_exchange_weak(newest, state.generation)) {
	}
	if (state.generation != last_look_)
		records_.push_back({state.number, 0, {state.generation, state.generation}, Kind::saw});
	last_look_ = state.generation;
	last_ = state.number;
	return state.generation;
}

std::int64_t HistoryJudge::fresh(Random &random)
{
	const std::uint64_t bits = (thread_ << thread_shift) | (++made_ << count_shift);
	const std::uint64_t sign = random.one_in(2) ? std::uint64_t{1} << 63 : 0;
	return static_cast<std::int64_t>(bits | sign) + room_for_additions;
}

// Every sum must be a number that was not stored before. Small operands count upwards from a fresh number. INT64_MAX
// overflows on positive numbers; added to a negative number it gives a positive one, which no addition makes negative again.
std::int64_t HistoryJudge::operand(Random &random)
{
	return random.one_in(4) ? INT64_MAX : static_cast<std::int64_t>(1 + random.below(3));
}

void HistoryJudge::saw(std::int64_t number, Bounds when)
{
	records_.push_back({number, 0, when, Kind::saw});
}

void HistoryJudge::saw(const guest::State &state, Bounds when)
{
	saw_generation(state.generation, when);
	records_.push_back({state.number, 0, {state.generation, state.generation}, Kind::saw});
}

void HistoryJudge::saw_generation(std::uint64_t generation, Bounds when)
{
	expect(when.low <= generation && generation <= when.high,
	       ("a generation from " + std::to_string(when.low) + " to " + std::to_string(when.high)).c_str(),
	       std::to_string(generation));
}

void HistoryJudge::saw_change_since(std::int64_t number, Bounds when)
{
	records_.push_back({number, 0, when, Kind::changed_since});
}

void HistoryJudge::stored(std::int64_t number, Bounds when)
{
	++stores_;
	records_.push_back({number, 0, when, Kind::stored});
}

void HistoryJudge::replaced(std::int64_t old, std::int64_t number, Bounds when)
{
	++stores_;
	records_.push_back({number, old, when, Kind::replaced});
}

void HistoryJudge::overflowed(std::int64_t operand, Bounds when)
{
	records_.push_back({operand, 0, when, Kind::overflowed});
}

} // namespace hostile
