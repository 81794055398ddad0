// SPDX-License-Identifier: GPL-2.0-only
// A device's own objects of ACPI, and its events.
#include "kernel/acpi/device.hpp"
#include "kernel/acpi/notify.hpp"

#include <cerrno>
#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

struct Lid : Pinned {
	explicit Lid(std::string &seen) : seen(seen) {}
	void notify(u32 value) { seen += " " + std::to_string(value); }
	void other(u32 value) { seen += " other " + std::to_string(value); }
	std::string &seen;
	AcpiNotify<&Lid::notify> notify_{*this};
	AcpiNotify<&Lid::other> other_{*this};
};

struct Firmware : Fresh {
	device raw{}, unknown{};
	fake::AcpiTree passed;
	Firmware()
	{
		fake::add_acpi("\\_SB.LID0", [](const auto &) { return fake::AcpiAnswer{LAYOUT_AE_TYPE}; });
		fake::add_acpi("\\_SB.LID0.GETB", [this](const auto &arguments) {
			passed = arguments.at(0);
			return fake::AcpiAnswer{0, {fake::acpi_integer(77)}};
		});
		fake::add_acpi("\\_SB.LID0.NAME", [](const auto &) {
			return fake::AcpiAnswer{0, {fake::acpi_string("lid")}};
		});
		fake::add_acpi("\\_SB.LID0.NONE", [](const auto &) { return fake::AcpiAnswer{}; });
		fake::set_acpi_companion(&raw, "\\_SB.LID0");
	}
};

} // namespace

TEST_CASE_METHOD(Firmware, "a device has the objects of ACPI that lie below it, by type")
{
	CHECK(AcpiDevice::of(Device(&unknown)).error() == errors::no_device);
	const AcpiDevice acpi = AcpiDevice::of(Device(&raw)).value();
	CHECK(acpi.handle().raw() == AcpiHandle::get("\\_SB.LID0").value().raw());
	CHECK(acpi.integer("GETB", 5).value() == 77);
	CHECK(passed == fake::acpi_integer(5));
	{
		const AcpiObject name = acpi.evaluate("NAME").value();
		CHECK(name.value().string().value() == "lid");
	}
	CHECK(acpi.integer("NAME").error() == acpi_errors::type);
	CHECK(acpi.integer("NONE").error() == acpi_errors::type);
	CHECK(acpi.integer("GONE").error() == acpi_errors::not_found);
	CHECK(acpi.call("NONE").ok());
	CHECK(acpi.call("GETB", "text").ok());
	CHECK(acpi.call("GONE").error() == Errno(ENOENT));
	fake::fail_allocation(1);
	CHECK(acpi.integer("GETB", 5).error().to_errno() == errors::no_memory);
	fake::fail_allocation(0);
	CHECK(fake::live_allocations() == 0);
}

TEST_CASE_METHOD(Firmware, "events of a device of ACPI call their owner, until it goes")
{
	const AcpiHandle handle = AcpiDevice::of(Device(&raw)).value().handle();
	std::string seen;
	{
		Lid lid(seen), second(seen);
		CHECK(fake::notify_acpi("\\_SB.LID0", 0x80) == 0);
		REQUIRE(lid.notify_.install(handle).ok());
		CHECK(lid.notify_.install(handle).error() == errors::busy);
		CHECK(second.notify_.install(handle).error() == errors::exists);
		fake::fail_allocation(1);
		CHECK(lid.other_.install(handle).error() == errors::no_memory);
		fake::fail_allocation(0);
		CHECK(fake::notify_acpi("\\_SB.LID0", 128) == 1);
		REQUIRE(lid.other_.install(handle).ok());
		CHECK(fake::notify_acpi("\\_SB.LID0", 1) == 2);
		lid.notify_.remove();
		lid.notify_.remove();
		CHECK(fake::notify_acpi("\\_SB.LID0", 2) == 1);
		CHECK(seen == " 128 1 other 1 other 2");
	}
	CHECK(fake::notify_acpi("\\_SB.LID0", 3) == 0);
}
