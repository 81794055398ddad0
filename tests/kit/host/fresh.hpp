// SPDX-License-Identifier: MIT
// The start and end of every test: a fresh fake kernel; at the end nothing is leaked or held, and no rule is broken.
#pragma once

#include "kernel/layouts.h"
#include "tests/driver/guest/catch.hpp"
#include "tests/kit/host/fake.hpp"

struct Fresh {
	Fresh() { fake::reset(); }
	~Fresh() { CHECK(fake::left_behind() == std::vector<std::string>()); }
	Fresh(const Fresh &) = delete;
	Fresh &operator=(const Fresh &) = delete;
};

// Does make() with the first allocation failing, then the second, and so on, until none does.
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
