// SPDX-License-Identifier: GPL-2.0-only
// The driver that the self-test of PCI has for QEMU's edu: its registers, and what it has of the device.
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
		// (What the device raised as the last driver went.)
		registers.write(edu_acknowledge, registers.read(edu_interrupt_status));
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

} // namespace
} // namespace selftest
