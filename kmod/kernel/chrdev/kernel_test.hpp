// SPDX-License-Identifier: GPL-2.0-only
// Character devices that come and go. (Their files: tests/kit/selftest/removable_node.hpp.)
#pragma once

#include "kernel/chrdev/char_device.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

class IdleChar : public Removable
{
public:
	using Operations = FileOperations<>;
	explicit IdleChar(int &alive) : counted_(alive) {}

private:
	Counted counted_;
};

Outcome char_devices_come_and_go()
{
	int alive = 0;
	for (int times = 0; times < 3; ++times) {
		DeviceClass chars;
		ChrdevRegion region;
		TRY(chars.create("rusty_selftest_chars"));
		TRY(region.allocate("rusty_selftest", 2));
		EXPECT(region.major() != 0 && region.count() == 2);
		EXPECT(region.allocate("rusty_selftest", 2).error() == errors::busy);
		auto first = TRY(CharDevice<IdleChar>::register_device(chars, region, 0, "rusty_selftest_c0",
								       0600, alive));
		auto second = TRY(CharDevice<IdleChar>::register_device(chars, region, 1, "rusty_selftest_c1",
									0600, alive));
		EXPECT(CharDevice<IdleChar>::register_device(chars, region, 2, "rusty_selftest_c2", 0600,
							     alive)
			       .error() == errors::invalid);
		EXPECT(hidden(alive) == 2 && !first->removed() && !second->removed());
	}
	EXPECT(hidden(alive) == 0);
	return {};
}

constexpr Test chrdev_tests[] = {
	{"chrdev: a region and its devices come and go", char_devices_come_and_go},
};

} // namespace
} // namespace selftest
