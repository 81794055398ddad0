// SPDX-License-Identifier: GPL-2.0-only
// Classes, and devices of them that have no node: registered when they are whole, destroyed when nobody holds them.
#include <atomic>
#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "kernel/core/parse.hpp"
#include "kernel/device/class_device.hpp"
#include "kernel/sysfs/attribute.hpp"
#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

std::string destroyed;

struct Lamp : Removable {
	using Operations = DeviceOperations<operation::uevent, operation::suspend, operation::resume>;
	explicit Lamp(char name) : name(name) {}
	~Lamp() { destroyed += name; }
	Result<void> show_level(TextWriter &text) const
	{
		text.print("{}", level);
		return {};
	}
	Result<void> store_level(Text text)
	{
		level = TRY(parse<int>(text));
		return {};
	}
	Result<void> suspend()
	{
		if (asleep)
			return errors::busy;
		asleep = true;
		return {};
	}
	Result<void> resume()
	{
		if (!asleep)
			return errors::busy;
		asleep = false;
		return {};
	}
	Result<void> uevent(UeventEnv &env) const
	{
		if (first)
			sent = ClassDevice<Lamp>::send_change_uevent(const_cast<Lamp &>(*this)).error();
		first = false;
		if (level < 0)
			return Errno(EDOM);
		TRY(env.add("LEVEL", "{} of {}", level, 10));
		if (level < 1000)
			return env.add("NAME", "{}", Text(&name, 1));
		char many[200];
		for (char &each : many)
			each = 'm';
		return env.add("MANY", "{}", Text(many, sizeof(many)));
	}
	static constexpr Attribute<Lamp> attributes[] = {
		{"level", 0644, &Lamp::show_level, &Lamp::store_level},
	};
	char name;
	int level = 3;
	bool asleep = false;
	mutable bool first = true;
	mutable Errno sent{0};
};

struct Plain : Removable {
};

struct Devices : Fresh {
	Devices() { destroyed.clear(); }
};

} // namespace

TEST_CASE_METHOD(Devices, "a class is there from create() until its end, once")
{
	{
		DeviceClass lamps;
		CHECK(fake::classes().empty());
		CHECK(ClassDevice<Plain>::register_device(lamps, "early").error() == errors::invalid);
		REQUIRE(lamps.create("lamp").ok());
		CHECK(lamps.create("other").error() == errors::busy);
		DeviceClass same;
		CHECK(same.create("lamp").error() == errors::exists);
		CHECK(fake::classes() == "lamp:");
		auto first = ClassDevice<Lamp>::register_device(lamps, "lamp0", 'a');
		auto second = ClassDevice<Plain>::register_device(lamps, "lamp1");
		REQUIRE((first.ok() && second.ok()));
		CHECK(fake::classes() == "lamp: lamp0 lamp1");
		CHECK((*first.value()).name == 'a');
		const auto moved = kernel::move(first).value();
		CHECK(fake::classes() == "lamp: lamp0 lamp1");
		CHECK(moved->level == 3);
	}
	CHECK(fake::classes().empty());
	CHECK(destroyed == "a");
}

TEST_CASE_METHOD(Devices, "whichever allocation fails, no class and no device is left")
{
	const unsigned int allocations = with_each_failing_allocation([] {
		DeviceClass lamps;
		const auto created = lamps.create("lamp");
		if (created.ok()) {
			auto made = ClassDevice<Lamp>::register_device(lamps, "lamp0", 'a');
			CHECK(made.ok() == !fake::allocation_failed());
			CHECK((made.ok() || made.error() == errors::no_memory));
			CHECK((fake::device_named("lamp0") != nullptr) == made.ok());
		} else {
			CHECK(created.error() == errors::no_memory);
		}
	});
	CHECK(allocations == 4);
}

TEST_CASE_METHOD(Devices, "a device that is refused is the errno, and destroyed once")
{
	DeviceClass lamps;
	REQUIRE(lamps.create("lamp").ok());
	auto first = ClassDevice<Lamp>::register_device(lamps, "lamp", 'a');
	CHECK(ClassDevice<Lamp>::register_device(lamps, "lamp", 'b').error() == errors::exists);
	CHECK(destroyed == "b");
	fake::refuse_devices(-EBUSY);
	CHECK(ClassDevice<Lamp>::register_device(lamps, "other", 'c').error() == errors::busy);
	CHECK(destroyed == "bc");
	CHECK(fake::classes() == "lamp: lamp");
}

TEST_CASE_METHOD(Devices, "a device has the files that it lists, of the device that is its own")
{
	DeviceClass lamps;
	REQUIRE(lamps.create("lamp").ok());
	auto first = ClassDevice<Lamp>::register_device(lamps, "lamp0", 'a');
	auto second = ClassDevice<Lamp>::register_device(lamps, "lamp1", 'b');
	CHECK(fake::store_attribute(fake::device_named("lamp1"), "level", "5\n") == 2);
	CHECK(fake::show_attribute(fake::device_named("lamp0"), "level") == "3\n");
	CHECK(fake::show_attribute(fake::device_named("lamp1"), "level") == "5\n");
	CHECK(second.value()->level == 5);
}

TEST_CASE_METHOD(Devices, "a device that somebody in the kernel holds lives on, and its class waits for it")
{
	auto lamps = std::make_unique<DeviceClass>();
	REQUIRE(lamps->create("lamp").ok());
	auto made = std::make_unique<Result<ClassDevice<Lamp>>>(
		ClassDevice<Lamp>::register_device(*lamps, "lamp0", 'a'));
	fake::ClassedDevice *const held = fake::device_named("lamp0");
	fake::get_device(held);
	const Lamp &lamp = *made->value();
	made.reset();
	CHECK(fake::device_named("lamp0") == nullptr);
	CHECK(lamp.removed());
	CHECK(destroyed.empty());
	std::atomic<fake::Task *> task = nullptr;
	std::atomic<bool> gone = false;
	std::thread ending([&] {
		task = fake::current_task();
		lamps.reset();
		gone = true;
	});
	while (task == nullptr || !fake::is_asleep(task))
		std::this_thread::yield();
	CHECK_FALSE(gone);
	CHECK(fake::classes() == "lamp:");
	shim_put_device(held);
	ending.join();
	CHECK(destroyed == "a");
	CHECK(fake::classes().empty());
}

TEST_CASE_METHOD(Devices, "events carry what the device adds, from registering to the end")
{
	DeviceClass lamps;
	REQUIRE(lamps.create("lamp").ok());
	{
		auto lamp = ClassDevice<Lamp>::register_device(lamps, "lamp0", 'a');
		auto plain = ClassDevice<Plain>::register_device(lamps, "lamp1");
		REQUIRE((lamp.ok() && plain.ok()));
		CHECK(fake::take_uevents() == "add lamp0 LEVEL=3 of 10 NAME=a; add lamp1");
		lamp.value()->level = 5;
		CHECK(ClassDevice<Lamp>::send_change_uevent(*lamp.value()).ok());
		CHECK(ClassDevice<Plain>::send_change_uevent(*plain.value()).ok());
		CHECK(fake::take_uevents() == "change lamp0 LEVEL=5 of 10 NAME=a; change lamp1");
		fake::limit_uevents(10);
		CHECK(ClassDevice<Lamp>::send_change_uevent(*lamp.value()).error() == errors::no_memory);
		fake::limit_uevents(100);
		lamp.value()->level = -1;
		CHECK(ClassDevice<Lamp>::send_change_uevent(*lamp.value()).error() == Errno(EDOM));
		lamp.value()->level = 1000;
		CHECK(ClassDevice<Lamp>::send_change_uevent(*lamp.value()).error() == errors::no_memory);
		lamp.value()->level = 0;
		fake::take_uevents();
	}
	CHECK(fake::take_uevents() == "remove lamp1; remove lamp0 LEVEL=0 of 10 NAME=a");
}

TEST_CASE_METHOD(Devices,
		 "a device that is not registered sends no event, and one that goes waits for those it sends")
{
	auto lamps = std::make_unique<DeviceClass>();
	REQUIRE(lamps->create("lamp").ok());
	auto made = std::make_unique<Result<ClassDevice<Lamp>>>(
		ClassDevice<Lamp>::register_device(*lamps, "lamp0", 'a'));
	fake::ClassedDevice *const held = fake::device_named("lamp0");
	fake::get_device(held);
	Lamp &lamp = *made->value();
	CHECK(lamp.sent == errors::no_device); // (from within the first event)
	std::atomic<bool> gone = false;
	std::thread ending;
	fake::on_change_uevent([&] {
		ending = std::thread([&] {
			made.reset();
			gone = true;
		});
		std::this_thread::sleep_for(std::chrono::milliseconds(20));
		CHECK_FALSE(gone);
	});
	CHECK(ClassDevice<Lamp>::send_change_uevent(lamp).ok());
	ending.join();
	fake::on_change_uevent(nullptr);
	CHECK(ClassDevice<Lamp>::send_change_uevent(lamp).error() == errors::no_device);
	shim_put_device(held);
}

TEST_CASE_METHOD(Devices, "a device sleeps and wakes with the system, its errors are the kernel's, and one "
			  "that is gone does neither")
{
	DeviceClass lamps;
	REQUIRE(lamps.create("lamp").ok());
	auto made = std::make_unique<Result<ClassDevice<Lamp>>>(
		ClassDevice<Lamp>::register_device(lamps, "lamp0", 'a'));
	auto plain = ClassDevice<Plain>::register_device(lamps, "lamp1");
	CHECK(fake::device_named("lamp1")->type->pm == nullptr);
	fake::ClassedDevice *const raw = fake::device_named("lamp0");
	const dev_pm_ops &pm = *raw->type->pm;
	Lamp &lamp = *made->value();
	for (const auto down : {pm.suspend, pm.freeze, pm.poweroff}) {
		CHECK(down(raw) == 0);
		CHECK(lamp.asleep);
		CHECK(pm.resume(raw) == 0);
		CHECK_FALSE(lamp.asleep);
	}
	for (const auto up : {pm.thaw, pm.restore}) {
		CHECK(pm.suspend(raw) == 0);
		CHECK(up(raw) == 0);
		CHECK_FALSE(lamp.asleep);
	}
	CHECK(pm.resume(raw) == -EBUSY); // (it is awake already)
	CHECK(pm.suspend(raw) == 0);
	CHECK(pm.suspend(raw) == -EBUSY);
	fake::get_device(raw);
	made.reset();
	CHECK(pm.resume(raw) == 0);
	CHECK(lamp.asleep);
	shim_put_device(raw);
	CHECK(destroyed == "a");
}
