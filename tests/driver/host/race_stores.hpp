// SPDX-License-Identifier: MIT
// What the race tests share: every store, by its generation, and threads that start together.
#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "access.hpp"
#include "tests/kit/host/fresh.hpp"

namespace race
{

// The tracepoint's record. It has no locks or ordering of its own, as they would order what the driver has not ordered,
// and so hide its races.
class Stores
{
public:
	static void reset();
	// Called by the tracepoint.
	static void note(s64 old_number, s64 number, u64 generation);

	// Only when no thread runs any more. How many stores there were, if they had the generations 1, 2, 3 ..., each once,
	// each finding the number that the one before had left, the first `initial`; else -1.
	static long count(s64 initial);
	static bool has(const driver::State &seen, s64 initial);
	static bool has(s64 number, s64 initial);
};

// Runs all of them at once, each in a thread of its own, and waits for their end.
void run(const std::vector<std::function<void()>> &functions);

struct Loaded : Fresh {
	Loaded();
	~Loaded();
	static constexpr s64 initial = 2023;
};

} // namespace race
