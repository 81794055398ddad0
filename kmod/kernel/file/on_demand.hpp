// SPDX-License-Identifier: GPL-2.0-only
// OnDemand<T>: per-open state that is made when an operation first asks for it, so that open allocates nothing.
#pragma once

#include "kernel/file/host.hpp"
#include "kernel/memory/box.hpp"

namespace kernel
{
namespace
{

/// A device with `using Open = OnDemand<T>;` has its operations called with one: T is made at the first get(), and destroyed when
/// the file is released. Threads that share a file may make it at once; one wins.
//
// (private_data is the device's, as open leaves it, or the address of a T. The word before either is the host's address.)
template <typename T>
class OnDemand
{
public:
	using State = T;

	explicit OnDemand(File file) : file_(file) {}

	/// The file's T, which is made if there is none yet. ENOMEM. Sleeps.
	Result<T &> get() const
	{
		void *const data = file_.private_data();
		if (is_made(data)) [[likely]]
			return *static_cast<T *>(data);
		return make(file_, data);
	}
	/// nullptr: nothing has asked for it yet. Any context.
	T *existing() const
	{
		void *const data = file_.private_data();
		return is_made(data) ? static_cast<T *>(data) : nullptr;
	}

	/// For the layer: the end.
	static void release(File file)
	{
		void *const data = file.private_data();
		if (is_made(data))
			Box<Made>::take(Made::of(data));
	}

private:
	using Made = BehindHost<T>;
	static bool is_made(const void *data) { return data != host_of(data)->private_data(); }

	// (Once for a file, so apart from what each call runs through. Without this object, whose address would have the caller keep it,
	// and a stack protector, in memory.)
	[[gnu::noinline, gnu::cold]] static Result<T &> make(File file, void *data)
	{
		auto fresh = TRY(Box<Made>::make(Gfp::kernel_account, host_of(data)));
		void *const found = file.compare_exchange_private_data(data, &fresh->state);
		if (found != data) // another thread was faster
			return *static_cast<T *>(found);
		return fresh.release()->state;
	}

	File file_;
};

template <typename T>
constexpr bool is_on_demand = false;
template <typename T>
constexpr bool is_on_demand<OnDemand<T>> = true;

} // namespace
} // namespace kernel
