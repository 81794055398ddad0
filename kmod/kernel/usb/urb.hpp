// SPDX-License-Identifier: GPL-2.0-only
// Urb: a transfer of USB that calls a member function of its owner when it is done.
#pragma once

#include "kernel/core/member.hpp"
#include "kernel/usb/urb_base.hpp"

namespace kernel
{
namespace
{

/// What a handler is told of its Urb, which is the handler's alone until it submits it again or returns.
template <typename Endpoint>
class UrbCompletion : Pinned
{
	static constexpr bool is_in = Endpoint::direction == UsbDirection::in;

public:
	/// What has come, which stands until the handler returns or resubmits; or an error, and then what came before it is lost.
	/// ENOENT: the Urb was killed. The others are those of an endpoint's messages.
	Result<Span<const u8>> received() const requires is_in { return urb_.transferred(); }
	/// How many bytes the device took; or an error, and then it may have taken some.
	Result<size_t> sent() const requires(!is_in) { return TRY(urb_.transferred()).size(); }
	/// The Urb is in flight again, when this has succeeded, and the handler will be called again, on another CPU maybe before this returns: the
	/// last thing that a handler does. Not after an error, without a limit: a device that answers with errors alone would keep a CPU busy, and a
	/// halted endpoint (EPIPE) needs clear_halt() first, which sleeps: in a Work. EPERM: it is being killed. ENODEV, ESHUTDOWN,
	/// ENOENT: the device has gone, or is being taken from its driver. EBUSY: it was done already. ENOMEM.
	Result<void> resubmit() requires is_in { return submit(); }
	/// The same with other bytes. EMSGSIZE: they are more than there is room for.
	Result<void> send(Span<const u8> bytes) requires(!is_in)
	{
		if (submitted_)
			return errors::busy;
		TRY(urb_.fill(bytes));
		return submit();
	}

private:
	template <auto>
	friend class Urb;
	explicit UrbCompletion(UrbBase &urb) : urb_(urb) {}
	Result<void> submit()
	{
		if (submitted_)
			return errors::busy;
		// (The handler may be called again before this returns.)
		submitted_ = true;
		const Result<void> done = urb_.submit_again();
		submitted_ = done.ok();
		return done;
	}

	UrbBase &urb_;
	bool submitted_ = false;
};

// What an Urb whose handler is of this type is for.
struct NoEndpoint {
};
template <typename Type>
struct EndpointOfHandler {
	using Endpoint = NoEndpoint;
};
template <typename E>
struct EndpointOfHandler<void(UrbCompletion<E> &)> {
	using Endpoint = E;
};
template <auto handler>
using UrbEndpoint = typename EndpointOfHandler<typename MemberFunction<decltype(handler)>::Type>::Endpoint;
template <auto handler, UsbDirection direction>
constexpr bool is_urb_of = UrbEndpoint<handler>::direction == direction;

/// struct urb with its buffer: a transfer in flight, of which `void D::handler(UrbCompletion<Endpoint> &)` of its owner is told when it is done, has
/// failed, or was killed. A member of D, behind the handler, which must be declared before it, and behind all that it uses, which must live
/// longer. Several in flight are several members; their handlers may submit each other.
///
///     class Mouse : Pinned {
///             void moved(UrbCompletion<UsbInterruptIn> &urb)
///             {
///                     const auto report = urb.received();
///                     if (!report.ok())
///                             return;                 // (the device has gone, say, or the object is being destroyed)
///                     handle(report.value());
///                     (void)urb.resubmit();
///             }
///             Urb<&Mouse::moved> urb_{*this};
///     };
///
/// In probe(): `TRY(mouse->urb_.allocate(endpoint, endpoint.max_packet_size())); TRY(mouse->urb_.submit(Gfp::kernel));`
///
/// The handler runs in interrupt context, softirq or hardirq: it must not sleep, and a lock that it takes is taken with interrupts off elsewhere
/// (SpinLock::lock_irqsave).
///
/// Destroying it kills the transfer, whose handler is told ENOENT if it was in flight, and waits for a handler that runs: it sleeps, holding no
/// lock that the handler takes, not in a handler. When the destructor returns, the handler does not run and will not: a submit() after that, as by
/// a handler of an Urb of the owner that is destroyed later, is EPERM. The device may go at any time: a transfer then ends with an error.
template <auto handler>
class Urb
{
	using Endpoint = UrbEndpoint<handler>;
	static_assert(!is_same<Endpoint, NoEndpoint>,
		      "an Urb calls a member function of its owner that takes what is to be told of it: "
		      "Urb<&D::done> "
		      "for `void done(UrbCompletion<UsbBulkIn> &urb)`, or of another kind of endpoint");
	using Owner = ClassOf<handler>;
	using Completion = UrbCompletion<Endpoint>;

public:
	explicit Urb(Owner &owner) : owner_(&owner) {}

	/// Of this endpoint, with room for so many bytes; of an endpoint to the computer a multiple of its max_packet_size(). Once, before it is
	/// submitted. EBUSY: it was done. ENOMEM. EINVAL: over 2 GiB. Sleeps.
	Result<void> allocate(const Endpoint &endpoint, size_t size)
	{
		return base_.allocate(endpoint, Endpoint::transfer, size, entry);
	}
	/// The handler will be called when this has succeeded: something has come, or an error. EBUSY: it is in flight, or its handler runs.
	/// EINVAL: it was not allocated. Others as UrbCompletion::resubmit. Sleeps, unless gfp is atomic.
	Result<void> submit(Gfp gfp) requires(is_urb_of<handler, UsbDirection::in>)
	{
		return base_.submit(gfp, [] { return Result<void>(); });
	}
	/// The same, of a copy of these bytes. EMSGSIZE: they are more than there is room for.
	Result<void> send(Span<const u8> bytes, Gfp gfp) requires(is_urb_of<handler, UsbDirection::out>)
	{
		return base_.submit(gfp, [&] { return base_.fill(bytes); });
	}
	/// When this returns, it is not in flight, and its handler does not run; it was told ENOENT, if it was in flight. Others may submit it
	/// again. After the destructor it does nothing. Sleeps; as the destructor.
	void kill() { base_.kill(); }

private:
	// (Of the kernel's own type, kCFI compares it.)
	static void entry(urb *raw)
	{
		static_assert(__is_standard_layout(Urb), "base_ has the address of the Urb that it lies in");
		UrbBase &base = UrbBase::of(raw);
		Completion completion(base);
		(reinterpret_cast<Urb &>(base).owner_->*handler)(completion);
		if (!completion.submitted_)
			base.set_idle();
	}

	UrbBase base_;
	Owner *const owner_;
};

} // namespace
} // namespace kernel
