// SPDX-License-Identifier: GPL-2.0-only
// Misc devices that come and go.
#pragma once

#include "kernel/misc/misc_device.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// A device that can do nothing, and says that it is there.
class Idle : public Removable
{
public:
	using Operations = FileOperations<>;
	explicit Idle(int &alive) : counted_(alive) {}

private:
	Counted counted_;
};

Outcome device_is_registered_and_goes()
{
	int alive = 0;
	for (int times = 0; times < 3; ++times) {
		auto device = TRY(MiscDevice<Idle>::register_device("rusty_selftest_a", 0600, alive));
		EXPECT(hidden(alive) == 1 && !device->removed());
		const auto moved = kernel::move(device);
		EXPECT(hidden(alive) == 1 && !moved->removed());
	}
	EXPECT(hidden(alive) == 0);
	return {};
}

// (The kernel itself writes of it to the log, with the stack.)
Outcome device_name_is_taken_once()
{
	int alive = 0;
	{
		auto first = TRY(MiscDevice<Idle>::register_device("rusty_selftest_b", 0600, alive));
		EXPECT(MiscDevice<Idle>::register_device("rusty_selftest_b", 0600, alive).error() ==
		       errors::exists);
		EXPECT(hidden(alive) == 1);
		auto second = TRY(MiscDevice<Idle>::register_device("rusty_selftest_c", 0600, alive));
		EXPECT(hidden(alive) == 2);
	}
	EXPECT(hidden(alive) == 0 && MiscDevice<Idle>::register_device("rusty_selftest_b", 0600, alive).ok());
	return {};
}

Outcome device_of_the_module_is_registered_once()
{
	int alive = 0;
	MiscDevice<Idle, Lifetime::module> device("rusty_selftest_d", alive);
	EXPECT(hidden(alive) == 1 && !device.registered() && !device.deregister_device());
	TRY(device.register_device(0600));
	EXPECT(device.registered() && device.register_device(0600).error() == errors::busy);
	EXPECT(device.deregister_device() && !device.deregister_device() && !device.registered());
	TRY(device.register_device(0600));
	return {};
}

Outcome names_are_made_of_numbers()
{
	EXPECT(Text::terminated(TRY(DeviceName::format("lamp{}", hidden(3))).text()) == "lamp3");
	EXPECT(DeviceName::format("a_name_of_more_than_thirty-one_bytes{}", 1).error() ==
	       errors::name_too_long);
	return {};
}

constexpr Test misc_tests[] = {
	{"misc device: is there from registering until its handle goes", device_is_registered_and_goes},
	{"misc device: a second one of the same name is EEXIST", device_name_is_taken_once},
	{"misc device: one of the module's lifetime can be registered, once at a time",
	 device_of_the_module_is_registered_once},
	{"misc device: a name can hold a number", names_are_made_of_numbers},
};

} // namespace
} // namespace selftest
