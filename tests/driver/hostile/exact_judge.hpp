// SPDX-License-Identifier: MIT
// The judge of a single thread: after each call, number and generation must be what the contract says.
#ifndef RUSTY_HOSTILE_EXACT_JUDGE_HPP
#define RUSTY_HOSTILE_EXACT_JUDGE_HPP

#include "expectation.hpp"
#include "judge.hpp"
#include "number_text.hpp"

namespace hostile
{

class ExactJudge : public Judge
{
public:
	explicit ExactJudge(const guest::Mapping &map) : map_(map), state_(map.read()) {}

	void begin() override {}
	Bounds end() override { return {state_.generation, state_.generation}; }
	void settle() override
	{
		const guest::State now = map_.read();
		expect_equal("in the map, generation", state_.generation, now.generation);
		expect_equal("in the map, number", state_.number, now.number);
	}
	const guest::State *exact() const override { return &state_; }
	std::int64_t fresh(Random &random) override
	{
		return random.one_in(8) ? state_.number : edge_number(random);
	}
	std::int64_t likely(Random &random) override
	{
		return random.one_in(2) ? state_.number : edge_number(random);
	}
	std::int64_t operand(Random &random) override { return edge_number(random); }

	void saw(std::int64_t number, Bounds) override { expect_equal("number", state_.number, number); }
	void saw(const guest::State &state, Bounds) override
	{
		expect_equal("number", state_.number, state.number);
		expect_equal("generation", state_.generation, state.generation);
	}
	void saw_generation(std::uint64_t generation, Bounds) override
	{
		expect_equal("generation", state_.generation, generation);
	}
	void saw_change_since(std::int64_t, Bounds) override {} // poll compares generations itself
	void stored(std::int64_t number, Bounds) override
	{
		state_ = {number, state_.generation + 1};
		++stores_;
	}
	void replaced(std::int64_t old, std::int64_t number, Bounds when) override
	{
		expect_equal("the number before", state_.number, old);
		stored(number, when);
	}
	void overflowed(std::int64_t operand, Bounds) override
	{
		std::int64_t sum = 0;
		if (!__builtin_add_overflow(state_.number, operand, &sum))
			throw Violation{"the sum " + std::to_string(sum), "-EOVERFLOW"};
	}
	std::uint64_t stores() const override { return stores_; }

private:
	const guest::Mapping &map_;
	guest::State state_;
	std::uint64_t stores_ = 0;
};

} // namespace hostile

#endif
