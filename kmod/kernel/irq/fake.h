// SPDX-License-Identifier: GPL-2.0-only
// The fake of interrupts: they come when a test raises them.
#pragma once

#define LAYOUT_IRQ_NONE 0
#define LAYOUT_IRQ_HANDLED 1
#define LAYOUT_IRQ_WAKE_THREAD 2
#define LAYOUT_IRQF_SHARED 0x80
#define LAYOUT_IRQF_ONESHOT 0x2000

namespace fake
{

// A line that does not exist is one from this number on.
constexpr unsigned int irq_lines = 256;

// Calls all handlers of the line, with interrupts off, and then the threads that they wake. How many have handled it.
int raise_irq(unsigned int irq);
// How many requests of this line there are.
int irq_requests(unsigned int irq);

} // namespace fake
