// SPDX-License-Identifier: GPL-2.0-only
// Input devices: what they have and report, when their owner is called, what is left when they go.
#include "kernel/input/input.hpp"

#include <cerrno>
#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

struct Plain : Pinned {
	InputDevice<input::keys<BTN_SOUTH, KEY_POWER>, input::rel<REL_X, REL_WHEEL>,
		    input::abs<ABS_X, -128, 127>, input::abs<ABS_HAT0X, -1, 1, 1, 2, 3>>
		input_;
};

struct Pad : Pinned {
	explicit Pad(std::string &seen) : seen_(seen) {}
	Result<void> open()
	{
		seen_ += " open";
		input_.report_key<BTN_SOUTH>(true);
		TRY(refusal_);
		return {};
	}
	void close() { seen_ += " close"; }

	std::string &seen_;
	Result<void> refusal_;
	InputDevice<input::opened<&Pad::open, &Pad::close>, input::keys<BTN_SOUTH>> input_{*this};
};

} // namespace

TEST_CASE_METHOD(Fresh, "an input device has what its parts say, and says who it is")
{
	device parent{};
	Plain plain;
	REQUIRE(plain.input_
			.register_device(Device(&parent), {.name = "Pad",
							   .bus = InputBus::usb,
							   .vendor = 0x1234,
							   .product = 5,
							   .version = 6,
							   .phys = "usb/input0"})
			.ok());
	const fake::Input *const dev = fake::input_named("Pad");
	REQUIRE(dev != nullptr);
	CHECK(dev->parent == &parent);
	CHECK(dev->id == "103 4660 5 6");
	CHECK(dev->phys == "usb/input0");
	CHECK(dev->uniq == "-");
	CHECK(dev->has == "key 304; key 116; rel 0; rel 8; abs 0 [-128,127] 0 0 0; abs 16 [-1,1] 1 2 3");
	CHECK(dev->events_per_packet == 6 + 1);
}

TEST_CASE_METHOD(Fresh, "what is reported is heard, by codes of either time, and can be read back")
{
	device parent{};
	Plain plain;
	REQUIRE(plain.input_.register_device(Device(&parent), {.name = "Pad"}).ok());
	plain.input_.report_key<BTN_SOUTH>(true);
	plain.input_.report_rel<REL_WHEEL>(-2);
	plain.input_.report_abs<ABS_X>(-128);
	plain.input_.sync();
	CHECK(fake::take_input("Pad") == "key 304 1; rel 8 -2; abs 0 -128; syn");
	CHECK(plain.input_.key<BTN_SOUTH>());
	CHECK_FALSE(plain.input_.key<KEY_POWER>());
	CHECK(plain.input_.abs<ABS_X>() == -128);
	plain.input_.report_key(KEY_POWER, true);
	plain.input_.report_key(BTN_SOUTH, false);
	plain.input_.report_rel(REL_X, 1);
	plain.input_.report_abs(ABS_HAT0X, 1);
	plain.input_.report_key(KEY_A, true);
	CHECK(fake::take_input("Pad") == "key 116 1; key 304 0; rel 0 1; abs 16 1");
	CHECK_FALSE(plain.input_.key<BTN_SOUTH>());
}

TEST_CASE_METHOD(Fresh, "its owner hears when it is opened and closed, and once more when it goes")
{
	device parent{};
	std::string seen;
	{
		Pad pad(seen);
		REQUIRE(pad.input_.register_device(Device(&parent), {.name = "Pad"}).ok());
		CHECK(fake::open_input("Pad") == 0);
		CHECK(fake::open_input("Pad") == 0);
		fake::close_input("Pad");
		CHECK(seen == " open");
		fake::close_input("Pad");
		CHECK(seen == " open close");
		pad.refusal_ = Errno(EIO);
		CHECK(fake::open_input("Pad") == -EIO);
		pad.refusal_ = {};
		CHECK(fake::open_input("Pad") == 0);
		seen.clear();
	}
	CHECK(seen == " close");
}

TEST_CASE_METHOD(Fresh, "one that is opened before it is registered may report at once")
{
	device parent{};
	std::string seen;
	fake::open_input_at_once(true);
	{
		Pad pad(seen);
		REQUIRE(pad.input_.register_device(Device(&parent), {.name = "Pad"}).ok());
		CHECK(fake::take_input("Pad") == "key 304 1");
	}
	CHECK(seen == " open close");
}

TEST_CASE_METHOD(Fresh, "a device that programs keep does not know its owner any more")
{
	device parent{};
	std::string seen;
	fake::Input *held = nullptr;
	{
		Pad pad(seen);
		REQUIRE(pad.input_.register_device(Device(&parent), {.name = "Pad"}).ok());
		held = fake::hold_input("Pad");
		CHECK(input_owner<Pad>(held) == &pad);
	}
	CHECK(input_owner<Pad>(held) == nullptr);
	fake::put_input(held);
}

TEST_CASE_METHOD(Fresh, "an input device is registered once, with a name, and what fails leaves nothing")
{
	device parent{};
	std::string seen;
	{
		Plain plain;
		CHECK(plain.input_.register_device(Device(&parent), {}).error() == errors::invalid);
		CHECK(plain.input_.register_device(Device(&parent), {.name = ""}).error() == errors::invalid);
		fake::refuse_input(-EINTR);
		CHECK(plain.input_.register_device(Device(&parent), {.name = "Pad"}).error() == Errno(EINTR));
		fake::refuse_input(0);
		CHECK(plain.input_.register_device(Device(&parent), {.name = "Pad"}).ok());
		CHECK(plain.input_.register_device(Device(&parent), {.name = "Pad"}).error() == errors::busy);
	}
	CHECK(with_each_failing_allocation([&] {
		      Plain plain;
		      const Result<void> done =
			      plain.input_.register_device(Device(&parent), {.name = "Pad"});
		      CHECK((done.ok() || done.error() == errors::no_memory));
	      }) == 3);
	{
		const Pad never(seen);
	}
	CHECK(seen.empty());
}
