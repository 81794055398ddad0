// SPDX-License-Identifier: GPL-2.0-only
// BoundedParameter: a module parameter that is an integer between two bounds.
#pragma once

#include "kernel/param/parameter.hpp"

namespace kernel
{
// (Not constexpr: naming it where a constant is asked for is the compiler's error, with the reason in its text.)
void the_first_value_of_a_parameter_is_out_of_its_bounds();

namespace
{

/// An integer of at least `least` and at most `most`: `constinit kernel::BoundedParameter<u32, 1, 64> queues{4};`. EINVAL: it is not, as the
/// kernel's own say (param_set_uint_minmax); else as Parameter.
template <Integer T, T least, T most>
class BoundedParameter : public Parameter<T>
{
	static_assert(least < most, "a parameter's lower bound is below the upper one");

	static Result<void> validate(const T &value)
	{
		return value < least || value > most ? errors::invalid : Result<void>();
	}

public:
	constexpr explicit BoundedParameter(T initial) : Parameter<T>(initial, validate)
	{
		if (initial < least || initial > most)
			the_first_value_of_a_parameter_is_out_of_its_bounds();
	}
};

} // namespace
} // namespace kernel
