// SPDX-License-Identifier: GPL-2.0-only
// What an operation is called with: the device that the file belongs to, and the file's own state, if the device has such.
//
// A Host is a FileHost with Device, device(), and for a device that can be removed before its module also may_go = true, get() and put(),
// which count its references.
#pragma once

#include "kernel/core/call.hpp"
#include "kernel/core/table.hpp"
#include "kernel/file/host.hpp"
#include "kernel/file/on_demand.hpp"
#include "kernel/memory/box.hpp"

namespace kernel
{
namespace
{

KERNEL_MEMBER_PROBE(Open)
KERNEL_MEMBER_PROBE(open)

template <typename D>
constexpr bool open_is_public = requires
{
	typename D::Open;
};

// A device without Open.
struct NoOpenState {
};
template <typename D, bool exists>
struct OpenStateOf {
	using Type = NoOpenState;
};
template <typename D>
struct OpenStateOf<D, true> {
	using Type = typename D::Open;
};
template <typename D>
using OpenState = typename OpenStateOf<D, has_Open<D>>::Type;

// The three kinds of it. Each finds the host of a file, begins when the file is opened, ends when it is released, and adds to what
// an operation can be called with.
template <typename Host, typename Open>
struct FileState {
	// As an object of its own, made at open; where it stays, if there is no open() that makes it elsewhere.
	using Opened = BehindHost<Open>;
	static Result<void> begin(Host &host, File file)
	{
		auto made = TRY(make(host, file));
		file.set_private_data(&made.release()->state);
		return {};
	}
	static void end(File file) { Box<Opened>::take(Opened::of(file.private_data())); }
	template <typename Call>
	KERNEL_ALWAYS_INLINE static auto call(File file, Call call)
	{
		return call(*static_cast<Open *>(file.private_data()));
	}

private:
	static Result<Box<Opened>> make(Host &host, File file)
	{
		using D = typename Host::Device;
		if constexpr (has_open<D>) {
			Open open = TRY(call_with<&D::open>(host.device(), file));
			return Box<Opened>::make(Gfp::kernel_account, &host, kernel::move(open));
		} else if constexpr (__is_constructible(Open, D &)) {
			return Box<Opened>::make(Gfp::kernel_account, &host, host.device());
		} else {
			return Box<Opened>::make(Gfp::kernel_account, &host);
		}
	}
};

template <typename Host>
struct FileState<Host, NoOpenState> {
	static Result<void> begin(Host &host, File file)
	{
		using D = typename Host::Device;
		if constexpr (has_open<D>)
			return call_with<&D::open>(host.device(), file);
		else
			return {};
	}
	static void end(File) {}
	template <typename Call>
	KERNEL_ALWAYS_INLINE static auto call(File, Call call)
	{
		NoOpenState none;
		return call(none);
	}
};

template <typename Host, typename T>
struct FileState<Host, OnDemand<T>> : FileState<Host, NoOpenState> {
	static void end(File file) { OnDemand<T>::release(file); }
	template <typename Call>
	KERNEL_ALWAYS_INLINE static auto call(File file, Call call)
	{
		OnDemand<T> open(file);
		return call(open);
	}
};

} // namespace
} // namespace kernel
