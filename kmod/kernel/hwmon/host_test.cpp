// SPDX-License-Identifier: GPL-2.0-only
// The files of a device of hwmon: which there are, what they show and store, and until when.
#include "kernel/hwmon/hwmon.hpp"

#include <cerrno>
#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

struct Board : Pinned {
	Result<long> temperature(unsigned int channel) const
	{
		if (failing)
			return Errno(EIO);
		return -1000 * (static_cast<long>(channel) + 1);
	}
	Result<long> limit() const { return limits[0]; }
	Result<void> set_limit(long value)
	{
		if (value > 100000)
			return errors::out_of_range;
		limits[0] = value;
		return {};
	}
	Result<long> limit_of(unsigned int channel) const { return limits[channel]; }
	Result<void> set_limit_of(long value, unsigned int channel)
	{
		limits[channel] = value;
		return {};
	}
	Result<bool> alarm() { return limits[0] < 0; }
	Result<const char *> label(unsigned int channel) const
	{
		if (failing)
			return Errno(ENODATA);
		return channel == 0 ? "board" : "other";
	}
	Result<long> interval() const { return 100; }
	Result<long> most() const { return NumericLimits<long>::max(); }

	long limits[2] = {50000, 60000};
	bool failing = false;
	Hwmon<Board,
	      hwmon::temp<hwmon::input<&Board::temperature>, hwmon::max<&Board::limit, &Board::set_limit>,
			  hwmon::alarm<&Board::alarm>, hwmon::label<&Board::label>>,
	      hwmon::in<hwmon::input<&Board::most>>, hwmon::chip<hwmon::update_interval<&Board::interval>>,
	      hwmon::temp<hwmon::input<&Board::temperature>, hwmon::label<&Board::label>,
			  hwmon::max<&Board::limit_of, &Board::set_limit_of>>,
	      hwmon::fan<hwmon::input<&Board::limit>, hwmon::fault<&Board::alarm>>,
	      hwmon::pwm<hwmon::input<&Board::limit, &Board::set_limit>>>
		hwmon_{*this};
};

struct Registered : Fresh {
	device parent{};
	Board board;
	Registered() { REQUIRE(board.hwmon_.register_device(Device(&parent), "board").ok()); }
};

std::string show(const char *file)
{
	return fake::read_hwmon("board", file);
}

} // namespace

TEST_CASE_METHOD(Registered, "a device of hwmon has the files of its channels, and no others")
{
	CHECK(fake::hwmon_files("board") ==
	      "fan1_fault 444, fan1_input 444, in0_input 444, pwm1 644, temp1_alarm 444, temp1_input 444, "
	      "temp1_label 444, temp1_max 644, temp2_input 444, temp2_label 444, temp2_max 644, "
	      "update_interval 444");
	CHECK(fake::hwmon_parent("board") == &parent);
}

TEST_CASE_METHOD(Registered, "a file shows what its function returns, of its channel")
{
	CHECK(show("temp1_input") == "-1000");
	CHECK(show("temp2_input") == "-2000");
	CHECK(show("temp1_label") == "board");
	CHECK(show("temp2_label") == "other");
	CHECK(show("temp1_max") == "50000");
	CHECK(show("temp2_max") == "60000");
	CHECK(show("temp1_alarm") == "0");
	CHECK(show("update_interval") == "100");
	CHECK(show("in0_input") == std::to_string(NumericLimits<long>::max()));
	board.failing = true;
	CHECK(show("temp1_input") == fake::errno_text(EIO));
	CHECK(show("temp1_label") == fake::errno_text(ENODATA));
}

TEST_CASE_METHOD(Registered,
		 "a file that can be written hands the number to its function, and its errno back")
{
	CHECK(fake::write_hwmon("board", "temp1_max", -5) == 0);
	CHECK(fake::write_hwmon("board", "temp2_max", 7) == 0);
	CHECK(board.limits[0] == -5);
	CHECK(board.limits[1] == 7);
	CHECK(show("temp1_alarm") == "1");
	CHECK(show("fan1_fault") == "1");
	CHECK(fake::write_hwmon("board", "temp1_max", 100001) == -ERANGE);
	CHECK(fake::write_hwmon("board", "temp1_input", 1) == -EACCES);
	CHECK(board.limits[0] == -5);
}

TEST_CASE_METHOD(Fresh,
		 "a device of hwmon is registered once, by a name that is one, and goes with its member")
{
	device parent{};
	{
		Board board;
		CHECK(fake::hwmon_files("board") == "none");
		CHECK(board.hwmon_.register_device(Device(&parent), "a-board").error() == errors::invalid);
		CHECK(board.hwmon_.register_device(Device(&parent), "a board").error() == errors::invalid);
		CHECK(board.hwmon_.register_device(Device(&parent), "").error() == errors::invalid);
		fake::fail_allocation(1);
		CHECK(board.hwmon_.register_device(Device(&parent), "board").error() == errors::no_memory);
		fake::fail_allocation(0);
		CHECK(board.hwmon_.register_device(Device(&parent), "board").ok());
		CHECK(board.hwmon_.register_device(Device(&parent), "board").error() == errors::busy);
	}
	CHECK(fake::hwmon_files("board") == "none");
}
