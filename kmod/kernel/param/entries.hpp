// SPDX-License-Identifier: GPL-2.0-only
// The entry points of the module's parameters. (They are marked cold, as size matters more than speed here.)
#pragma once

#include "kernel/param/parameter.hpp"

namespace kernel
{
namespace
{

// Writes the parameter's text and a newline; returns their size.
template <typename Object>
int get_parameter(const Object &object, char *page)
{
	if constexpr (requires { object.shown(); }) {
		const s64 number = object.shown();
		return static_cast<int>(write_decimal_line(page, static_cast<u64>(number), true));
	} else {
		KERNEL_UNINITIALIZED TextWriter writer(Span<char>(page, LAYOUT_PARAMETER_SIZE - 2));
		object.get(writer);
		const size_t size = writer.text().size();
		page[size] = '\n';
		return static_cast<int>(size + 1);
	}
}

// (A NULL text is `modprobe module parameter`, without a value.)
template <typename Object>
int set_parameter(Object &object, const char *text)
{
	Result<void> set = errors::invalid;
	if (text != nullptr)
		set = object.set(Text::terminated(text));
	else if constexpr (requires { object.set(); })
		set = object.set();
	return static_cast<int>(set.error().to_kernel());
}

} // namespace
} // namespace kernel

#define PARAMETER(name, type, mode, description)                                                             \
	static_assert(kernel::has_modinfo_type<decltype(parameters::name)>(type),                            \
		      "PARAMETER(" #name ", " type ", ...): parameters::" #name                              \
		      " is of another type: to modinfo an int is int, "                                      \
		      "s16 short, s64 long long, u8 byte, u16 ushort, u32 uint, u64 ullong, a text string, " \
		      "several ints array of int, a bool bool, a HexParameter hexint");                      \
	extern "C"                                                                                           \
		[[gnu::cold]] int entry_parameter_set_##name(const char *text, const struct kernel_param *)  \
	{                                                                                                    \
		return kernel::set_parameter(parameters::name, text);                                        \
	}                                                                                                    \
	extern "C" [[gnu::cold]] int entry_parameter_get_##name(char *page, const struct kernel_param *)     \
	{                                                                                                    \
		return kernel::get_parameter(parameters::name, page);                                        \
	}
#include "kernel/module/declarations.h"
