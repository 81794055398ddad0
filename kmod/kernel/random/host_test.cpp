// SPDX-License-Identifier: GPL-2.0-only
// Random numbers: their range, and that each of it is as likely as any.
#include "kernel/random/random.hpp"

#include <algorithm>
#include <cstdint>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

TEST_CASE_METHOD(Fresh, "random bytes fill the span that is given, and no more")
{
	u8 bytes[40] = {};
	get_random_bytes(Span<u8>(bytes).from(4).first(32));
	CHECK(std::count(bytes, bytes + 4, 0) == 4);
	CHECK(std::count(bytes + 36, bytes + 40, 0) == 4);
	CHECK(std::count(bytes + 4, bytes + 36, 0) < 8);
	get_random_bytes({});
}

TEST_CASE_METHOD(Fresh, "random numbers are those of the kernel, at full width")
{
	fake::next_random({7, UINT32_MAX, 1});
	CHECK(get_random_u32() == 7);
	CHECK(get_random_u64() == 0xffffffff00000001);
}

TEST_CASE_METHOD(Fresh, "a random number below a bound is below it, and each is as likely as any")
{
	for (const u32 ceil : {1u, 2u, 3u, 10u, 1000u}) {
		INFO("below " << ceil);
		u32 counts[1000] = {};
		for (int times = 0; times < 100'000; ++times)
			++counts[get_random_u32_below(ceil)];
		const double mean = 100'000.0 / ceil;
		CHECK(*std::min_element(counts, counts + ceil) > mean * 0.4);
		CHECK(*std::max_element(counts, counts + ceil) < mean * 1.6);
		CHECK(std::count(counts, counts + 1000, 0u) == 1000 - static_cast<int>(ceil));
	}
	CHECK(get_random_u32_below(0) == 0);
}

TEST_CASE_METHOD(Fresh, "a draw that would make some numbers likelier is done again")
{
	// (Of the 2^32 numbers one is too many to be shared among three.)
	fake::next_random({0, 0, 0x80000000});
	CHECK(get_random_u32_below(3) == 1);
	CHECK(fake::random_left() == 0);
	fake::next_random({UINT32_MAX});
	CHECK(get_random_u32_below(3) == 2);
	// (All but 2^31 - 1 of them.)
	fake::next_random({0, 1, 0x7fffffff, 0x80000000});
	CHECK(get_random_u32_below(0x80000001) < 0x80000001);
	fake::next_random({});
	fake::next_random({0});
	CHECK(get_random_u32_below(4) == 0);
	CHECK(fake::random_left() == 0);
}
