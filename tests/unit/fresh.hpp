// SPDX-License-Identifier: MIT
// What every test starts and ends with: a fake kernel as new; nothing leaked, nothing held, no rule broken.
#pragma once

#include <ostream>

#include "fake.hpp"
#include "tests/driver/guest/catch.hpp"

namespace fake
{

inline std::ostream &operator<<(std::ostream &out, const Line &line)
{
	return out << '<' << line.level << '>' << line.text;
}

} // namespace fake

struct Fresh {
	Fresh() : live_before(fake::live_allocations()) { fake::reset(); }
	~Fresh()
	{
		CHECK(fake::live_allocations() == live_before);
		CHECK(fake::locks_held() == 0);
		CHECK(fake::violations() == std::vector<std::string>());
		CHECK(fake::warnings() == std::vector<std::string>());
	}
	Fresh(const Fresh &) = delete;
	Fresh &operator=(const Fresh &) = delete;

	unsigned int live_before;
};

// Does make() with the first allocation failing, then the second, and so on, until none does; check(worked) after each.
template <typename Make>
unsigned int with_each_failing_allocation(Make make)
{
	for (unsigned int nth = 1;; ++nth) {
		INFO("allocation " << nth << " fails");
		fake::fail_allocation(nth);
		const unsigned int live = fake::live_allocations();
		make();
		const bool failed = fake::allocation_failed();
		fake::fail_allocation(0);
		CHECK(fake::live_allocations() == live);
		if (!failed)
			return nth - 1;
	}
}
