// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/irq/irq.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Card : Pinned {
	IrqReturn handle() { return IrqReturn::handled; }
	HardIrqReturn look() { return HardIrqReturn::wake_thread; }
	IrqReturn numbered(int) { return IrqReturn::handled; }
	void nothing() {}
	Irq<&Card::handle> irq{*this};
	ThreadedIrq<&Card::handle, &Card::look> threaded{*this};
};

[[maybe_unused]] Result<void> faults(Card &card, IrqLine line)
{
	Irq<&Card::nothing> other(card); // FAULT: an interrupt calls a member function of its owner
	Irq<&Card::numbered> numbered(card); // FAULT: an interrupt calls a member function of its owner
	Irq<&Card::look> woken(card); // FAULT: an interrupt calls a member function of its owner
	ThreadedIrq<&Card::look> unlooked(card); // FAULT: a threaded interrupt calls a member function of its owner
	ThreadedIrq<&Card::handle, &Card::handle> swapped(card); TRY(swapped.request(line, "card")); // FAULT: what looks before the thread is
	Irq<&Card::handle> copied(card.irq); // FAULT: (deleted|ill-formed)
	TRY(card.irq.request(line, "")); // FAULT: an interrupt has a name
	card.irq.request(line, "card"); // FAULT: ignoring
	TRY(card.irq.request(9, "card")); // FAULT: (no matching|could not convert|no viable)
	TRY(card.threaded.request(line, "card"));
	return card.irq.request(line, "card");
}

} // namespace
