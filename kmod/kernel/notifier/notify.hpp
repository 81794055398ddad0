// SPDX-License-Identifier: GPL-2.0-only
// What a chain of notifiers tells them, and what they answer.
#pragma once

#include "kernel/core/result.hpp"
#include "kernel/notifier/shim.h"

namespace kernel
{
namespace
{

/// What a notifier answers, if it is no error: `done`, it did not care; `ok`, it did; `stop`, it did, and no other is to be called.
enum class Notify : int { done = LAYOUT_NOTIFY_DONE, ok = LAYOUT_NOTIFY_OK, stop = LAYOUT_NOTIFY_STOP };

inline int notify_to_kernel(Result<Notify> answer)
{
	return answer.ok() ? static_cast<int>(answer.value())
			   : shim_notifier_from_errno(static_cast<int>(answer.error().to_kernel()));
}
inline Result<Notify> notify_from_kernel(int returned)
{
	const int error = shim_notifier_to_errno(returned);
	if (error != 0)
		return Errno::from_kernel(error);
	if ((returned & LAYOUT_NOTIFY_STOP_MASK) != 0)
		return Notify::stop;
	return returned == LAYOUT_NOTIFY_OK ? Notify::ok : Notify::done;
}

// An event, which the kernel hands on as an unsigned long, and one object or none.
template <typename Event, typename... Data>
struct Notice {
	using Function = Result<Notify>(Event, Data &...);

	template <auto function, typename Owner>
	static Result<Notify> call(Owner &owner, unsigned long event, [[maybe_unused]] void *data)
	{
		return (owner.*function)(static_cast<Event>(event), *static_cast<Data *>(data)...);
	}
	static unsigned long event(Event event) { return static_cast<unsigned long>(event); }
	static void *data() { return nullptr; }
	template <typename T>
	static void *data(T &data)
	{
		return const_cast<void *>(static_cast<const void *>(__builtin_addressof(data)));
	}
};

} // namespace
} // namespace kernel
