// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/pci/pci.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Card {
	static Result<Box<Card>> probe(PciDevice) { return errors::no_device; }
};
struct Unprobed {
};
struct Numbered {
	static Result<Box<Numbered>> probe(PciDevice, int &) { return errors::no_device; }
};
struct Returning {
	static Result<void> probe(PciDevice) { return errors::no_device; }
};
class Secret
{
	static Result<Box<Secret>> probe(PciDevice) { return errors::no_device; }
};

[[maybe_unused]] Result<void> faults(PciDevice device, PciIds ids)
{
	PciDriver<Card> driver{ids};
	TRY(driver.register_driver());
	PciDriver<Unprobed> unprobed{ids}; // FAULT: a PCI driver's class makes its objects itself
	PciDriver<Returning> returning{ids}; // FAULT: a PCI driver's class makes its objects itself
	PciDriver<Secret> secret{ids}; // FAULT: a PCI driver's class makes its objects itself
	int context = 0; PciDriver<Card, int> contextual{ids, context}; // FAULT: with a second parameter, Context &
	PciDriver<Numbered, int> contextless{ids}; // FAULT: PciDriver<D, Context> is given the context, too
	PciDriver<Card> none{pci_ids::none}; // FAULT: (not a member of|no member named)
	PciDriver<Card> copied(driver); // FAULT: (deleted|ill-formed)
	const PciEnabled enabled = TRY(device.enable());
	auto unmapped = enabled.map_bar(0); // FAULT: (no matching|couldn't deduce|could not infer)
	auto nothing = enabled.map_bar<0>(0); // FAULT: map_bar is told how many bytes the registers take
	auto early = device.map_bar<0x90>(0); // FAULT: (no member|no matching|has no member)
	PciEnabled twice(enabled); // FAULT: (deleted|ill-formed)
	enabled.set_master(); // FAULT: ignoring
	(void)device.read_config<u64>(0); // FAULT: config space is read and written as u8, u16 or u32
	return device.write_config<u16>(4, 1);
}

} // namespace
