// SPDX-License-Identifier: GPL-2.0-only
// Platform drivers: the devices that they are bound to and when, what they have of one, and devices of a module's own.
#include "kernel/platform/platform.hpp"

#include <cerrno>
#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

// (What shim.c makes of host_test.module.h.)
extern "C" const platform_device_id platform_table[] __asm__("platform_ids_lid");
const platform_device_id platform_table[] = {{11, "lid"}, {12, "cover"}, {}};
extern "C" const acpi_device_id acpi_table[] __asm__("acpi_ids_lid");
const acpi_device_id acpi_table[] = {{21, "RSTY0001"}, {0, "RSTY0002"}, {}};
extern "C" const of_device_id of_table[] __asm__("of_ids_lid");
const of_device_id of_table[] = {{reinterpret_cast<const void *>(31), "rusty,lid"}, {}};

namespace
{

std::string events;
Result<void> refusal;

std::string string_of(Text text)
{
	return {text.data(), text.size()};
}

struct Lid : Pinned {
	Lid(PlatformDevice device, unsigned long number) : device(device)
	{
		events += " +" + string_of(device.name()) + ":" + std::to_string(number);
	}
	~Lid() { events += " -" + string_of(device.name()); }
	static Result<Box<Lid>> probe(PlatformId id, PlatformDevice device)
	{
		auto lid = TRY(Box<Lid>::make(Gfp::kernel, device, id.driver_data));
		TRY(refusal);
		return lid;
	}
	Result<void> suspend()
	{
		events += " suspend";
		return refusal;
	}
	Result<void> resume()
	{
		events += " resume";
		return {};
	}
	PlatformDevice device;
};

constexpr PlatformIds all_ids = platform_ids::lid | acpi_ids::lid | of_ids::lid;

struct Bus : Fresh {
	Bus()
	{
		events.clear();
		refusal = {};
	}
};

// One that has registers and an interrupt.
constexpr Register<u32, 0x8> control;
struct Chip : Pinned {
	static Result<Box<Chip>> probe(PlatformDevice device, std::string &common)
	{
		auto registers = TRY(PlatformMemory<0x10>::map(device, 0));
		auto chip = TRY(Box<Chip>::make(Gfp::kernel, kernel::move(registers)));
		TRY(chip->irq_.request(TRY(device.get_irq(0)), "chip"));
		chip->registers_.write(control, 1);
		common += string_of(device.name());
		return chip;
	}
	explicit Chip(PlatformMemory<0x10> &&registers) : registers_(kernel::move(registers)) {}
	IrqReturn handle()
	{
		registers_.write(control, registers_.read(control) + 1);
		return IrqReturn::handled;
	}
	PlatformMemory<0x10> registers_;
	Irq<&Chip::handle> irq_{*this};
};
constexpr PlatformIds chip_ids({"chip", nullptr, nullptr, nullptr}, PlatformIds::none);

} // namespace

TEST_CASE_METHOD(Bus,
		 "a platform driver is bound to what its tables name, and is told the number beside the name")
{
	fake::PlatformDevice lid("lid"), firmware("RSTY0001:00", "RSTY0001"), second("x", "RSTY0002"),
		tree("node", "", "rusty,lid"), foreign("other", "RSTY0003", "rusty,other");
	PlatformDriver<Lid> driver(all_ids);
	CHECK(lid.probed == -ENODEV);
	REQUIRE(driver.register_driver().ok());
	CHECK(events == " +lid:11 +RSTY0001:00:21 +x:0 +node:31");
	CHECK(foreign.probed == -ENODEV);
	const fake::PlatformDevice cover("cover");
	CHECK(events == " +lid:11 +RSTY0001:00:21 +x:0 +node:31 +cover:12");
	CHECK(driver.register_driver().error() == errors::busy);
	PlatformDriver<Lid> again(acpi_ids::lid);
	CHECK(again.register_driver().error() == errors::busy);
	CHECK(again.register_driver().error() == errors::busy);
}

TEST_CASE_METHOD(Bus, "the entry of a driver that had the device before is not taken for one's own")
{
	static const platform_device_id of_another[] = {{99, "device"}, {}};
	fake::PlatformDevice device("device", "RSTY0001");
	device.id_entry = of_another;
	PlatformDriver<Lid> driver(all_ids);
	REQUIRE(driver.register_driver().ok());
	CHECK(events == " +device:21");
	PlatformDriver<Lid> by_name(PlatformIds({"named", nullptr, nullptr, nullptr}, PlatformIds::none));
	REQUIRE(by_name.register_driver().ok());
	const fake::PlatformDevice named("named", "RSTY0009");
	CHECK(events == " +device:21 +named:0");
}

TEST_CASE_METHOD(Bus, "what probe of a platform device has made goes with its device, or with the driver")
{
	fake::PlatformDevice lid("lid");
	{
		PlatformDriver<Lid> driver(platform_ids::lid);
		REQUIRE(driver.register_driver().ok());
		fake::unbind(lid);
		CHECK(events == " +lid:11 -lid");
		fake::bind(lid);
		{
			const fake::PlatformDevice cover("cover");
		}
		CHECK(events == " +lid:11 -lid +lid:11 +cover:12 -cover");
	}
	CHECK(events == " +lid:11 -lid +lid:11 +cover:12 -cover -lid");
	CHECK(fake::live_allocations() == 0);
}

TEST_CASE_METHOD(Bus, "what probe of a platform device cannot make is an errno, and nothing is left of it")
{
	fake::PlatformDevice lid("lid");
	refusal = Errno(EIO);
	PlatformDriver<Lid> driver(platform_ids::lid);
	fake::fail_allocation(1);
	CHECK(driver.register_driver().error() == errors::no_memory);
	fake::fail_allocation(0);
	REQUIRE(driver.register_driver().ok());
	CHECK(lid.probed == -EIO);
	CHECK(events == " +lid:11 -lid");
	refusal = {};
	fake::fail_allocation(1);
	fake::bind(lid);
	CHECK(lid.probed == -ENOMEM);
	fake::bind(lid);
	CHECK(lid.probed == 0);
}

TEST_CASE_METHOD(Bus, "a platform driver is told of the system's sleep, and can keep it awake")
{
	fake::PlatformDevice lid("lid");
	PlatformDriver<Lid> driver(platform_ids::lid);
	REQUIRE(driver.register_driver().ok());
	events.clear();
	CHECK(fake::suspend(lid) == 0);
	CHECK(fake::resume(lid) == 0);
	refusal = errors::busy;
	CHECK(fake::suspend(lid) == -EBUSY);
	CHECK(events == " suspend resume suspend");
}

TEST_CASE_METHOD(Bus, "a module's own platform device comes and goes, with what it has")
{
	fake::IoMemory memory(0xfe000000, 0x20);
	std::string common;
	PlatformDriver<Chip, std::string> driver(chip_ids, common);
	REQUIRE(driver.register_driver().ok());
	{
		const PlatformResource resources[] = {PlatformResource::memory(0xfe000000, 0x20),
						      PlatformResource::irq(7)};
		PlatformDeviceRegistration device, other;
		REQUIRE(device.register_device("chip", 3, resources).ok());
		CHECK(common == "chip.3");
		CHECK(device.device().id() == 3);
		CHECK(memory.value(8, 4) == 1);
		CHECK(fake::raise_irq(7) == 1);
		CHECK(memory.value(8, 4) == 2);
		CHECK(device.register_device("chip", 4).error() == errors::busy);
		CHECK(other.register_device("chip", 3).error() == errors::exists);
		// Its memory is the first one's.
		REQUIRE(other.register_device("chip", platform_devid::automatic, resources).ok());
		CHECK(fake::platform_device_named("chip.0.auto")->probed == -EBUSY);
		other.unregister();
		other.unregister();
		CHECK(fake::platform_device_named("chip.0.auto") == nullptr);
	}
	CHECK(fake::platform_device_named("chip.3") == nullptr);
	CHECK(memory.mapped == 0);
	CHECK(fake::irq_requests(7) == 0);
}

TEST_CASE_METHOD(Bus, "a platform device that is not as its driver needs it has no driver")
{
	fake::IoMemory memory(0xfe000000, 0x20);
	std::string common;
	PlatformDriver<Chip, std::string> driver(chip_ids, common);
	REQUIRE(driver.register_driver().ok());
	const auto probed = [](Span<const PlatformResource> resources, int irq_error = 0) {
		PlatformDeviceRegistration device;
		REQUIRE(device.register_device("chip", platform_devid::none, resources).ok());
		fake::PlatformDevice &found = *fake::platform_device_named("chip");
		found.irq_error = irq_error;
		fake::unbind(found);
		fake::bind(found);
		return found.probed;
	};
	const PlatformResource none[] = {PlatformResource::irq(7)};
	const PlatformResource small[] = {PlatformResource::memory(0xfe000000, 0xf),
					  PlatformResource::irq(7)};
	const PlatformResource silent[] = {PlatformResource::memory(0xfe000000, 0x10)};
	const PlatformResource zero[] = {PlatformResource::memory(0xfe000000, 0x10),
					 PlatformResource::irq(0)};
	const PlatformResource good[] = {PlatformResource::memory(0xfe000000, 0x10),
					 PlatformResource::irq(7)};
	CHECK(probed(none) == -ENXIO);
	CHECK(probed(small) == -ENXIO);
	CHECK(probed(silent) == -ENXIO);
	CHECK(probed(zero) == -ENXIO);
	CHECK(probed(good, -517) == -517);
	CHECK(probed(good) == 0);
	CHECK(common == "chipchipchip");
}

TEST_CASE_METHOD(Bus, "a platform device without a name, or with a resource that is none, is refused")
{
	PlatformDeviceRegistration device;
	const PlatformResource empty[] = {PlatformResource::memory(0xfe000000, 0)};
	const PlatformResource beyond[] = {PlatformResource::memory(~u64{0}, 2)};
	CHECK(device.register_device("").error() == errors::invalid);
	CHECK(device.register_device("chip", 0, empty).error() == errors::invalid);
	CHECK(device.register_device("chip", 0, beyond).error() == errors::invalid);
	fake::fail_allocation(1);
	CHECK(device.register_device("chip").error() == errors::no_memory);
	fake::fail_allocation(0);
	CHECK(device.register_device("chip").ok());
	CHECK(device.device().id() == platform_devid::none);
}
