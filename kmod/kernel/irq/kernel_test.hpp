// SPDX-License-Identifier: GPL-2.0-only
// Interrupts that cannot be had. (Those that come: kernel/pci/kernel_test.hpp, where there is a device that raises them.)
#pragma once

#include "kernel/irq/irq.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

struct InterruptedNever : Pinned {
	IrqReturn handle() { return IrqReturn::none; }
	HardIrqReturn look() { return HardIrqReturn::none; }
	Irq<&InterruptedNever::handle> irq{*this};
	ThreadedIrq<&InterruptedNever::handle> alone{*this};
	ThreadedIrq<&InterruptedNever::handle, &InterruptedNever::look> looked{*this};
};

Outcome irq_that_is_not_there()
{
	constexpr IrqLine none{0x7ffffff0, false};
	const auto owner = TRY(Box<InterruptedNever>::make(Gfp::kernel));
	EXPECT(owner->irq.request(none, "rusty_selftest").error() == errors::invalid);
	EXPECT(owner->alone.request(none, "rusty_selftest").error() == errors::invalid);
	EXPECT(owner->looked.request(none, "rusty_selftest").error() == errors::invalid);
	EXPECT(owner->alone.request(IrqLine(0, true), "rusty_selftest").error() == errors::invalid);
	owner->irq.free();
	return {};
}

constexpr Test irq_tests[] = {
	{"irq: a line that is not there is refused, and nothing is left", irq_that_is_not_there},
};

} // namespace
} // namespace selftest
