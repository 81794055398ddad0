// SPDX-License-Identifier: GPL-2.0-only
// What an input device is made of, as the parameters of InputDevice (kernel/input/input.hpp): keys, axes, callbacks.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/member.hpp"
#include "kernel/core/result.hpp"
#include "kernel/input/shim.h"
#include "kernel/input/uapi.h"

namespace kernel
{
namespace
{

// An absolute axis, and a key or a relative axis.
struct InputAxis {
	u16 code;
	int min;
	int max;
	int fuzz;
	int flat;
	int resolution;
};
struct InputCode {
	u16 type;
	u16 code;
};

// What is called for a device, with its owner as driver_data.
struct InputCallbacks {
	int (*open)(input_dev *);
	void (*close)(input_dev *);
	// Once, before it is registered.
	int (*prepare)(input_dev *);
};

// A part of so many codes and axes, and with nothing else.
template <size_t code_count, size_t axis_count>
struct InputPart {
	using Owner = NoClass;
	[[maybe_unused]] static constexpr size_t codes = code_count;
	[[maybe_unused]] static constexpr size_t axes = axis_count;
	static constexpr bool has(unsigned int, unsigned int) { return false; }
	template <typename Tables>
	static constexpr void add_to(Tables &)
	{
	}
};

// For the layer: the owner of this device.
template <typename D>
D *input_owner(input_dev *raw)
{
	return static_cast<D *>(field<void *>(raw, LAYOUT_INPUT_DEV_DRIVER_DATA));
}

namespace input
{

template <unsigned int kind, unsigned int... numbers>
struct CodesPart : InputPart<sizeof...(numbers), 0> {
	static constexpr bool has(unsigned int type, unsigned int code)
	{
		return type == kind && ((code == numbers) || ...);
	}
	template <typename Tables>
	static constexpr void add_to(Tables &tables)
	{
		((tables.codes[tables.codes_used++] = {kind, numbers}), ...);
	}
};

/// Keys and buttons: input::keys<BTN_SOUTH, BTN_EAST, KEY_POWER>.
template <unsigned int... numbers>
struct keys : CodesPart<EV_KEY, numbers...> {
	static_assert(
		((numbers > KEY_RESERVED && numbers <= KEY_MAX) && ...),
		"there is no key of this code: the kernel's are KEY_... and BTN_..., from 1 to KEY_MAX");
};

/// Relative axes: input::rel<REL_X, REL_Y, REL_WHEEL>.
template <unsigned int... numbers>
struct rel : CodesPart<EV_REL, numbers...> {
	static_assert(((numbers <= REL_MAX) && ...),
		      "there is no relative axis of this code: the kernel's are REL_..., up to REL_MAX");
};

/// An absolute axis: its least and its greatest value, and if it has them, in this order: fuzz, how much noise it has, which the kernel filters;
/// flat, how far from the centre it counts as there; resolution, in units per mm, or per radian of an axis that turns.
/// input::abs<ABS_X, -32768, 32767, 16, 128>
template <unsigned int number, int min, int max, int fuzz = 0, int flat = 0, int resolution = 0>
struct abs : InputPart<0, 1> {
	static_assert(number <= ABS_MAX,
		      "there is no absolute axis of this code: the kernel's are ABS_..., up to ABS_MAX");
	static_assert(number < ABS_MT_SLOT || number > ABS_MT_TOOL_Y,
		      "axes of several fingers (ABS_MT_...) are not supported here yet");
	static_assert(min <= max, "an axis has its least value before its greatest: input::abs<ABS_X, -128, "
				  "127>");
	static_assert(fuzz >= 0 && flat >= 0 && resolution >= 0,
		      "fuzz, flat and resolution of an axis are not negative");

	static constexpr bool has(unsigned int type, unsigned int code)
	{
		return type == EV_ABS && code == number;
	}
	template <typename Tables>
	static constexpr void add_to(Tables &tables)
	{
		tables.axes[tables.axes_used++] = {number, min, max, fuzz, flat, resolution};
	}
};

/// Member functions of the device's owner, input::opened<&Pad::open, &Pad::close>: `Result<void> open()` is called before the first reads the
/// device, and its error is what that one gets; `void close()` after the last has stopped, and as the device is deregistered while it is read.
/// Both are called also when root inhibits the device (its `inhibited` in sysfs), after which some kernels call close() no more: what open() began
/// the owner's destructor ends, too. Process context, may sleep, never at once. What is reported in between is heard, and nothing else.
template <auto on_open, auto on_close>
struct opened : InputPart<0, 0> {
	static_assert(
		is_member_of_type<on_open, Result<void>()>,
		"an input device is opened by a member function of its owner: `Result<void> D::open()`");
	static_assert(is_member_of_type<on_close, void()>,
		      "an input device is closed by a member function of its owner: `void D::close()`");
	static_assert(is_same<ClassOf<on_open>, ClassOf<on_close>>,
		      "an input device is opened and closed by member functions of one class");
	using Owner = ClassOf<on_open>;

	template <typename Tables>
	static constexpr void add_to(Tables &tables)
	{
		tables.callbacks.open = &open_entry;
		tables.callbacks.close = &close_entry;
	}

private:
	static int open_entry(input_dev *raw)
	{
		return static_cast<int>(returned((input_owner<Owner>(raw)->*on_open)()));
	}
	static void close_entry(input_dev *raw) { (input_owner<Owner>(raw)->*on_close)(); }
};

} // namespace input

} // namespace
} // namespace kernel
