// SPDX-License-Identifier: GPL-2.0-only
// The module's own parameters, one of each kind. selftest.sh sets them, also to values that must be refused.
#pragma once

#include "kernel/param/bounded.hpp"
#include "kernel/param/hexint.hpp"
#include "kernel/param/invbool.hpp"

namespace selftest
{
namespace
{

using namespace kernel;

inline Result<void> expect_even(const u8 &number)
{
	if (number % 2 != 0)
		return errors::not_permitted;
	return {};
}

inline Result<void> expect_zero_or_one(const s32 &number)
{
	if (number != 0 && number != 1)
		return errors::invalid;
	return {};
}

// A live callback: shows the sum of all numbers that were written to it.
class Sum
{
public:
	static constexpr bool modinfo_type(Text said) { return said == "long long"; }
	Result<void> set(Text text)
	{
		const s64 number = TRY(parse_integer(text));
		sum_ = TRY(checked_add(sum_, number));
		return {};
	}
	void get(TextWriter &writer) const { writer.append(sum_); }

private:
	s64 sum_ = 0;
};

} // namespace
} // namespace selftest

namespace parameters
{
namespace
{
constinit kernel::Parameter<u8> even{200, selftest::expect_even};
constinit kernel::ArrayParameter<s32, 4> list{{1, -2, 3}};
constinit kernel::StringParameter<15> word{"a word"};
constinit selftest::Sum sum;
constinit kernel::StringParameter<63> expected{"200 [1, -2, 3] a word 0"};
constinit kernel::Parameter<s32> debug{0, selftest::expect_zero_or_one};
constinit kernel::StringParameter<15> run{"all"};
constinit kernel::Parameter<bool> verbose{false};
constinit kernel::InvertedParameter nocache{true};
constinit kernel::HexParameter mask{0x2a};
constinit kernel::Parameter<u64> wide{18446744073709551615u};
constinit kernel::BoundedParameter<u32, 1, 64> queues{4};
} // namespace
} // namespace parameters
