// SPDX-License-Identifier: GPL-2.0-only
// Irq and ThreadedIrq: an interrupt calls a member function of its owner.
#pragma once

#include "kernel/core/member.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/core/result.hpp"
#include "kernel/irq/irq_line.hpp"
#include "kernel/irq/shim.h"

namespace kernel
{
namespace
{

// What Irq and ThreadedIrq have in common. The kernel knows a request by the address of this.
template <typename Owner>
class IrqRequest : Pinned
{
public:
	explicit IrqRequest(Owner &owner) : owner_(&owner) {}
	~IrqRequest() { free(); }

	Result<void> request(IrqLine line, irq_handler handler, irq_handler thread, unsigned long flags,
			     const char *name)
	{
		if (requested_)
			return errors::busy;
		if (line.shared())
			flags |= LAYOUT_IRQF_SHARED;
		TRY(Result<void>::from_kernel(
			shim_request_threaded_irq(line.number(), handler, thread, flags, name, this)));
		number_ = line.number();
		requested_ = true;
		return {};
	}
	void free()
	{
		if (kernel::exchange(requested_, false))
			(void)shim_free_irq(number_, this);
	}
	// (Of the kernel's own type, kCFI compares it.)
	template <auto function>
	static irqreturn entry(int, void *passed)
	{
		return static_cast<irqreturn>((static_cast<IrqRequest *>(passed)->owner_->*function)());
	}

private:
	Owner *const owner_;
	unsigned int number_ = 0;
	bool requested_ = false;
};

/// An interrupt that calls `IrqReturn D::handle()` of its owner. A member of D, behind `handle`, which must be declared before it, and behind
/// all that `handle` uses, the registers of the device among it, which must live longer:
///
///     class Card : Pinned {
///             IrqReturn handle()
///             {
///                     const u32 status = registers_.read(interrupt_status);
///                     if (status == 0)
///                             return IrqReturn::none;
///                     registers_.write(interrupt_acknowledge, status);
///                     answered_.complete();
///                     return IrqReturn::handled;
///             }
///             PciBar<0x100> registers_;
///             PciVectors vectors_;
///             Completion answered_;
///             Irq<&Card::handle> irq_{*this};         // TRY(card->irq_.request(TRY(card->vectors_.line(0)), "card"))
///     };
///
/// handle() runs in hard interrupt context (on RT kernels, and with threadirqs, in a thread of its own), never twice at once: it must not
/// sleep, it should be short, and a lock that it takes is taken with interrupts off elsewhere (SpinLock::lock_irqsave). It is called as soon as
/// it is requested, and on a line that is shared for the interrupts of others too, even while the device is off: it asks the device first.
///
/// Destroying it waits for a call that runs, and sleeps: process context, holding no lock that handle() takes. When the destructor returns,
/// handle() does not run and will not (free_irq): what was declared before it may go.
template <auto handle>
class Irq : Pinned
{
	static_assert(is_member_of_type<handle, IrqReturn()>,
		      "an interrupt calls a member function of its owner that takes nothing and returns "
		      "IrqReturn: Irq<&D::handle> for `IrqReturn handle()`");
	using Owner = ClassOf<handle>;

public:
	explicit Irq(Owner &owner) : request_(owner) {}

	/// From then on handle() is called. `name`, a literal, is what /proc/interrupts says. Sleeps. EBUSY: this one has a line already, or another
	/// driver has it and does not share it. EINVAL: there is no such line. ENOMEM.
	template <size_t size>
	Result<void> request(IrqLine line, const char (&name)[size])
	{
		static_assert(size > 1, "an interrupt has a name");
		return request_.request(line, &IrqRequest<Owner>::template entry<handle>, nullptr, 0, name);
	}
	/// Before the destructor does it, and as that; nothing, if it has no line.
	void free() { request_.free(); }

private:
	IrqRequest<Owner> request_;
};

/// An interrupt that calls `IrqReturn D::work()` of its owner in a thread of the kernel's, which may sleep: for devices behind a bus that sleeps
/// (I2C, SPI), and for what takes long. The line is off from the interrupt until work() returns.
///
/// With a second function, `HardIrqReturn D::look()`, that is called first, in hard interrupt context, as Irq's is: it has the device be silent,
/// and answers HardIrqReturn::wake_thread. The line stays on then. On a line that is shared there must be one.
///
/// A member as Irq is, behind both and what they use; its destructor waits for both.
template <auto work, auto look = nullptr>
class ThreadedIrq : Pinned
{
	static constexpr bool has_look = !is_same<RemoveConst<decltype(look)>, decltype(nullptr)>;
	static_assert(is_member_of_type<work, IrqReturn()>,
		      "a threaded interrupt calls a member function of its owner that takes nothing and "
		      "returns IrqReturn: ThreadedIrq<&D::work> for `IrqReturn work()`");
	using Owner = ClassOf<work>;

public:
	explicit ThreadedIrq(Owner &owner) : request_(owner) {}

	/// As Irq's. EINVAL also: the line is shared, and nobody would look whose interrupt it is.
	template <size_t size>
	Result<void> request(IrqLine line, const char (&name)[size])
	{
		static_assert(size > 1, "an interrupt has a name");
		irq_handler const thread = &IrqRequest<Owner>::template entry<work>;
		if constexpr (has_look) {
			static_assert(
				is_member_of_type<look, HardIrqReturn()>,
				"what looks before the thread is a member function that takes nothing and "
				"returns HardIrqReturn: `HardIrqReturn look()`");
			return request_.request(line, &IrqRequest<Owner>::template entry<look>, thread, 0,
						name);
		} else {
			if (line.shared())
				return errors::invalid;
			return request_.request(line, nullptr, thread, LAYOUT_IRQF_ONESHOT, name);
		}
	}
	/// As Irq's.
	void free() { request_.free(); }

private:
	IrqRequest<Owner> request_;
};

} // namespace
} // namespace kernel
