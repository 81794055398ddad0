// SPDX-License-Identifier: MIT
// The judge of several threads: each keeps a record, and verify() searches for an order of all stores that explains
// every record.
//
// No call that stores returns its generation, so the place of a store is not read but deduced. Every number that
// is stored is unique in the run, so a thread that sees it knows the store that made it. The place of each store then is
// between bounds, which only get narrower:
//   - a call takes place between the generations that the map shows before it and after it (nor before any that
//     any thread has seen by then, so a map that lags behind is found, too);
//   - whoever reads a number reads it within the bounds of the reading, so it was stored before their end, and not
//     replaced before their beginning: it is the number of a generation within them;
//   - a snapshot, and each look at the map, names number and generation together: bounds of one generation;
//   - an exchange, addition or compare-exchange says what it replaced: its place is the next after that one.
// Then there are exactly as many stores as the generation grew by (none lost, none doubled), no number is replaced
// twice, and all find a place, one for each generation (by the earliest deadline, which finds a way if there is one).
// An error that it reports is always one. It may miss a wrong order of stores that nobody saw and whose bounds
// overlap; the line of figures shows how many stores had only one possible place.
#ifndef RUSTY_HOSTILE_HISTORY_HPP
#define RUSTY_HOSTILE_HISTORY_HPP

#include <atomic>
#include <cstdint>
#include <vector>

#include "judge.hpp"

namespace hostile
{

// What all threads have in common: the newest generation that anybody has seen.
struct Clock {
	const guest::Mapping &map;
	std::atomic<std::uint64_t> newest{0};
};

enum class Kind : std::uint8_t { saw, stored, replaced, changed_since, overflowed };

struct Record {
	std::int64_t number; // of overflowed: the operand
	std::int64_t old;
	Bounds when;
	Kind kind;
};

class HistoryJudge : public Judge
{
public:
	HistoryJudge(Clock &clock, unsigned thread, std::size_t calls);

	void begin() override { now_.low = look(); }
	Bounds end() override
	{
		now_.high = look();
		return now_;
	}
	void settle() override {}
	const guest::State *exact() const override { return nullptr; }
	std::int64_t fresh(Random &random) override;
	std::int64_t likely(Random &) override { return last_; }
	std::int64_t operand(Random &random) override;

	void saw(std::int64_t number, Bounds when) override;
	void saw(const guest::State &state, Bounds when) override;
	void saw_generation(std::uint64_t generation, Bounds when) override;
	void saw_change_since(std::int64_t number, Bounds when) override;
	void stored(std::int64_t number, Bounds when) override;
	void replaced(std::int64_t old, std::int64_t number, Bounds when) override;
	void overflowed(std::int64_t operand, Bounds when) override;
	std::uint64_t stores() const override { return stores_; }
	const std::vector<Record> &records() const { return records_; }

private:
	std::uint64_t look();

	Clock &clock_;
	std::uint64_t thread_, made_ = 0, stores_ = 0, last_look_ = ~std::uint64_t{0};
	std::int64_t last_ = 0;
	Bounds now_{};
	std::vector<Record> records_;
};

struct Verdict {
	std::size_t stores, placed, observations;
};

// Throws Violation.
Verdict verify(const std::vector<const HistoryJudge *> &judges, const guest::State &first,
	       const guest::State &last);

} // namespace hostile

#endif
