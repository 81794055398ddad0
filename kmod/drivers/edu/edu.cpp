// SPDX-License-Identifier: GPL-2.0-only
// edu: /dev/edu0, /dev/edu1, ... QEMU's PCI device for lessons (-device edu), which computes factorials and has a memory of its own.
//
// A number, 0 to 12, that is written to the node is answered by its factorial, which the same open file then reads: `exec 3<>/dev/edu0;
// echo 5 >&3; head -n 1 <&3`. /sys/class/misc/eduN/card/memory is the memory, read and written by DMA. The caller sleeps until the
// card's interrupt, MSI or a line that it shares.
//
// There are three objects, by owner and lifetime. Edu is the driver's side of a card: made by probe, destroyed by remove.
// Card is behind the node: open files keep it, maybe for longer than the card is there. Hardware has the registers, the interrupt and the
// buffer: it is destroyed when the card is removed, when nobody uses it any more; after that Card gets ENODEV.
// (The registers: QEMU's docs/specs/edu.rst.)
#include "kernel/completion/completion.hpp"
#include "kernel/core/parse.hpp"
#include "kernel/dma/dma.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/misc/misc_device.hpp"
#include "kernel/module/driver_module.hpp"
#include "kernel/pci/pci.hpp"
#include "kernel/removable/revocable.hpp"
#include "kernel/sysfs/group.hpp"
#include "kernel/xarray/ida.hpp"

namespace edu
{
namespace
{

using namespace kernel;

constexpr ReadOnlyRegister<u32, 0x00> identification; // 0xRRrr00ed: the version
constexpr Register<u32, 0x08> factorial_of;
constexpr Register<u32, 0x20> status;
constexpr ReadOnlyRegister<u32, 0x24> interrupt_status;
constexpr WriteOnlyRegister<u32, 0x64> interrupt_acknowledge;
constexpr WriteOnlyRegister<u32, 0x80> dma_source;
constexpr WriteOnlyRegister<u32, 0x88> dma_destination;
constexpr WriteOnlyRegister<u32, 0x90> dma_count;
constexpr Register<u32, 0x98> dma_command;
constexpr size_t registers_end = 0xa0;

constexpr u32 computing = 0x01, interrupt_when_computed = 0x80;
constexpr u32 dma_start = 0x01, dma_from_card = 0x02, dma_interrupt = 0x04;
constexpr u32 unplugged = 0xffffffff; // what a card reads as that is not there

constexpr u32 memory = 0x40000;	  // where the card has it
constexpr u32 memory_size = 4095; // it has one byte more, but QEMU 7.2 ends when a transfer reaches its end
constexpr unsigned int address_bits = 28;
constexpr u32 most_factorial = 12; // that of 13 has more than 32 bits

constinit LockClass buffer_class{"edu_buffer"};

class Hardware : Pinned
{
public:
	static Result<Box<Hardware>> make(PciDevice device)
	{
		TRY(set_dma_mask(device, address_bits));
		PciEnabled enabled = TRY(device.enable());
		auto registers = TRY(enabled.map_bar<registers_end>(0));
		const u32 version = registers.read(identification);
		if ((version & 0xff) != 0xed)
			return errors::no_device;
		auto vectors = TRY(enabled.allocate_vectors(1, 1));
		auto buffer = TRY(DmaBuffer::allocate(device, memory_size, Gfp::kernel));
		auto made =
			TRY(Box<Hardware>::make(Gfp::kernel, kernel::move(enabled), kernel::move(registers),
						kernel::move(vectors), kernel::move(buffer)));
		TRY(made->irq_.request(TRY(made->vectors_.line(0)), "edu"));
		dev_info(device, "version {}.{}, interrupts by {}", version >> 24, version >> 16 & 0xff,
			 made->vectors_.message_signalled() ? Text("message") : Text("line"));
		return made;
	}
	Hardware(PciEnabled &&enabled, PciBar<registers_end> &&registers, PciVectors &&vectors,
		 DmaBuffer &&buffer)
		: enabled_(kernel::move(enabled)), registers_(kernel::move(registers)),
		  vectors_(kernel::move(vectors)), buffer_(buffer_class, kernel::move(buffer)),
		  master_(enabled_.set_master())
	{
	}

	Result<u32> factorial(u32 number)
	{
		const auto buffer = buffer_.lock(); // one command at a time
		answered_.reinit();
		registers_.write(status, interrupt_when_computed);
		registers_.write(factorial_of, number);
		TRY(wait_for_answer());
		if ((registers_.read(status) & computing) != 0)
			return Errno(EIO);
		return registers_.read(factorial_of);
	}
	Result<void> read_memory(u32 offset, Span<char> to)
	{
		const auto buffer = buffer_.lock();
		TRY(transfer(memory + offset, buffer->address().low(), to.size(), dma_from_card));
		return buffer->read(0, to);
	}
	Result<void> write_memory(u32 offset, Text from)
	{
		const auto buffer = buffer_.lock();
		TRY(buffer->write(0, from));
		return transfer(buffer->address().low(), memory + offset, from.size(), 0);
	}

private:
	// (Only with the buffer's lock held.)
	Result<void> transfer(u32 source, u32 destination, size_t size, u32 direction)
	{
		answered_.reinit();
		registers_.write(dma_source, source);
		registers_.write(dma_destination, destination);
		registers_.write(dma_count, static_cast<u32>(size));
		registers_.write(dma_command, dma_start | direction | dma_interrupt);
		TRY(wait_for_answer());
		return (registers_.read(dma_command) & dma_start) != 0 ? Errno(EIO) : Result<void>();
	}
	// (A card that was pulled out answers nothing: removal waits no longer than this.)
	Result<void> wait_for_answer() { return answered_.wait(Timeout::milliseconds(1000)); }
	// Hard interrupt context.
	IrqReturn handle()
	{
		const u32 why = registers_.read(interrupt_status);
		if (why == 0 || why == unplugged)
			return IrqReturn::none;
		registers_.write(interrupt_acknowledge, why);
		answered_.complete();
		return IrqReturn::handled;
	}

	PciEnabled enabled_;
	PciBar<registers_end> registers_;
	PciVectors vectors_;
	Mutex<DmaBuffer> buffer_;
	PciMaster master_;
	Completion answered_;
	Irq<&Hardware::handle> irq_{*this};
};

class Card : public Removable
{
public:
	using Operations = FileOperations<operation::read, operation::write, operation::nonseekable>;
	// Of each open file: what it reads next. 0: nothing, as it has asked nothing.
	struct Open {
		Atomic<u32> answer{0};
	};

	explicit Card(Box<Hardware> &&hardware) : hardware_(*this, kernel::move(hardware)) {}

	Result<size_t> write(Open &open, UserReader from)
	{
		char digits[16];
		const Span<char> text(digits, min(from.size(), sizeof(digits)));
		if (from.size() > text.size())
			return errors::invalid;
		TRY(from.read(text));
		const u32 number = TRY(parse<u32>(Text(digits, text.size())));
		if (number > most_factorial)
			return errors::out_of_range;
		const auto hardware = TRY(hardware_.use());
		open.answer.store(TRY(hardware->factorial(number)));
		return text.size();
	}
	Result<size_t> read(Open &open, UserWriter to)
	{
		char digits[16];
		TextWriter text{Span<char>(digits)};
		if (to.size() < sizeof(digits))
			return errors::invalid;
		const u32 answer = open.answer.load();
		if (answer == 0)
			return size_t{0};
		text.print("{}\n", answer);
		TRY(to.write(text.text()));
		open.answer.store(0);
		return text.text().size();
	}

	// (Never beyond the end of the file, nor longer than a page: at least as much as the card has.)
	Result<size_t> read_memory(Span<char> to, u64 offset) const
	{
		const auto hardware = TRY(hardware_.use());
		TRY(hardware->read_memory(static_cast<u32>(offset), to));
		return to.size();
	}
	Result<size_t> write_memory(Text from, u64 offset)
	{
		const auto hardware = TRY(hardware_.use());
		TRY(hardware->write_memory(static_cast<u32>(offset), from));
		return from.size();
	}
	static constexpr BinAttribute<Card> files[] = {
		{"memory", 0600, memory_size, &Card::read_memory, &Card::write_memory}};
	static constexpr AttributeGroup<Card> attribute_groups[] = {{"card", files}};

private:
	Revocable<Hardware> hardware_;
};

class Edu
{
public:
	static Result<Box<Edu>> probe(PciDevice device, Ida &numbers)
	{
		auto hardware = TRY(Hardware::make(device));
		IdaNumber number = TRY(numbers.alloc(Gfp::kernel));
		const auto name = TRY(DeviceName::format("edu{}", number.value()));
		auto node = TRY(MiscDevice<Card>::register_device(name, 0600, kernel::move(hardware)));
		return Box<Edu>::make(Gfp::kernel, kernel::move(number), kernel::move(node));
	}
	Edu(IdaNumber &&number, MiscDevice<Card> &&node)
		: number_(kernel::move(number)), node_(kernel::move(node))
	{
	}

private:
	IdaNumber number_;
	MiscDevice<Card> node_;
};

using Module = DriverModule<PciDriver<Edu, Ida>, pci_ids::edu, Ida>;

} // namespace
} // namespace edu
