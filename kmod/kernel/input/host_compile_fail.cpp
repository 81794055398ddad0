// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/input/input.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Pad {
	Result<void> open();
	void close();
	Result<void> close_result();
	void open_void();
	static Result<void> open_class();
};
struct Other {
	Result<void> open();
	void close();
};

using Good = InputDevice<input::keys<BTN_SOUTH>, input::rel<REL_X>, input::abs<ABS_X, 0, 0>>;
using Opened = InputDevice<input::keys<BTN_SOUTH>, input::opened<&Pad::open, &Pad::close>>;

template <typename... Parts>
void device()
{
	InputDevice<Parts...> made;
}
template <typename... Parts>
void opened()
{
	Pad pad;
	InputDevice<input::keys<KEY_A>, Parts...> made(pad);
}

[[maybe_unused]] void all(Pad &pad, Other &other, Device parent)
{
	Good good;
	Opened opened_well(pad);
	device(); // FAULT: an input device has keys or axes
	device<input::keys<>>(); // FAULT: an input device has keys or axes
	device<input::keys<KEY_MAX + 1>>(); // FAULT: there is no key of this code
	device<input::keys<KEY_A, KEY_RESERVED>>(); // FAULT: there is no key of this code
	device<input::rel<REL_MAX + 1>>(); // FAULT: there is no relative axis of this code
	device<input::abs<ABS_MAX + 1, 0, 1>>(); // FAULT: there is no absolute axis of this code
	device<input::abs<ABS_MT_POSITION_X, 0, 1>>(); // FAULT: axes of several fingers
	device<input::abs<ABS_X, 1, 0>>(); // FAULT: an axis has its least value before its greatest
	device<input::abs<ABS_X, 0, 1, -1>>(); // FAULT: fuzz, flat and resolution of an axis are not negative
	device<input::abs<ABS_X, 0, 1, 0, -1>>(); // FAULT: fuzz, flat and resolution of an axis are not negative
	device<input::abs<ABS_X, 0, 1, 0, 0, -1>>(); // FAULT: fuzz, flat and resolution of an axis are not negative
	opened<input::opened<&Pad::open_void, &Pad::close>>(); // FAULT: an input device is opened by a member function of its owner
	opened<input::opened<&Pad::open_class, &Pad::close>>(); // FAULT: an input device is opened by a member function of its owner
	opened<input::opened<&Pad::open, &Pad::close_result>>(); // FAULT: an input device is closed by a member function of its owner
	opened<input::opened<&Pad::open, &Other::close>>(); // FAULT: an input device is opened and closed by member functions of one class
	opened<input::opened<&Pad::open, &Pad::close>, input::opened<&Other::open, &Other::close>>(); // FAULT: an input device calls members of one class
	Opened no_owner; // FAULT: an input device with callbacks is given its owner
	Opened other_owner(other); // FAULT: (no matching|could not convert|no viable|cannot convert|no known conversion)
	Good copy(good); // FAULT: (deleted|implicitly)
	good.report_key<BTN_EAST>(true); // FAULT: the input device does not have this key
	good.report_rel<REL_Y>(1); // FAULT: the input device does not have this relative axis
	good.report_abs<ABS_Y>(1); // FAULT: the input device does not have this absolute axis
	(void)good.key<BTN_EAST>(); // FAULT: the input device does not have this key
	(void)good.abs<ABS_Y>(); // FAULT: the input device does not have this absolute axis
	good.register_device(parent, {.name = "Pad"}); // FAULT: ignoring|an error would be ignored
}

} // namespace
