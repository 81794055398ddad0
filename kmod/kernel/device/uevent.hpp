// SPDX-License-Identifier: GPL-2.0-only
// UeventEnv: what a device adds to the events that tell user space of it.
#pragma once

#include "kernel/device/shim.h"
#include "kernel/format/format.hpp"

namespace kernel
{
namespace
{

/// kobj_uevent_env: the variables of one event (add, change, remove), which udev sees, and of the device's file `uevent` in sysfs. A device
/// of a class that lists operation::uevent (kernel/device/device_operations.hpp) has a member function that is called for each, in process
/// context; it may sleep, and several run at once:
///
///     Result<void> uevent(UeventEnv &env) const
///     {
///             TRY(env.add("LAMP_LEVEL", "{}", level_.load()));
///             return env.add("LAMP_MAKER", "{}", maker_);
///     }
///
/// It is called for the event of the removal, too, when removed() holds already. If it returns an error, the event is not sent.
class UeventEnv : Pinned
{
public:
	/// For the layer.
	explicit UeventEnv(kobj_uevent_env *raw) : raw_(raw) {}

	/// KEY=value, the value being the format with its {} replaced, up to 127 bytes of one line. ENOMEM: it is longer, or the event has no
	/// room for it (64 variables, 2 KiB), of which the kernel warns in the log.
	template <size_t size, typename... Arguments>
	Result<void> add(const char (&key)[size], FormatString<Identity<Arguments>...> format,
			 const Arguments &...arguments)
	{
		static_assert(size > 1, "a variable has a name");
		char value[127];
		TextWriter writer{Span<char>(value)};
		writer.print(format, arguments...);
		if (writer.full())
			return errors::no_memory;
		return Result<void>::from_kernel(
			shim_add_uevent_var(raw_, key, value, static_cast<int>(writer.text().size())));
	}

private:
	kobj_uevent_env *raw_;
};

} // namespace
} // namespace kernel
