// SPDX-License-Identifier: GPL-2.0-only
// Input devices in the kernel, of a device of a class, that report and go.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/device/class_device.hpp"
#include "kernel/input/input.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

class InputParent : public Removable
{
};

// (Its key is one that the console is interested in, which opens it, and that means nothing to it.)
class InputPad : Pinned
{
public:
	explicit InputPad(Atomic<int> &opens, Atomic<int> &closes) : opens_(opens), closes_(closes) {}
	Result<void> open()
	{
		opens_.inc();
		input_.report_abs<ABS_Y>(70);
		return {};
	}
	void close() { closes_.inc(); }

private:
	Atomic<int> &opens_;
	Atomic<int> &closes_;

public:
	InputDevice<input::keys<KEY_PROG4, BTN_TRIGGER_HAPPY40>, input::rel<REL_WHEEL>,
		    input::abs<ABS_X, -128, 127>, input::abs<ABS_Y, 0, 1000, 16, 0, 5>,
		    input::opened<&InputPad::open, &InputPad::close>>
		input_{*this};
};

Outcome input_devices_report_and_go()
{
	DeviceClass parents;
	TRY(parents.create("rusty_selftest_input"));
	auto parent = TRY(ClassDevice<InputParent>::register_device(parents, "selftest_input"));
	const Device device(ClassHost<InputParent>::of_device(*parent).raw());
	Atomic<int> opens{0};
	Atomic<int> closes{0};
	for (int times = 1; times <= 3; ++times) {
		auto pad = TRY(Box<InputPad>::make(Gfp::kernel, opens, closes));
		auto &input = pad->input_;
		EXPECT(input.register_device(device, {}).error() == errors::invalid);
		TRY(input.register_device(device, {.name = "rusty selftest", .vendor = 1, .product = 2}));
		EXPECT(input.register_device(device, {.name = "rusty selftest"}).error() == errors::busy);
		EXPECT(opens.load() == 0 || (opens.load() == times && input.abs<ABS_Y>() == 70));
		EXPECT(closes.load() == (opens.load() == 0 ? 0 : times - 1));

		EXPECT(!input.key<BTN_TRIGGER_HAPPY40>());
		input.report_key<BTN_TRIGGER_HAPPY40>(true);
		input.report_rel<REL_WHEEL>(-1);
		input.report_abs<ABS_X>(-128);
		input.report_abs<ABS_Y>(500);
		input.sync();
		EXPECT(input.key<BTN_TRIGGER_HAPPY40>() && !input.key<KEY_PROG4>());
		EXPECT(input.abs<ABS_X>() == -128 && input.abs<ABS_Y>() == 500);
		input.report_key(BTN_TRIGGER_HAPPY40, false);
		input.report_key(KEY_A, true);
		// (Noise, which the fuzz filters.)
		input.report_abs(ABS_Y, 503);
		input.sync();
		EXPECT(!input.key<BTN_TRIGGER_HAPPY40>() && input.abs<ABS_Y>() == 500);
	}
	EXPECT(closes.load() == opens.load());
	return {};
}

constexpr Test input_tests[] = {
	{"input: devices report, are opened and closed, and go", input_devices_report_and_go},
};

} // namespace
} // namespace selftest
