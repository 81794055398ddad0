// SPDX-License-Identifier: MIT
// The fixture of most driver tests: the module is loaded with its defaults, and calls of the tracepoint are recorded.
#pragma once

#include <vector>

#include "access.hpp"
#include "tests/kit/host/fresh.hpp"

namespace driver
{

// One call of the tracepoint rusty_number_changed.
struct Traced {
	std::int64_t old_number;
	std::int64_t number;
	std::uint64_t generation;
	bool operator==(const Traced &) const = default;
};
std::ostream &operator<<(std::ostream &out, const Traced &traced);
std::vector<Traced> take_trace();

struct Unloaded : Fresh {
	Unloaded()
	{
		set_defaults();
		take_trace();
	}
};

struct Loaded : Unloaded {
	Loaded()
	{
		REQUIRE(entry_init() == 0);
		fake::module_lives(true);
		fake::take_log();
	}
	~Loaded()
	{
		fake::module_lives(false);
		entry_exit();
	}

	// Checks that this many stores have happened since the last check, and that the last of them was this one.
	void check_stored(std::int64_t number, std::uint64_t stores = 1)
	{
		generation += stores;
		CHECK(state() == State{number, generation});
		const auto traced = take_trace();
		CHECK(traced.size() == stores);
		if (!traced.empty())
			CHECK(traced.back() == Traced{last, number, generation});
		last = number;
	}
	void check_untouched() { check_stored(last, 0); }

	std::int64_t last = 2023;
	std::uint64_t generation = 0;
};

} // namespace driver
