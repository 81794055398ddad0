// SPDX-License-Identifier: GPL-2.0-only
// IrqLine: an interrupt of a device, as its bus gives it, and what a handler says of one that came.
#pragma once

#include "kernel/core/traits.hpp"

namespace kernel
{
namespace
{

/// The number of an interrupt, and whether other devices may have it too. Its bus makes it (PciVectors::line); it is good as long as that.
class IrqLine
{
public:
	/// For the layer.
	constexpr IrqLine(unsigned int number, bool shared) : number_(number), shared_(shared) {}

	/// As /proc/interrupts has it.
	constexpr unsigned int number() const { return number_; }
	constexpr bool shared() const { return shared_; }

private:
	unsigned int number_;
	bool shared_;
};

/// irqreturn_t of a handler, and of a thread.
enum class IrqReturn : unsigned int {
	/// It was another device's (IRQ_NONE). When nobody says anything else for long, the kernel switches the line off.
	none = LAYOUT_IRQ_NONE,
	handled = LAYOUT_IRQ_HANDLED,
};

/// irqreturn_t of a handler that has a thread.
enum class HardIrqReturn : unsigned int {
	none = LAYOUT_IRQ_NONE,
	handled = LAYOUT_IRQ_HANDLED,
	/// The thread has the rest to do.
	wake_thread = LAYOUT_IRQ_WAKE_THREAD,
};

} // namespace
} // namespace kernel
