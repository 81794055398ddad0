// SPDX-License-Identifier: GPL-2.0-only
// rusty_canary: one deliberate bug of each kind that a debug kernel must find in C++ code. A bug is run when its name is
// written to /sys/module/rusty_canary/parameters/bug. Its function has the same name, which the report shows.
#include "language_bugs.hpp"
#include "locking_bugs.hpp"
#include "memory_bugs.hpp"

namespace canary
{
namespace
{

struct Bug {
	Text name;
	Result<void> (*have)();
};
constexpr Bug bugs[] = {
	{"heap_out_of_bounds", heap_out_of_bounds},
	{"use_after_free", use_after_free},
	{"double_free", double_free},
	{"stack_out_of_bounds", stack_out_of_bounds},
	{"global_out_of_bounds", global_out_of_bounds},
	{"memory_leak", memory_leak},
	{"list_corruption", list_corruption},
	{"active_timer_freed", active_timer_freed},
	{"shift_too_far", shift_too_far},
	{"index_too_large", index_too_large},
	{"bool_of_two", bool_of_two},
	{"enum_of_nothing", enum_of_nothing},
	{"wrong_function_type", wrong_function_type},
	{"lock_inversion", lock_inversion},
	{"sleeping_in_atomic", sleeping_in_atomic},
	{"hung_task", hung_task},
	{"data_race", data_race},
};

// EINVAL: there is no such bug.
struct BugParameter {
	Result<void> set(Text text)
	{
		// (The newline of echo.)
		if (!text.empty() && *(text.end() - 1) == '\n')
			text = text.first(text.size() - 1);
		for (const Bug &bug : bugs)
			if (text == bug.name)
				return bug.have();
		return errors::invalid;
	}
	void get(TextWriter &) const {}
};

class Canary : Pinned
{
public:
	static Result<Box<Canary>> create() { return Box<Canary>::make(Gfp::kernel); }
};

} // namespace
} // namespace canary

namespace parameters
{
namespace
{
constinit canary::BugParameter bug;
} // namespace
} // namespace parameters
