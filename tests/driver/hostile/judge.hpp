// SPDX-License-Identifier: MIT
// Who knows what the number may be. Each call tells its judge what it has seen and done; a judge throws
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
	// When all that the call did has been told.
	virtual void settle() = 0;

	// The state now, if it is known: nobody else is at work.
	virtual const guest::State *exact() const = 0;
	// A number to store next.
	virtual std::int64_t fresh(Random &random) = 0;
	// Something for a compare-exchange to expect, which may well be there.
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
	// How many stores it was told of.
	virtual std::uint64_t stores() const = 0;
};

} // namespace hostile

#endif
