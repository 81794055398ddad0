// SPDX-License-Identifier: GPL-2.0-only
// gamepad: a game pad on HID, with eight buttons, two sticks and a light. Its report 1 is a byte of buttons and four of axes, its report 2, which
// is sent to it, how bright its light is to be.
#include "kernel/hid/hid.hpp"
#include "kernel/input/input.hpp"
#include "kernel/led/led.hpp"
#include "kernel/module/driver_module.hpp"

namespace gamepad
{
namespace
{

using namespace kernel;

constexpr u8 state_report = 1, light_report = 2;
constexpr size_t state_size = 5;

class Gamepad : Pinned
{
public:
	explicit Gamepad(HidDevice device) : hardware_(device) {}

	static Result<Box<Gamepad>> probe(HidDevice device)
	{
		auto pad = TRY(Box<Gamepad>::make(Gfp::kernel, device));
		TRY(pad->hardware_.start(HidConnect::hidraw));
		TRY(pad->light_.register_device(device, "gamepad::player", 255));
		TRY(pad->input_.register_device(device, {.name = device.name(),
							 .bus = InputBus(device.bus()),
							 .vendor = static_cast<u16>(device.vendor()),
							 .product = static_cast<u16>(device.product()),
							 .version = static_cast<u16>(device.version()),
							 .phys = device.phys(),
							 .uniq = device.uniq()}));
		return pad;
	}

	// (A device sends what it wants: reports that are too short are none, and what is behind the state means nothing.)
	void raw_event(const HidReport &report)
	{
		if (report.type != HidReportType::input || report.number != state_report ||
		    report.bytes.size() < state_size)
			return;
		const u8 *const state = report.bytes.data();
		static constexpr unsigned int buttons[] = {BTN_SOUTH, BTN_EAST, BTN_NORTH,  BTN_WEST,
							   BTN_TL,    BTN_TR,	BTN_SELECT, BTN_START};
		for (unsigned int bit = 0; bit < 8; ++bit)
			input_.report_key(buttons[bit], (state[0] >> bit & 1) != 0);
		input_.report_abs<ABS_X>(state[1]);
		input_.report_abs<ABS_Y>(state[2]);
		input_.report_abs<ABS_RX>(state[3]);
		input_.report_abs<ABS_RY>(state[4]);
		input_.sync();
	}

private:
	Result<void> open() { return hardware_.open(); }
	void close() { hardware_.close(); }
	Result<void> set_light(unsigned int brightness)
	{
		const u8 bytes[] = {static_cast<u8>(brightness)};
		return hardware_.output_report(light_report, bytes);
	}

	// (The others use it until they are gone.)
	HidHardware hardware_;
	Led<&Gamepad::set_light> light_{*this};
	InputDevice<
		input::keys<BTN_SOUTH, BTN_EAST, BTN_NORTH, BTN_WEST, BTN_TL, BTN_TR, BTN_SELECT, BTN_START>,
		input::abs<ABS_X, 0, 255, 0, 8>, input::abs<ABS_Y, 0, 255, 0, 8>,
		input::abs<ABS_RX, 0, 255, 0, 8>, input::abs<ABS_RY, 0, 255, 0, 8>,
		input::opened<&Gamepad::open, &Gamepad::close>>
		input_{*this};
};

using Module = DriverModule<HidDriver<Gamepad>, hid_ids::gamepad>;

} // namespace
} // namespace gamepad
