// SPDX-License-Identifier: GPL-2.0-only
// Objects of ACPI: found, called with arguments of each type, and what they answer, by its type.
#include "kernel/acpi/acpi.hpp"

#include <utility>

#include "kernel/lock/spinlock.hpp"
#include "tests/kit/host/fresh.hpp"

using fake::acpi_buffer;
using fake::acpi_integer;
using fake::acpi_package;
using fake::acpi_string;
using fake::AcpiTree;
using kernel::AcpiHandle;
using kernel::AcpiObject;
using kernel::AcpiStatus;
using kernel::AcpiType;
using kernel::Errno;
using kernel::Result;
using kernel::Span;
using kernel::Text;
namespace acpi_errors = kernel::acpi_errors;
namespace errors = kernel::errors;

namespace
{

std::string string_of(Text text)
{
	return {text.data(), text.size()};
}

// An object that always answers this.
AcpiHandle answering(AcpiTree tree)
{
	fake::add_acpi("\\ANSW", [=](const auto &) { return fake::AcpiAnswer{0, {tree}}; });
	return AcpiHandle::get("\\ANSW").value();
}

} // namespace

TEST_CASE_METHOD(Fresh, "an object of ACPI is found by its path, whole or from another on")
{
	const auto nothing = [](const auto &) { return fake::AcpiAnswer{}; };
	fake::add_acpi("\\_SB.LID0", nothing);
	fake::add_acpi("\\_SB.LID0._LID", nothing);
	const auto lid = AcpiHandle::get("\\_SB.LID0");
	REQUIRE(lid.ok());
	CHECK(lid.error().ok());
	CHECK(lid.value().get_relative("_LID").ok());
	CHECK(lid.value().get_relative("_STA").error() == acpi_errors::not_found);
	CHECK(AcpiHandle::get("\\_SB.LID1").error() == acpi_errors::not_found);
	CHECK(AcpiHandle::get("_SB.LID0").error() == AcpiStatus(LAYOUT_AE_BAD_PARAMETER));
	CHECK(kernel::acpi_enabled());
	fake::disable_acpi();
	CHECK(!kernel::acpi_enabled());
	CHECK(AcpiHandle::get("\\_SB.LID0").error().to_errno() == errors::no_device);
}

TEST_CASE_METHOD(Fresh, "a method sees its arguments with their types")
{
	std::vector<AcpiTree> seen;
	fake::add_acpi("\\METH", [&](const auto &arguments) {
		seen = arguments;
		return fake::AcpiAnswer{};
	});
	const AcpiHandle method = AcpiHandle::get("\\METH").value();
	const u8 bytes[] = {0, 255, 7};
	REQUIRE(method.evaluate(-1, 0x123456789abcdefull, "text", Text("longer", 4), Span<const u8>(bytes),
				static_cast<u32>(-1), Text())
			.ok());
	CHECK(seen == std::vector<AcpiTree>{acpi_integer(~0ull), acpi_integer(0x123456789abcdef),
					    acpi_string("text"), acpi_string("long"),
					    acpi_buffer(std::string("\0\xff\7", 3)), acpi_integer(0xffffffff),
					    acpi_string("")});
	REQUIRE(method.evaluate().ok());
	CHECK(seen.empty());
	kernel::AcpiArgument three[3];
	three[1] = Text("b");
	REQUIRE(method.evaluate_with(three).ok());
	CHECK(seen == std::vector<AcpiTree>{acpi_integer(0), acpi_string("b"), acpi_integer(0)});
}

TEST_CASE_METHOD(Fresh, "what is answered is read by its type, and as no other")
{
	const AcpiObject integer = answering(acpi_integer(0x8000000000000001)).evaluate().value();
	CHECK(integer.has_value());
	CHECK(integer.value().type() == AcpiType::integer);
	CHECK(integer.value().integer().value() == 0x8000000000000001);
	CHECK(integer.value().string().error() == acpi_errors::type);
	CHECK(integer.value().buffer().error() == acpi_errors::type);
	CHECK(integer.value().package().error() == acpi_errors::type);

	const AcpiObject string = answering(acpi_string("a text")).evaluate().value();
	CHECK(string_of(string.value().string().value()) == "a text");
	CHECK(string.value().integer().error() == acpi_errors::type);

	const AcpiObject buffer = answering(acpi_buffer(std::string("\0\xff", 2))).evaluate().value();
	const Span<const u8> bytes = buffer.value().buffer().value();
	REQUIRE(bytes.size() == 2);
	CHECK(bytes.at(0).value() == 0);
	CHECK(bytes.at(1).value() == 255);

	const AcpiObject other = answering(AcpiTree{6}).evaluate().value();
	CHECK(static_cast<u32>(other.value().type()) == 6);
	CHECK(other.value().integer().error() == acpi_errors::type);
}

TEST_CASE_METHOD(Fresh, "a package holds values of any type, packages too, and no more than it says")
{
	const AcpiTree tree =
		acpi_package({acpi_integer(1), acpi_package({acpi_string("deep"), {}}), acpi_package({})});
	const AcpiObject object = answering(tree).evaluate().value();
	const kernel::AcpiPackage package = object.value().package().value();
	REQUIRE(package.size() == 3);
	CHECK(package.at(0).value().integer().value() == 1);
	const kernel::AcpiPackage inner = package.at(1).value().package().value();
	CHECK(string_of(inner.at(0).value().string().value()) == "deep");
	CHECK(inner.at(1).value().type() == AcpiType::any);
	CHECK(package.at(2).value().package().value().size() == 0);
	CHECK(package.at(3).error() == acpi_errors::limit);
}

TEST_CASE_METHOD(Fresh, "a method may answer nothing")
{
	fake::add_acpi("\\NONE", [](const auto &) { return fake::AcpiAnswer{}; });
	const AcpiObject object = AcpiHandle::get("\\NONE").value().evaluate().value();
	CHECK(!object.has_value());
	CHECK(object.value().type() == AcpiType::any);
	CHECK(object.value().integer().error() == acpi_errors::type);
}

TEST_CASE_METHOD(Fresh, "an answer is freed once, by its last owner")
{
	const AcpiHandle handle = answering(acpi_string("once"));
	{
		AcpiObject first = handle.evaluate().value();
		CHECK(fake::live_allocations() == 1);
		AcpiObject second = std::move(first);
		CHECK(!first.has_value());
		first = handle.evaluate().value();
		CHECK(fake::live_allocations() == 2);
		second = std::move(first);
		CHECK(fake::live_allocations() == 1);
		AcpiObject &same = second;
		second = std::move(same);
		CHECK(string_of(second.value().string().value()) == "once");
	}
	CHECK(fake::live_allocations() == 0);
	// (Beside an error, too.)
	fake::add_acpi("\\BOTH", [](const auto &) {
		return fake::AcpiAnswer{LAYOUT_AE_TIME, {acpi_integer(1)}};
	});
	CHECK(AcpiHandle::get("\\BOTH").value().evaluate().error() == AcpiStatus(LAYOUT_AE_TIME));
	with_each_failing_allocation([&] {
		const auto answer = handle.evaluate();
		CHECK(answer.ok() == !fake::allocation_failed());
		CHECK((answer.ok() || answer.error().to_errno() == errors::no_memory));
	});
}

TEST_CASE_METHOD(Fresh, "a status has the kernel's name, and an errno where a Result is returned")
{
	CHECK(string_of(acpi_errors::not_found.name()) == "AE_NOT_FOUND");
	CHECK(string_of(AcpiStatus(0).name()) == "AE_OK");
	const std::pair<unsigned int, int> errnos[] = {
		{0, 0},
		{LAYOUT_AE_ACCESS, EACCES},
		{LAYOUT_AE_ALREADY_EXISTS, EEXIST},
		{LAYOUT_AE_BAD_PARAMETER, EINVAL},
		{LAYOUT_AE_BAD_PATHNAME, EINVAL},
		{LAYOUT_AE_LIMIT, ERANGE},
		{LAYOUT_AE_NO_MEMORY, ENOMEM},
		{LAYOUT_AE_NOT_EXIST, ENODEV},
		{LAYOUT_AE_NOT_FOUND, ENOENT},
		{LAYOUT_AE_NO_NAMESPACE, ENODEV},
		{LAYOUT_AE_SUPPORT, EOPNOTSUPP},
		{LAYOUT_AE_TIME, ETIMEDOUT},
		{LAYOUT_AE_TYPE, EINVAL},
		{9999, EIO},
	};
	for (const auto &[status, error] : errnos)
		CHECK(AcpiStatus(status).to_errno() == Errno(error));
	const auto read = [](const char *path) -> Result<u64> {
		const AcpiObject object = TRY(TRY(AcpiHandle::get(path)).evaluate());
		return TRY(object.value().integer());
	};
	answering(acpi_integer(42));
	CHECK(read("\\ANSW").value() == 42);
	CHECK(read("\\NONE").error() == Errno(ENOENT));
	answering(acpi_string("42"));
	CHECK(read("\\ANSW").error() == errors::invalid);
}

TEST_CASE_METHOD(Fresh, "the fake kernel notices a task that evaluates under a spinlock")
{
	static constinit kernel::LockClass spin_class{"spin"};
	kernel::SpinLock<int> lock(spin_class, 1);
	const AcpiHandle handle = answering(acpi_integer(1));
	{
		const auto held = lock.lock();
		CHECK(handle.evaluate().ok());
	}
	CHECK(!fake::take_violations().empty());
}
