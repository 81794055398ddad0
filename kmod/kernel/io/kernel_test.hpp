// SPDX-License-Identifier: GPL-2.0-only
// A device's memory in the kernel: the event timer (HPET) that a PC has at a fixed place, whose first register says what it is.
// (Registers of a device of a bus: kernel/pci/kernel_test.hpp.)
#pragma once

#include "kernel/io/mmio.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

Outcome io_registers_are_read()
{
#if defined(__x86_64__) || defined(__i386__)
	constexpr ReadOnlyRegister<u32, 0x000> hpet_id;
	constexpr ReadOnlyRegister<u32, 0x004> hpet_period;
	const auto hpet = TRY(Mmio<0x400>::ioremap(0xfed00000, 0x400));
	EXPECT(hpet.size() == 0x400);
	const u32 id = hpet.read(hpet_id);
	if (id == 0xffffffff)
		return Outcome::skipped("this machine has no HPET");
	const u32 period = hpet.read(hpet_period); // femtoseconds
	EXPECT(id >> 16 == 0x8086 && period != 0 && period <= 100'000'000);
	EXPECT(TRY(hpet.read_at<u32>(0)) == id && hpet.read_at<u32>(0x400).error() == errors::out_of_range);
	if constexpr (RegisterValue<u64>)
		EXPECT(TRY(hpet.read_at<u64>(0)) == (u64{period} << 32 | id));
	EXPECT(TRY(hpet.poll_sleeping(
		       hpet_id, [id](u32 value) { return value == id; }, 100_us, 1_ms)) == id);
	EXPECT(hpet.poll_sleeping(
			   hpet_id, [](u32 value) { return value == 0; }, 100_us, 1_ms)
		       .error() == errors::timed_out);
	EXPECT(hpet.poll_atomic(
			   hpet_id, [](u32 value) { return value == 0; }, 1_us, 10_us)
		       .error() == errors::timed_out);
	return {};
#else
	return Outcome::skipped("this machine is no PC");
#endif
}

Outcome io_refuses_too_little()
{
	EXPECT(Mmio<0x400>::ioremap(0x1000, 0x3ff).error() == errors::invalid);
	return {};
}

constexpr Test io_tests[] = {
	{"io: registers are read, at constant offsets and at others, and polled", io_registers_are_read},
	{"io: memory that is smaller than the registers is not mapped", io_refuses_too_little},
};

} // namespace
} // namespace selftest
