// SPDX-License-Identifier: GPL-2.0-only
// Classes, and devices of them without nodes, that come and go.
#pragma once

#include "kernel/device/class_device.hpp"
#include "kernel/device/device.hpp"
#include "kernel/sysfs/attribute.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

class ClassMember : public Removable
{
public:
	using Operations = DeviceOperations<operation::uevent>;
	explicit ClassMember(int &alive) : counted_(alive) {}
	Result<void> show_alive(TextWriter &text) const
	{
		text.append("yes");
		return {};
	}
	Result<void> uevent(UeventEnv &env) const
	{
		if (refuse)
			return errors::busy;
		++events;
		return env.add("RUSTY_SELFTEST", "{} of {}", events, alive());
	}
	int alive() const { return 2; }
	bool refuse = false;
	mutable int events = 0;
	static constexpr Attribute<ClassMember> attributes[] = {{"alive", 0444, &ClassMember::show_alive}};

private:
	Counted counted_;
};

// (The class's end waits for the last of its devices: what the kernel does later, with CONFIG_DEBUG_KOBJECT_RELEASE, has been done then.)
Outcome class_devices_come_and_go()
{
	int alive = 0;
	for (int times = 0; times < 3; ++times) {
		DeviceClass members;
		EXPECT(ClassDevice<ClassMember>::register_device(members, "selftest_early", alive).error() ==
		       errors::invalid);
		TRY(members.create("rusty_selftest_class"));
		EXPECT(members.create("rusty_selftest_class").error() == errors::busy);
		auto first = TRY(ClassDevice<ClassMember>::register_device(members, "selftest_a", alive));
		auto second = TRY(ClassDevice<ClassMember>::register_device(members, "selftest_b", alive));
		const auto moved = kernel::move(first);
		EXPECT(hidden(alive) == 2 && !moved->removed() && !second->removed());
	}
	EXPECT(hidden(alive) == 0);
	return {};
}

Outcome change_events_are_sent()
{
	using Member = ClassDevice<ClassMember>;
	int alive = 0;
	DeviceClass members;
	TRY(members.create("rusty_selftest_class"));
	auto member = TRY(Member::register_device(members, "selftest_a", alive));
	EXPECT(hidden(member->events) == 1);
	TRY(Member::send_change_uevent(*member));
	EXPECT(hidden(member->events) == 2);
	member->refuse = true;
	EXPECT(Member::send_change_uevent(*member).error() == errors::busy);
	EXPECT(hidden(member->events) == 2);
	return {};
}

Outcome device_has_a_name()
{
	int alive = 0;
	DeviceClass members;
	TRY(members.create("rusty_selftest_class"));
	auto member = TRY(ClassDevice<ClassMember>::register_device(members, "selftest_a", alive));
	const Device device(ClassHost<ClassMember>::of_device(*member).raw());
	EXPECT(device.name() == "selftest_a");
	dev_info(device, "a line about a device: {}", 42);
	return {};
}

constexpr Test device_tests[] = {
	{"device: a class and its devices come and go", class_devices_come_and_go},
	{"device: a change event asks the device for its variables", change_events_are_sent},
	{"device: it has its name, and the log lines about it", device_has_a_name},
};

} // namespace
} // namespace selftest
