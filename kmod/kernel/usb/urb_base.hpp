// SPDX-License-Identifier: GPL-2.0-only
// For the layer: what Urbs of all kinds have in common.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/core/field.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/rcu/gate.hpp"
#include "kernel/usb/endpoint.hpp"

namespace kernel
{
namespace
{

// struct urb owns the buffer, and both live until the last reference to it has gone: the kernel's own
// reference goes after the handler has returned, and that of a submit() which comes too late does, too.
class UrbBase : Pinned
{
public:
	UrbBase() = default;
	~UrbBase()
	{
		if (urb_ == nullptr)
			return;
		gate_.close();
		shim_usb_poison_urb(urb_);
		shim_usb_free_urb(urb_);
	}

	Result<void> allocate(const UsbPipe &pipe, UsbTransfer transfer, size_t size, void (*entry)(urb *))
	{
		if (urb_ != nullptr)
			return errors::busy;
		if (size > static_cast<size_t>(NumericLimits<int>::max()))
			return errors::invalid;
		void *const buffer = Kmalloc::allocate(size, Gfp::kernel_quiet);
		if (buffer == nullptr)
			return errors::no_memory;
		urb *const made = shim_usb_alloc_urb(static_cast<unsigned int>(Gfp::kernel));
		if (made == nullptr) {
			Kmalloc::free(buffer);
			return errors::no_memory;
		}
		const int length = static_cast<int>(size);
		if (transfer == UsbTransfer::bulk)
			shim_usb_fill_bulk_urb(made, pipe.device_, pipe.pipe_, buffer, length, entry, this);
		else
			shim_usb_fill_int_urb(made, pipe.device_, pipe.pipe_, buffer, length, entry, this,
					      pipe.interval_);
		size_ = size;
		urb_ = made;
		return {};
	}
	// Makes it the caller's alone, calls prepare(), which returns a Result<void>, and submits it.
	template <typename Prepare>
	Result<void> submit(Gfp gfp, Prepare prepare)
	{
		if (urb_ == nullptr)
			return errors::invalid;
		if (busy_.compare_exchange(0, 1) != 0)
			return errors::busy;
		Result<void> done = errors::not_permitted;
		if (get()) {
			done = prepare();
			if (done.ok())
				done = Result<void>::from_kernel(
					shim_usb_submit_urb(urb_, static_cast<unsigned int>(gfp)));
			shim_usb_free_urb(urb_);
		}
		if (!done.ok())
			set_idle();
		return done;
	}
	// In the handler, whose it is.
	Result<void> submit_again()
	{
		return Result<void>::from_kernel(
			shim_usb_submit_urb(urb_, static_cast<unsigned int>(Gfp::atomic)));
	}
	Result<void> fill(Span<const u8> bytes)
	{
		if (bytes.size() > size_)
			return Errno(EMSGSIZE);
		if (!bytes.empty())
			__builtin_memcpy(buffer(), bytes.data(), bytes.size());
		field<u32>(urb_, LAYOUT_URB_transfer_buffer_length) = static_cast<u32>(bytes.size());
		return {};
	}
	void kill()
	{
		if (urb_ == nullptr || !get())
			return;
		shim_usb_kill_urb(urb_);
		shim_usb_free_urb(urb_);
	}
	void set_idle() { busy_.store_release(0); }
	Result<Span<const u8>> transferred() const
	{
		const int status = field<int>(urb_, LAYOUT_URB_status);
		if (status != 0)
			return Errno::from_kernel(status);
		return Span<const u8>(buffer(),
				      min(size_t{field<u32>(urb_, LAYOUT_URB_actual_length)}, size_));
	}
	static UrbBase &of(urb *raw)
	{
		return *static_cast<UrbBase *>(field<void *>(raw, LAYOUT_URB_context));
	}

private:
	// A reference, which shim_usb_free_urb ends, unless this is being destroyed.
	bool get()
	{
		return gate_.unless_closed([this] { return shim_usb_get_urb(urb_) != nullptr; });
	}
	u8 *buffer() const { return static_cast<u8 *>(field<void *>(urb_, LAYOUT_URB_transfer_buffer)); }

	urb *urb_ = nullptr;
	size_t size_ = 0;
	// From submit() until the handler has returned.
	Atomic<u32> busy_{0};
	RcuGate gate_;
};

} // namespace
} // namespace kernel
