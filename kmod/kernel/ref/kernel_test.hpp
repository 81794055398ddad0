// SPDX-License-Identifier: GPL-2.0-only
// Objects that several hold.
#pragma once

#include "kernel/ref/ref.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

Outcome the_last_one_destroys()
{
	int alive = 0;
	{
		auto first = TRY(Ref<Counted>::make(Gfp::kernel, alive));
		{
			const Ref<Counted> second(first);
			EXPECT(second.get() == first.get() && hidden(alive) == 1);
			auto third = TRY(Ref<Counted>::make(Gfp::kernel, alive));
			EXPECT(hidden(alive) == 2);
			third = second;
			EXPECT(hidden(alive) == 1 && third.get() == first.get());
			first = TRY(Ref<Counted>::make(Gfp::kernel, alive));
			EXPECT(hidden(alive) == 2);
		}
		EXPECT(hidden(alive) == 1);
	}
	EXPECT(hidden(alive) == 0);
	return {};
}

constexpr Test ref_tests[] = {
	{"ref: the last one to go destroys the object", the_last_one_destroys},
};

} // namespace
} // namespace selftest
