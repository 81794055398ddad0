// SPDX-License-Identifier: GPL-2.0-only
// Firmware in the kernel: a file that selftest.sh has put there, and one that is nowhere.
#pragma once

#include "kernel/firmware/firmware.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

constexpr Text firmware_text = "firmware of the self-test\n";

inline bool is_firmware_text(const Firmware &firmware)
{
	return Text(reinterpret_cast<const char *>(firmware.data().data()), firmware.data().size()) ==
	       firmware_text;
}

Outcome firmware_is_its_file()
{
	const Firmware firmware = TRY(Firmware::request("rusty_selftest"));
	EXPECT(is_firmware_text(firmware));
	Firmware again = TRY(Firmware::request_nowarn("rusty_selftest"));
	EXPECT(is_firmware_text(again));
	again = TRY(Firmware::request("rusty_selftest"));
	EXPECT(is_firmware_text(again));
	const Firmware moved(kernel::move(again));
	EXPECT(is_firmware_text(moved) && again.data().empty());
	return {};
}

Outcome firmware_that_is_nowhere()
{
	EXPECT(Firmware::request_nowarn("rusty_selftest.none").error() == Errno(ENOENT));
	EXPECT(Firmware::request_nowarn("").error() == errors::invalid);
	return {};
}

constexpr Test firmware_tests[] = {
	{"firmware: it is what its file holds, until it is destroyed", firmware_is_its_file},
	{"firmware: a file that is nowhere is ENOENT, without a name EINVAL", firmware_that_is_nowhere},
};

} // namespace
} // namespace selftest
