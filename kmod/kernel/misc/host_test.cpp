// SPDX-License-Identifier: GPL-2.0-only
// Misc devices: registered when they are whole, by their names, several of a class and of several classes.
#include <cerrno>
#include <string>

#include "kernel/misc/host_test_lamp.hpp"

using namespace kernel;

namespace
{

// Without state, attributes or anything else.
struct Plain : Removable {
	using Operations = FileOperations<operation::read>;
	Result<size_t> read(UserWriter to)
	{
		TRY(to.write("plain"));
		return size_t{5};
	}
};

Result<MiscDevice<Lamp>> lamp(char name)
{
	const auto called = DeviceName::format("lamp-{}", static_cast<int>(name - 'a'));
	return MiscDevice<Lamp>::register_device(called.value(), 0640, name);
}

} // namespace

TEST_CASE_METHOD(Misc, "a counted device is registered as long as its owner is there")
{
	fake::module_lives(true);
	{
		auto made = MiscDevice<Lamp>::register_device("lamp", 0640, 'a', 7);
		REQUIRE(made.ok());
		miscdevice *const raw = fake::registered();
		REQUIRE(raw != nullptr);
		CHECK(std::string(raw->name) == "lamp");
		CHECK(raw->mode == 0640);
		CHECK(raw->groups == nullptr);
		CHECK(made.value()->level == 7);
		CHECK((*made.value()).name == 'a');
		const auto moved = kernel::move(made).value();
		CHECK(fake::registered() == raw);
		CHECK(fake::OpenMisc(raw).read() == "a");
	}
	CHECK(fake::registered() == nullptr);
	CHECK(Lives::destroyed == "a");
}

TEST_CASE_METHOD(Misc, "whichever allocation fails, nothing is registered or left")
{
	const unsigned int allocations = with_each_failing_allocation([] {
		// (The lamp's own page is made by its constructor, where it is a BUG if it fails.)
		auto made = MiscDevice<Plain>::register_device("plain", 0600);
		CHECK(made.ok() == !fake::allocation_failed());
		CHECK((made.ok() || made.error() == errors::no_memory));
		CHECK((fake::registered() != nullptr) == made.ok());
	});
	CHECK(allocations == 1);
}

TEST_CASE_METHOD(Misc, "a device that is refused is the errno, destroyed once, and never taken back")
{
	fake::module_lives(true);
	fake::refuse_registration(-EBUSY);
	CHECK(MiscDevice<Lamp>::register_device("lamp", 0640, 'a').error() == errors::busy);
	CHECK(Lives::destroyed == "a");
	CHECK(fake::live_allocations() == 0);
	fake::refuse_registration(0);
	auto first = MiscDevice<Lamp>::register_device("lamp", 0640, 'b');
	REQUIRE(first.ok());
	CHECK(MiscDevice<Lamp>::register_device("lamp", 0640, 'c').error() == errors::exists);
	CHECK(Lives::destroyed == "ac");
	CHECK(fake::OpenMisc(fake::registered()).read() == "b");
}

TEST_CASE_METHOD(Misc,
		 "a device can be used from within its registration on, until its deregistration returns")
{
	fake::module_lives(true);
	std::string used;
	const auto use = [&] { used += fake::OpenMisc(fake::registered("lamp")).read(); };
	fake::on_register(use);
	fake::on_deregister(use);
	(void)MiscDevice<Lamp>::register_device("lamp", 0640, 'a');
	// (In the second it is on its way out: it is opened, and gone.)
	CHECK(used == "a" + fake::errno_text(ENODEV));
}

TEST_CASE_METHOD(Misc, "several devices of a class, and of other classes beside them, are each their own")
{
	fake::module_lives(true);
	auto first = lamp('a');
	auto second = lamp('b');
	auto plain = MiscDevice<Plain>::register_device("plain", 0600);
	MiscDevice<FixedLamp, Lifetime::module> fixed("fixed", 'f');
	REQUIRE((first.ok() && second.ok() && plain.ok()));
	REQUIRE(fixed.register_device(0600).ok());
	fake::OpenMisc of_first(fake::registered("lamp-0"));
	fake::OpenMisc of_second(fake::registered("lamp-1"));
	fake::OpenMisc of_plain(fake::registered("plain"));
	fake::OpenMisc of_fixed(fake::registered("fixed"));
	CHECK(of_first.write("four") == 4);
	CHECK(of_second.write("two") == 3);
	CHECK((of_first.ioctl(0, 0) == 401 && of_first.ioctl(0, 0) == 402));
	CHECK(of_second.ioctl(0, 0) == 301);
	CHECK(of_fixed.ioctl(0, 0) == 101);
	CHECK(of_first.read() + of_second.read() + of_fixed.read() + of_plain.read() == "abfplain");
	CHECK(of_plain.write("x") == -EINVAL);
	CHECK(of_plain.raw()->f_op->poll == nullptr);
	CHECK(of_first.raw()->f_op == of_second.raw()->f_op);
	CHECK(of_first.raw()->f_op != of_fixed.raw()->f_op);
	{
		const auto gone = kernel::move(first).value();
	}
	CHECK(of_first.ioctl(0, 0) == -ENODEV);
	CHECK(of_second.ioctl(0, 0) == 302);
	of_first.close();
	CHECK(Lives::destroyed == "a");
	of_second.close();
	of_plain.close();
	of_fixed.close();
	fake::module_lives(false);
}

TEST_CASE_METHOD(Misc, "a device of the module is registered once, from its registration until it is taken "
		       "back or destroyed")
{
	{
		MiscDevice<FixedLamp, Lifetime::module> device("lamp", 'a');
		CHECK_FALSE(device.deregister_device());
		CHECK(fake::registered() == nullptr);
		REQUIRE(device.register_device(0640).ok());
		CHECK(fake::registered()->mode == 0640);
		CHECK(device.register_device(0600).error() == errors::busy);
		CHECK(fake::registered()->mode == 0640);
		CHECK(fake::OpenMisc(fake::registered()).read() == "a");
		CHECK(device.deregister_device());
		CHECK(fake::registered() == nullptr);
		CHECK_FALSE(device.deregister_device());
		fake::refuse_registration(-EEXIST);
		CHECK(device.register_device(0600).error() == errors::exists);
		CHECK_FALSE(device.deregister_device());
		fake::refuse_registration(0);
		REQUIRE(device.register_device(0600).ok());
		CHECK(device->name == 'a');
	}
	CHECK(fake::registered() == nullptr);
	CHECK(Lives::destroyed == "a");
}

TEST_CASE_METHOD(Misc, "a device of the module that is deregistered while the module stays causes a warning")
{
	{
		MiscDevice<FixedLamp, Lifetime::module> device("lamp", 'a');
		REQUIRE(device.register_device(0600).ok());
		fake::module_lives(true);
	}
	const auto warnings = fake::take_warnings();
	REQUIRE(warnings.size() == 1);
	CHECK(warnings[0].find("a Lifetime::module device goes before its module") != std::string::npos);
	{
		// Not one that was never registered, nor a counted one.
		MiscDevice<FixedLamp, Lifetime::module> unregistered("lamp", 'b');
		auto counted = MiscDevice<Lamp>::register_device("counted", 0600, 'c');
		REQUIRE(counted.ok());
	}
	CHECK(fake::take_warnings().empty());
}
