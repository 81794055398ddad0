// SPDX-License-Identifier: GPL-2.0-only
// Classes, and devices of them that have no node: registered when they are whole, destroyed when nobody holds them.
#include <atomic>
#include <cerrno>
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
	static constexpr Attribute<Lamp> attributes[] = {
		{"level", 0644, &Lamp::show_level, &Lamp::store_level},
	};
	char name;
	int level = 3;
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
