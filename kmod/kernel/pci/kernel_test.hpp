// SPDX-License-Identifier: GPL-2.0-only
// PCI on a device that is made for it, QEMU's edu: probe and remove, registers, interrupts of either kind, DMA both ways. Without one: a driver
// that has no device.
#pragma once

#include "kernel/completion/completion.hpp"
#include "kernel/core/table.hpp"
#include "kernel/dma/dma_mapping.hpp"
#include "kernel/pci/pci.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

constexpr ReadOnlyRegister<u32, 0x00> edu_identification;
constexpr Register<u32, 0x04> edu_liveness;
constexpr Register<u32, 0x08> edu_factorial;
constexpr Register<u32, 0x20> edu_status;
constexpr ReadOnlyRegister<u32, 0x24> edu_interrupt_status;
constexpr WriteOnlyRegister<u32, 0x60> edu_raise;
constexpr WriteOnlyRegister<u32, 0x64> edu_acknowledge;
constexpr WriteOnlyRegister<u32, 0x80> edu_dma_source;
constexpr WriteOnlyRegister<u32, 0x88> edu_dma_destination;
constexpr WriteOnlyRegister<u32, 0x90> edu_dma_count;
constexpr Register<u32, 0x98> edu_dma_command;
constexpr u32 edu_memory = 0x40000;

// (A table that C makes needs PCI_IDS in NAME.module.h, which kernels without PCI have no use for.)
using EduTable = Table<2 * LAYOUT_PCI_DEVICE_ID_SIZE>;
constexpr EduTable make_edu_table()
{
	// (Words of 64 bits hold two.)
	struct Id {
		u32 number[4];
	} id{};
	id.number[LAYOUT_PCI_DEVICE_ID_vendor / 4] = 0x1234;
	id.number[LAYOUT_PCI_DEVICE_ID_device / 4] = 0x11e8;
	id.number[LAYOUT_PCI_DEVICE_ID_subvendor / 4] = ~u32{0};
	id.number[LAYOUT_PCI_DEVICE_ID_subdevice / 4] = ~u32{0};
	EduTable table{};
	constexpr size_t each = sizeof(void *) / 4;
	for (size_t word = 0; word < 4 / each; ++word) {
		uintptr_t value = 0;
		for (size_t part = 0; part < each; ++part) {
			const size_t shift =
				__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? part : each - 1 - part;
			value |= static_cast<uintptr_t>(id.number[word * each + part]) << 32 * shift;
		}
		table.set(word * sizeof(void *), value);
	}
	return table;
}
constinit const EduTable edu_table = make_edu_table();

class EduTest;
EduTest *edu_found = nullptr;
int edu_alive = 0;
bool edu_refuse = false;
PciVectorKind edu_kinds = PciVectorKind::any;

class EduTest : Pinned
{
public:
	static Result<Box<EduTest>> probe(PciDevice device)
	{
		if (edu_refuse)
			return Errno(ENXIO);
		TRY(set_dma_mask(device, 28));
		PciEnabled enabled = TRY(device.enable());
		auto registers = TRY(enabled.map_bar<0x100>(0));
		auto vectors = TRY(enabled.allocate_vectors(1, 1, edu_kinds));
		auto buffer = TRY(DmaBuffer::allocate(device, 4096, Gfp::kernel));
		auto made =
			TRY(Box<EduTest>::make(Gfp::kernel, kernel::move(enabled), kernel::move(registers),
					       kernel::move(vectors), kernel::move(buffer)));
		TRY(made->irq_.request(TRY(made->vectors_.line(0)), "rusty_selftest_edu"));
		edu_found = made.get();
		return made;
	}
	EduTest(PciEnabled &&enabled, PciBar<0x100> &&mapped, PciVectors &&vectors, DmaBuffer &&buffer)
		: counted_(edu_alive), enabled_(kernel::move(enabled)), registers(kernel::move(mapped)),
		  vectors_(kernel::move(vectors)), buffer_(kernel::move(buffer)),
		  master_(enabled_.set_master())
	{
	}
	~EduTest() { edu_found = nullptr; }

	IrqReturn handle()
	{
		const u32 status = registers.read(edu_interrupt_status);
		if (status == 0)
			return IrqReturn::none;
		registers.write(edu_acknowledge, status);
		interrupts = interrupts | status;
		raised_.complete();
		return IrqReturn::handled;
	}
	Result<void> wait() { return raised_.wait(Timeout::milliseconds(5000)); }
	Result<void> transfer(u32 source, u32 destination, u32 command)
	{
		registers.write(edu_dma_source, source);
		registers.write(edu_dma_destination, destination);
		registers.write(edu_dma_count,
				4095); // (QEMU 7.2 ends at one that reaches the end of the device's memory.)
		registers.write(edu_dma_command, command | 1 | 4);
		return wait();
	}
	DmaBuffer &buffer() { return buffer_; }
	PciDevice device() const { return enabled_.device(); }
	const PciEnabled &enabled() const { return enabled_; }
	bool message_signalled() const { return vectors_.message_signalled(); }

	u32 volatile interrupts = 0;

private:
	Counted counted_;
	PciEnabled enabled_;

public:
	PciBar<0x100> registers;

private:
	PciVectors vectors_;
	DmaBuffer buffer_;
	PciMaster master_;
	Completion raised_;
	Irq<&EduTest::handle> irq_{*this};
};

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
