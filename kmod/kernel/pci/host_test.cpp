// SPDX-License-Identifier: GPL-2.0-only
// PCI drivers: which devices they are asked for, what they have of one, and that nothing of it is left.
#include "kernel/pci/pci.hpp"

#include <cerrno>
#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

// (What C makes of host_test.module.h.)
static_assert(sizeof(kernel_pci_id) == sizeof(pci_device_id));
extern "C" {
alignas(pci_device_id) const kernel_pci_id pci_ids_card[3] = {
	{{0x34, 0x12, 0, 0, 0xe8, 0x11}}, {{0x34, 0x12, 0, 0, 0xe9, 0x11}}, {}};
}

namespace
{

std::string log_of_cards;
int refusal;

constexpr ReadOnlyRegister<u32, 0x24> interrupt_status;
constexpr WriteOnlyRegister<u32, 0x64> interrupt_acknowledge;

class Card : Pinned
{
public:
	static Result<Box<Card>> probe(PciDevice device)
	{
		if (refusal != 0)
			return Errno(refusal);
		PciEnabled enabled = TRY(device.enable());
		auto registers = TRY(enabled.map_bar<0x90>(0));
		auto vectors = TRY(enabled.allocate_vectors(1, 1));
		auto card = TRY(Box<Card>::make(Gfp::kernel, kernel::move(enabled), kernel::move(registers),
						kernel::move(vectors)));
		TRY(card->irq_.request(TRY(card->vectors_.line(0)), "card"));
		log_of_cards += "+" + std::string(device.name().data(), device.name().size());
		return card;
	}
	Card(PciEnabled &&enabled, PciBar<0x90> &&registers, PciVectors &&vectors)
		: enabled_(kernel::move(enabled)), registers_(kernel::move(registers)),
		  vectors_(kernel::move(vectors)), master_(enabled_.set_master())
	{
	}
	~Card() { log_of_cards += "-"; }
	IrqReturn handle()
	{
		const u32 status = registers_.read(interrupt_status);
		if (status == 0)
			return IrqReturn::none;
		registers_.write(interrupt_acknowledge, status);
		return IrqReturn::handled;
	}

private:
	PciEnabled enabled_;
	PciBar<0x90> registers_;
	PciVectors vectors_;
	PciMaster master_;
	Irq<&Card::handle> irq_{*this};
};

struct Cards : Fresh {
	fake::IoMemory bar{0xfe000000, 0x100};
	fake::PciCard card{0x1234, 0x11e8, "0000:00:04.0"};
	PciDevice device{card.operator->()};

	Cards()
	{
		log_of_cards.clear();
		refusal = 0;
		card->bars[0] = &bar;
		card->msi = 4;
	}
};

} // namespace

TEST_CASE_METHOD(Cards,
		 "a driver is asked for the devices of its table, those that are there and those that come")
{
	fake::PciCard second{0x1234, 0x11e9, "0000:00:05.0"}, foreign{0x1234, 0x1111, "0000:00:06.0"};
	fake::IoMemory bar_of_second{0xfe001000, 0x90};
	second->bars[0] = &bar_of_second;
	second->first_irq = 64;
	CHECK(card.plug() == -ENODEV);
	{
		PciDriver<Card> driver{pci_ids::card};
		REQUIRE(driver.register_driver().ok());
		CHECK(driver.register_driver().error() == errors::busy);
		CHECK(log_of_cards == "+0000:00:04.0");
		CHECK(foreign.plug() == -ENODEV);
		CHECK(second.plug() == 0);
		CHECK(log_of_cards == "+0000:00:04.0+0000:00:05.0");
		card.unplug();
		CHECK(log_of_cards == "+0000:00:04.0+0000:00:05.0-");
		CHECK(card.plug() == 0);
		PciDriver<Card> same{pci_ids::card};
		CHECK(same.register_driver().error() == errors::busy);
	}
	CHECK(log_of_cards == "+0000:00:04.0+0000:00:05.0-+0000:00:04.0--");
	CHECK_FALSE(card.driven());
	second.unplug();
}

namespace
{

struct Numbered : Pinned {
	static Result<Box<Numbered>> probe(PciDevice, int &count)
	{
		++count;
		return Box<Numbered>::make(Gfp::kernel, count);
	}
	explicit Numbered(int &count) : count(count) {}
	~Numbered() { count += 10; }
	int &count;
};

} // namespace

TEST_CASE_METHOD(Cards, "what the devices of a driver have in common is given to each probe")
{
	int count = 0, other = 100;
	PciDriver<Numbered, int> driver{pci_ids::card, count}, unregistered{pci_ids::card, other};
	REQUIRE(driver.register_driver().ok());
	CHECK(card.plug() == 0);
	CHECK(count == 1);
	card.unplug();
	CHECK((count == 11 && other == 100));
}

TEST_CASE_METHOD(Cards, "a device that cannot be probed is the errno, and nothing of it is left")
{
	PciDriver<Card> driver{pci_ids::card};
	REQUIRE(driver.register_driver().ok());
	refusal = EDOM;
	CHECK(card.plug() == -EDOM);
	card.unplug();
	refusal = 0;
	card->bars[0] = nullptr;
	CHECK(card.plug() == -ENXIO);
	card.unplug();
	fake::IoMemory small{0xfd000000, 0x8f};
	card->bars[0] = &small;
	CHECK(card.plug() == -ENXIO);
	card.unplug();
	card->bars[0] = &bar;
	card->first_irq = fake::irq_lines;
	CHECK(card.plug() == -EINVAL);
	card.unplug();
	card->first_irq = 32;
	const unsigned int allocations = with_each_failing_allocation([this] {
		const int returned = card.plug();
		CHECK((returned == (fake::allocation_failed() ? -ENOMEM : 0)));
		card.unplug();
	});
	CHECK(allocations == 4);
}

TEST_CASE_METHOD(Cards, "its interrupt is its own by MSI, and shared by the line of old")
{
	PciDriver<Card> driver{pci_ids::card};
	REQUIRE(driver.register_driver().ok());
	REQUIRE(card.plug() == 0);
	CHECK(fake::raise_irq(33) == 0);
	bar.set(0x24, 4, 3);
	CHECK(fake::raise_irq(33) == 1);
	CHECK(bar.value(0x64, 4) == 3);
	CHECK(card->masters == 1);
	card.unplug();
	card->msi = 0;
	REQUIRE(card.plug() == 0);
	CHECK(fake::raise_irq(33) == 0);
	CHECK(fake::raise_irq(32) == 1);
	card.unplug();
}

TEST_CASE_METHOD(Cards, "vectors are as many as there are, of the kinds that are asked for")
{
	const auto enabled = device.enable();
	REQUIRE(enabled.ok());
	{
		const auto vectors = enabled.value().allocate_vectors(2, 8);
		REQUIRE(vectors.ok());
		CHECK((vectors.value().count() == 4 && vectors.value().message_signalled()));
		CHECK(vectors.value().line(3).value().number() == 36);
		CHECK_FALSE(vectors.value().line(3).value().shared());
		CHECK(vectors.value().line(4).error() == errors::out_of_range);
	}
	CHECK(enabled.value().allocate_vectors(5, 8).error() == errors::no_space);
	CHECK(enabled.value().allocate_vectors(0, 8).error() == errors::invalid);
	CHECK(enabled.value().allocate_vectors(2, 1).error() == errors::invalid);
	CHECK(enabled.value().allocate_vectors(1, 1, PciVectorKind::msix).error() == errors::no_space);
	const auto line = enabled.value().allocate_vectors(1, 4, PciVectorKind::intx | PciVectorKind::msix);
	REQUIRE(line.ok());
	CHECK((line.value().count() == 1 && !line.value().message_signalled()));
	CHECK((line.value().line(0).value().shared() && line.value().line(0).value().number() == 32));
}

TEST_CASE_METHOD(Cards, "a BAR is one driver's, until what maps it goes")
{
	const auto enabled = device.enable();
	{
		const auto registers = enabled.value().map_bar<0x90>(0);
		REQUIRE(registers.ok());
		CHECK(registers.value().size() == 0x100);
		CHECK(enabled.value().map_bar<0x90>(0).error() == errors::busy);
	}
	CHECK(enabled.value().map_bar<0x100>(0).ok());
	CHECK(enabled.value().map_bar<0x101>(0).error() == Errno(ENXIO));
	CHECK(enabled.value().map_bar<0x90>(1).error() == Errno(ENXIO));
	CHECK(enabled.value().map_bar<0x90>(6).error() == errors::invalid);
}

TEST_CASE_METHOD(Cards, "the fake kernel notices what a driver leaves behind")
{
	card->enabled = 1;
	PciDriver<Card> driver{pci_ids::card};
	REQUIRE(driver.register_driver().ok());
	REQUIRE(card.plug() == 0);
	card.unplug();
	CHECK(!fake::take_violations().empty());
}

TEST_CASE_METHOD(Cards, "config space is read and written in the width that is asked for")
{
	card->config[0x10] = 0x78;
	card->config[0x11] = 0x56;
	card->config[0x13] = 0x12;
	CHECK(device.read_config<u8>(0x11).value() == 0x56);
	CHECK(device.read_config<u16>(0x10).value() == 0x5678);
	CHECK(device.read_config<u32>(0x10).value() == 0x12005678);
	CHECK(device.write_config<u16>(0x12, 0x3344).ok());
	CHECK(device.read_config<u32>(0x10).value() == 0x33445678);
	CHECK(device.write_config<u8>(0x10, 1).ok());
	CHECK(device.write_config<u32>(0x14, 0xffffffff).ok());
	CHECK(device.read_config<u32>(0x11).error() == Errno(EFAULT));
	CHECK(device.write_config<u16>(0x11, 1).error() == Errno(EFAULT));
	card->unplugged = true;
	CHECK(device.read_config<u8>(0).error() == errors::no_device);
	CHECK((device.vendor_id() == 0x1234 && device.device_id() == 0x11e8 && device.revision() == 0));
	CHECK(Device(device).name() == "0000:00:04.0");
}
