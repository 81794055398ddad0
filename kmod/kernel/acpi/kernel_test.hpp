// SPDX-License-Identifier: GPL-2.0-only
// ACPI in the kernel: the objects that it makes itself on every machine, \_OS_, \_REV and \_OSI, and one that a PC's firmware has.
#pragma once

#include "kernel/acpi/device.hpp"
#include "kernel/acpi/notify.hpp"
#include "kernel/device/class_device.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

constexpr Text no_acpi = "this machine has no ACPI, or acpi=off";

Outcome acpi_objects_by_type()
{
	if (!acpi_enabled())
		return Outcome::skipped(no_acpi);
	const AcpiObject name = TRY(TRY(AcpiHandle::get("\\_OS_")).evaluate());
	EXPECT(name.has_value() && name.value().type() == AcpiType::string);
	EXPECT(TRY(name.value().string()) == "Microsoft Windows NT");
	EXPECT(name.value().integer().error() == acpi_errors::type);
	const AcpiObject revision = TRY(TRY(AcpiHandle::get("\\_REV")).evaluate());
	EXPECT(TRY(revision.value().integer()) != 0);
	EXPECT(revision.value().string().error() == acpi_errors::type);
	EXPECT(revision.value().package().error() == acpi_errors::type);
	return {};
}

// (\_OSI is a method that knows the names of operating systems.)
Outcome acpi_method_with_arguments()
{
	if (!acpi_enabled())
		return Outcome::skipped(no_acpi);
	const AcpiHandle osi = TRY(TRY(AcpiHandle::get("\\")).get_relative("_OSI"));
	const AcpiObject known = TRY(osi.evaluate("Windows 2001"));
	EXPECT((TRY(known.value().integer()) & 0xffffffff) == 0xffffffff);
	const AcpiObject unknown = TRY(osi.evaluate(Text("Windows 2001 and more", 11)));
	EXPECT(TRY(unknown.value().integer()) == 0);
	const u8 bytes[] = {1, 2, 3};
	EXPECT(osi.evaluate(Span<const u8>(bytes)).error() == acpi_errors::type);
	return {};
}

Outcome acpi_package_of_integers()
{
	if (!acpi_enabled())
		return Outcome::skipped(no_acpi);
	const auto soft_off = AcpiHandle::get("\\_S5");
	if (!soft_off.ok())
		return Outcome::skipped("this machine's firmware does not switch it off");
	const AcpiObject object = TRY(soft_off.value().evaluate());
	const AcpiPackage package = TRY(object.value().package());
	EXPECT(package.size() != 0);
	EXPECT(TRY(package.at(0)).integer().ok());
	EXPECT(package.at(package.size()).error() == acpi_errors::limit);
	return {};
}

Outcome acpi_errors_have_names()
{
	EXPECT(acpi_errors::not_found.name() == "AE_NOT_FOUND");
	if (!acpi_enabled()) {
		EXPECT(AcpiHandle::get("\\_SB.NONE").error().to_errno() == errors::no_device);
		return {};
	}
	EXPECT(AcpiHandle::get("\\_SB.NONE").error() == acpi_errors::not_found);
	EXPECT(AcpiHandle::get("_SB").error().name() == "AE_BAD_PARAMETER");
	EXPECT(TRY(AcpiHandle::get("\\_SB")).evaluate().error() == acpi_errors::type);
	return {};
}

struct AcpiListener : Pinned {
	void notify(u32) {}
	AcpiNotify<&AcpiListener::notify> notify_{*this};
};

// (Events themselves need a device that has some: a driver's test brings one.)
Outcome acpi_handlers_come_and_go()
{
	if (!acpi_enabled())
		return Outcome::skipped(no_acpi);
	const AcpiHandle bus = TRY(AcpiHandle::get("\\_SB"));
	for (int times = 0; times < 2; ++times) {
		AcpiListener first, second;
		TRY(first.notify_.install(bus));
		EXPECT(first.notify_.install(bus).error() == errors::busy);
		EXPECT(second.notify_.install(bus).error() == errors::exists);
		first.notify_.remove();
		TRY(second.notify_.install(bus));
	}
	EXPECT(AcpiListener().notify_.install(TRY(AcpiHandle::get("\\_OS_"))).error() == errors::invalid);
	return {};
}

class AcpiStranger : public Removable
{
};

Outcome acpi_device_that_is_none()
{
	DeviceClass strangers;
	TRY(strangers.create("rusty_selftest_acpi"));
	auto stranger = TRY(ClassDevice<AcpiStranger>::register_device(strangers, "selftest_acpi"));
	const Device device(ClassHost<AcpiStranger>::of_device(*stranger).raw());
	EXPECT(AcpiDevice::of(device).error() == errors::no_device);
	return {};
}

constexpr Test acpi_tests[] = {
	{"acpi: a text and a number are read as what they are, and as nothing else", acpi_objects_by_type},
	{"acpi: a method sees the text that it is called with, and no more of it",
	 acpi_method_with_arguments},
	{"acpi: a package has its elements, and no more", acpi_package_of_integers},
	{"acpi: what is not there is AE_NOT_FOUND, by number and by name", acpi_errors_have_names},
	{"acpi: handlers of events come and go, one of each on a device", acpi_handlers_come_and_go},
	{"acpi: a device that the firmware does not know has no object", acpi_device_that_is_none},
};

} // namespace
} // namespace selftest
