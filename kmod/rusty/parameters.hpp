// SPDX-License-Identifier: GPL-2.0-only
// The parameters of the module. Those of the two numbers are the state's while there is one; before module_init and after
// module_exit they keep the value with which it will start, or ended.
#pragma once

#include "kernel/param/parameter.hpp"
#include "rusty/state.hpp"

namespace rusty
{
namespace
{

// A number that the state keeps, through get_now and set_now, while there is one.
template <s64 (*get_now)(), void (*set_now)(s64)>
class StateParameter
{
public:
	constexpr explicit StateParameter(s64 initial) : without_state_(initial) {}

	static constexpr bool modinfo_type(Text said) { return said == "long long"; }
	Result<void> set(Text text)
	{
		const s64 number = TRY(parse_number(text));
		if (state != nullptr)
			set_now(number);
		else
			without_state_ = number;
		return {};
	}
	s64 shown() const { return state != nullptr ? get_now() : without_state_; }

	// These two under the parameter lock.
	s64 without_state() const { return without_state_; }
	void keep() { without_state_ = get_now(); }

private:
	s64 without_state_;
};

inline s64 number_now()
{
	return state->snapshot().number;
}
inline void set_number(s64 number)
{
	state->set(number);
}
inline s64 unpinned_now()
{
	return state->unpinned();
}
inline void set_unpinned(s64 number)
{
	state->set_unpinned(number);
}

} // namespace
} // namespace rusty

namespace parameters
{
namespace
{
constinit rusty::StateParameter<rusty::number_now, rusty::set_number> number{2023};
constinit rusty::StateParameter<rusty::unpinned_now, rusty::set_unpinned> unpinned_number{3202};
constinit kernel::ArrayParameter<s32, 16> numbers{{72, 108, 200}};
} // namespace
} // namespace parameters
