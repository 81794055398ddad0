// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#undef KERNEL_DECLARATIONS
#define KERNEL_DECLARATIONS "kernel/param/host_test.module.h"
#include "kernel/param/bounded.hpp"
#include "kernel/param/hexint.hpp"
#include "kernel/param/invbool.hpp"

// What a line defines, if it is there, has the wrong type for what host_test.module.h says.
#define WRONG_LEVEL // FAULT: PARAMETER\(level, .* is of another type
#define WRONG_LIMIT // FAULT: PARAMETER\(limit, .* is of another type
#define WRONG_SIZES // FAULT: PARAMETER\(sizes, .* is of another type
#define WRONG_LABEL // FAULT: PARAMETER\(label, .* is of another type
#define WRONG_FLAG  // FAULT: PARAMETER\(verbose, .* is of another type
#define NO_LABEL    // FAULT: .label. is not a member of|no member named .label.

namespace parameters
{
namespace
{
#ifdef WRONG_LEVEL
constinit kernel::Parameter<s16> level{4};
#else
constinit kernel::Parameter<s8> level{4};
#endif
#ifdef WRONG_LIMIT
constinit kernel::Parameter<s32> limit{7};
#else
constinit kernel::Parameter<u32> limit{7};
#endif
#ifdef WRONG_SIZES
constinit kernel::ArrayParameter<s32, 3> sizes{{1, -2}};
#else
constinit kernel::ArrayParameter<s16, 3> sizes{{1, -2}};
#endif
#ifdef WRONG_LABEL
constinit kernel::Parameter<s64> label{4};
#elif !defined(NO_LABEL)
constinit kernel::StringParameter<8> label{"initial"};
#endif
struct Anything {
	kernel::Result<void> set(kernel::Text);
	void get(kernel::TextWriter &) const;
};
constinit Anything endless;
#ifdef WRONG_FLAG
constinit kernel::Parameter<u8> verbose{1};
#else
constinit kernel::Parameter<bool> verbose{true};
#endif
constinit kernel::InvertedParameter nocache{true};
constinit kernel::HexParameter mask{0x2a};
constinit kernel::Parameter<u64> wide{0};
constinit kernel::BoundedParameter<u32, 2, 64> queues{4};
constinit kernel::ArrayParameter<unsigned long, 2> addresses{{1}};
// (A fault is a line.)
// clang-format off
constinit kernel::BoundedParameter<u32, 2, 64> too_many{65}; // FAULT: the_first_value_of_a_parameter_is_out_of_its_bounds
constinit kernel::BoundedParameter<s32, 2, -2> nothing{2}; // FAULT: lower bound is below the upper one
// clang-format on
constinit kernel::StringParameter<3> long_text{"four"}; // FAULT: static.assert
} // namespace
} // namespace parameters

#include "kernel/param/entries.hpp"

// (A fault is a line.)
// clang-format off
[[maybe_unused]] static void locks()
{
	kernel::ParameterLock lock;
	(void)parameters::limit.value(lock);
	kernel::ParameterLock copy = lock; // FAULT: deleted
	(void)parameters::limit.value(1); // FAULT: (no matching|cannot convert|invalid initialization|no viable)
	parameters::limit.set("1"); // FAULT: ignoring
}
