// SPDX-License-Identifier: MIT
// A judge knows what the number may be. Each call reports to its judge what it has seen and done; the judge throws
// Violation at once, or keeps a record that is verified after the run.
#ifndef RUSTY_HOSTILE_JUDGE_HPP
#define RUSTY_HOSTILE_JUDGE_HPP

#include <cstdint>

#include "../guest/guest.hpp"
#include "random.hpp"

namespace hostile
{

// A call's place in time: the generation when it began, and when it was over.
struct Bounds {
	std::uint64_t low, high;
};

class Judge
{
public:
	virtual ~Judge() = default;

	// Around each system call.
	virtual void begin() = 0;
	virtual Bounds end() = 0;
	// After all that the call did has been reported.
	virtual void settle() = 0;

	// The state now, if it is known because there is only one thread.
	virtual const guest::State *exact() const = 0;
	// A number to store next.
	virtual std::int64_t fresh(Random &random) = 0;
	// An expected number for a compare-exchange, which is often the current one.
	virtual std::int64_t likely(Random &random) = 0;
	virtual std::int64_t operand(Random &random) = 0;

	// Within the bounds it was the number.
	virtual void saw(std::int64_t number, Bounds when) = 0;
	virtual void saw(const guest::State &state, Bounds when) = 0;
	virtual void saw_generation(std::uint64_t generation, Bounds when) = 0;
	// Within the bounds there was a moment when something newer than this was stored.
	virtual void saw_change_since(std::int64_t number, Bounds when) = 0;
	virtual void stored(std::int64_t number, Bounds when) = 0;
	// Stored in one step in the place of `old`.
	virtual void replaced(std::int64_t old, std::int64_t number, Bounds when) = 0;
	// A checked addition said EOVERFLOW.
	virtual void overflowed(std::int64_t operand, Bounds when) = 0;
	// The number of stores that were reported.
	virtual std::uint64_t stores() const = 0;
};

} // namespace hostile

#endif
