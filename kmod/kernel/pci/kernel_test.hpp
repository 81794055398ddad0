// SPDX-License-Identifier: GPL-2.0-only
// PCI on a device that is made for it, QEMU's edu: probe and remove, registers, interrupts of either kind, DMA both ways. Without one: a driver
// that has no device.
#pragma once

#include "kernel/dma/dma_mapping.hpp"
#include "kernel/pci/kernel_test_edu.hpp"

namespace selftest
{
namespace
{

PciIds edu_ids()
{
	return PciIds(reinterpret_cast<const kernel_pci_id *>(&edu_table), "rusty_selftest_edu");
}
constexpr Text no_edu = "this machine has no edu, QEMU's device";

// With a driver that has the device.
Outcome with_edu(PciVectorKind kinds, Outcome (*test)(EduTest &))
{
	edu_kinds = kinds;
	Outcome outcome;
	{
		PciDriver<EduTest> driver{edu_ids()};
		TRY(driver.register_driver());
		EXPECT(driver.register_driver().error() == errors::busy);
		if (edu_found == nullptr)
			return Outcome::skipped(no_edu);
		outcome = test(*edu_found);
	}
	EXPECT(hidden(edu_alive) == 0 && edu_found == nullptr);
	return outcome;
}

Outcome pci_probe_that_refuses()
{
	edu_refuse = true;
	{
		PciDriver<EduTest> driver{edu_ids()};
		PciDriver<EduTest> same{edu_ids()};
		TRY(driver.register_driver());
		EXPECT(same.register_driver().error() == errors::busy);
		EXPECT(hidden(edu_alive) == 0);
	}
	edu_refuse = false;
	return {};
}

Outcome pci_device_and_config()
{
	return with_edu(PciVectorKind::any, [](EduTest &edu) -> Outcome {
		const PciDevice device = edu.device();
		EXPECT(device.vendor_id() == 0x1234 && device.device_id() == 0x11e8);
		EXPECT(TRY(device.read_config<u16>(0)) == 0x1234 &&
		       TRY(device.read_config<u16>(2)) == 0x11e8);
		EXPECT(TRY(device.read_config<u32>(0)) == 0x11e81234 &&
		       TRY(device.read_config<u8>(1)) == 0x12);
		EXPECT(TRY(device.read_config<u8>(8)) == device.revision());
		EXPECT(device.read_config<u32>(2).error() == Errno(EFAULT));
		const u8 line = TRY(device.read_config<u8>(0x3c));
		TRY(device.write_config<u8>(0x3c, 0x5a));
		EXPECT(TRY(device.read_config<u8>(0x3c)) == 0x5a);
		TRY(device.write_config<u8>(0x3c, line));
		// Memory and bus mastering are on.
		EXPECT((TRY(device.read_config<u16>(4)) & 6) == 6);
		EXPECT(device.device().name().size() == 12);
		EXPECT(edu.enabled().map_bar<0x100>(0).error() == errors::busy);
		EXPECT(edu.enabled().map_bar<0x100>(1).error() == Errno(ENXIO));
		EXPECT(edu.enabled().map_bar<0x100>(6).error() == errors::invalid);
		dev_info(device, "the self-test has this device");
		return {};
	});
}

Outcome pci_registers()
{
	return with_edu(PciVectorKind::any, [](EduTest &edu) -> Outcome {
		EXPECT((edu.registers.read(edu_identification) & 0xff00ffff) == 0x010000ed);
		edu.registers.write(edu_liveness, 0x12345678);
		EXPECT(edu.registers.read(edu_liveness) == ~u32{0x12345678});
		EXPECT(edu.registers.size() == 0x100000);
		EXPECT(TRY(edu.registers.read_at<u32>(0x04)) == ~u32{0x12345678});
		EXPECT(edu.registers.read_at<u32>(0x100000).error() == errors::out_of_range);
		edu.registers.write(edu_factorial, 5);
		const auto idle = [](u32 status) { return (status & 1) == 0; };
		TRY(edu.registers.poll_sleeping(edu_status, idle, 100_us, 5_s));
		EXPECT(edu.registers.read(edu_factorial) == 120);
		return {};
	});
}

Outcome pci_interrupts(PciVectorKind kinds, bool message_signalled)
{
	static bool expected;
	expected = message_signalled;
	return with_edu(kinds, [](EduTest &edu) -> Outcome {
		if (expected && !edu.message_signalled())
			return Outcome::skipped("this machine has no interrupts by message");
		EXPECT(edu.message_signalled() == expected);
		edu.registers.write(edu_raise, 0x10);
		TRY(edu.wait());
		EXPECT(edu.interrupts == 0x10);
		edu.registers.write(edu_raise, 0x20);
		TRY(edu.wait());
		EXPECT(edu.interrupts == 0x30);
		// One more comes while the driver goes.
		edu.registers.write(edu_raise, 0x40);
		return {};
	});
}
Outcome pci_message_interrupts()
{
	return pci_interrupts(PciVectorKind::any, true);
}
Outcome pci_line_interrupts()
{
	return pci_interrupts(PciVectorKind::intx, false);
}

Outcome pci_dma_both_ways()
{
	return with_edu(PciVectorKind::any, [](EduTest &edu) -> Outcome {
		constexpr u32 to_memory = 2;
		const u32 address = edu.buffer().address().low();
		EXPECT(edu.buffer().address().high() == 0 && address < (u32{1} << 28));
		char text[16] = {};
		TRY(edu.buffer().read(4000, Span<char>(text)));
		EXPECT(text[0] == 0);
		TRY(edu.buffer().write(4000, "there and back."));
		TRY(edu.transfer(address, edu_memory, 0));
		TRY(edu.buffer().write(4000, "overwritten now"));
		TRY(edu.transfer(edu_memory, address, to_memory));
		TRY(edu.buffer().read(4000, Span<char>(text)));
		EXPECT(Text(text, 15) == "there and back.");
		EXPECT(edu.interrupts == 0x100);
		return {};
	});
}

// (The device reaches 28 bits; memory that lies higher is mapped all the same, and comes back as it went.)
Outcome pci_dma_of_lent_bytes()
{
	return with_edu(PciVectorKind::any, [](EduTest &edu) -> Outcome {
		constexpr u32 to_memory = 2;
		TRY(set_dma_mask(edu.device(), 64));
		Vec<u8> bytes;
		for (u32 index = 0; index < 4095; ++index)
			TRY(bytes.push(static_cast<u8>(index * 7 + index / 251), Gfp::kernel));
		auto to = TRY(DmaMapping<DmaDirection::to_device>::map(edu.device(), kernel::move(bytes)));
		EXPECT(to.size() == 4095);
		const bool reached = to.address().value() + 4095 <= (u64{1} << 28);
		if (reached)
			TRY(edu.transfer(to.address().low(), edu_memory, 0));
		bytes = kernel::move(to).unmap();
		EXPECT(bytes.size() == 4095);
		if (reached)
			for (u8 &each : bytes)
				each = 0;
		auto from =
			TRY(DmaMapping<DmaDirection::from_device>::map(edu.device(), kernel::move(bytes)));
		if (reached)
			TRY(edu.transfer(edu_memory, from.address().low(), to_memory));
		bytes = kernel::move(from).unmap();
		for (u32 index = 0; index < 4095; ++index)
			EXPECT(bytes.items().data()[index] == static_cast<u8>(index * 7 + index / 251));
		pr_info("# lent bytes: {}",
			reached ? Text("transferred") : Text("out of the device's reach"));
		return {};
	});
}

constexpr Test pci_tests[] = {
	{"pci: a driver whose probe refuses has nothing, and comes and goes", pci_probe_that_refuses},
	{"pci: a device has its numbers, its config space, and each BAR once", pci_device_and_config},
	{"pci: registers are read, written and polled", pci_registers},
	{"pci: interrupts come by message", pci_message_interrupts},
	{"pci: interrupts come by a line that may be shared", pci_line_interrupts},
	{"pci: the device reads memory, and writes it", pci_dma_both_ways},
	{"pci: the device has bytes that are lent to it, and gives them back", pci_dma_of_lent_bytes},
};

} // namespace
} // namespace selftest
