// SPDX-License-Identifier: GPL-2.0-only
// Channels of a hardware monitoring chip: which attributes each has, and the member functions of the driver's class that read and write them.
#pragma once

#include "kernel/core/call.hpp"
#include "kernel/core/member.hpp"
#include "kernel/core/result.hpp"
#include "kernel/hwmon/attributes.h"
#include "kernel/hwmon/shim.h"

namespace kernel
{
namespace hwmon
{
namespace
{

enum class Kind {
#define KERNEL_HWMON_KIND(kind) kind,
	KERNEL_HWMON_KINDS(KERNEL_HWMON_KIND)
#undef KERNEL_HWMON_KIND
		count,
};
constexpr size_t kinds = static_cast<size_t>(Kind::count);

// To the kernel.
constexpr u32 kind_numbers[] = {
#define KERNEL_HWMON_KIND(kind) LAYOUT_HWMON_##kind,
	KERNEL_HWMON_KINDS(KERNEL_HWMON_KIND)
#undef KERNEL_HWMON_KIND
};

// What an attribute is called. (Not as the attributes themselves, which are templates.)
namespace name
{
#define KERNEL_HWMON_NAME(name) struct name;
KERNEL_HWMON_NUMBER_NAMES(KERNEL_HWMON_NAME)
KERNEL_HWMON_FLAG_NAMES(KERNEL_HWMON_NAME)
KERNEL_HWMON_TEXT_NAMES(KERNEL_HWMON_NAME)
#undef KERNEL_HWMON_NAME
} // namespace name

// An attribute's number in a kind of channel, which is a bit of the channel. none: such channels do not have it.
constexpr int none = -1;
template <Kind kind, typename Name>
struct NumberOf {
	enum : int { value = none };
};
#define KERNEL_HWMON_NUMBER(kind, attribute)                                                                 \
	template <>                                                                                          \
	struct NumberOf<Kind::kind, name::attribute> {                                                       \
		enum : int { value = LAYOUT_HWMON_##kind##_##attribute };                                    \
	};
KERNEL_HWMON_ATTRIBUTES(KERNEL_HWMON_NUMBER)
#undef KERNEL_HWMON_NUMBER

template <Kind kind, typename Name>
constexpr int number_of = NumberOf<kind, Name>::value;

// What reads a channel's attribute, and what writes it, if it can be written.
template <typename AttributeName, typename AttributeValue, auto read, auto write>
struct Attribute {
	using Name = AttributeName;
	using Value = AttributeValue;

	// Says what is wrong with them.
	template <typename D>
	static constexpr void check()
	{
		static_assert(
			is_same<ClassOf<read>, D>,
			"what reads an attribute of hwmon is a member function of the driver's class itself, "
			"&D::f, not of its base");
		if constexpr (is_same<ClassOf<read>, D>) {
			static_assert(is_same<ReturnedBy<read>, Result<Value>>,
				      "what reads an attribute of hwmon returns Result<long>; of an alarm or "
				      "a fault "
				      "Result<bool>, of a label Result<const char *>");
			static_assert(
				are_available<ArgumentsOf<read>, unsigned int>,
				"what reads an attribute of hwmon takes nothing, or an unsigned int: the "
				"number of the channel");
		}
		if constexpr (writable) {
			static_assert(!is_same<Value, const char *>, "a label of hwmon cannot be written");
			static_assert(is_same<ClassOf<write>, D>, "what writes an attribute of hwmon is a "
								  "member function of the driver's class "
								  "itself, &D::f, not of its base");
			if constexpr (is_same<ClassOf<write>, D>) {
				static_assert(is_same<ReturnedBy<write>, Result<void>>,
					      "what writes an attribute of hwmon returns Result<void>");
				static_assert(takes_value<ArgumentsOf<write>>,
					      "what writes an attribute of hwmon takes a long, and maybe an "
					      "unsigned "
					      "int: the number of the channel");
			}
		}
	}

	static constexpr bool writable = !is_same<decltype(write), decltype(nullptr)>;
	template <typename List>
	static constexpr bool takes_value =
		is_same<List, TypeList<long>> || is_same<List, TypeList<long, unsigned int>> ||
		is_same<List, TypeList<unsigned int, long>>;

	template <typename D>
	static Result<Value> call_read(void *device, unsigned int channel)
	{
		return call_with<read>(*static_cast<D *>(device), channel);
	}
	template <typename D>
	static Result<void> call_write(void *device, unsigned int channel, long value)
	{
		return call_with<write>(*static_cast<D *>(device), channel, value);
	}
};

/// The attributes, by the kernel's names: input<&Chip::read_input>, max<&Chip::max, &Chip::set_max>. One is read by
///
///     Result<long> D::f() const               or without const; of what is yes or no (alarms, faults) Result<bool>; of a label
///                                             Result<const char *>, which ends with a NUL and stays as long as D
///
/// and written by Result<void> D::f(long). Each may take an `unsigned int`, too: the number of the channel among those of its kind, from
/// 0 on. An error that it returns is the errno of the system call. Process context; they may sleep, and several run at once.
#define KERNEL_HWMON_ATTRIBUTE(attribute, type)                                                              \
	template <auto read, auto write = nullptr>                                                           \
	using attribute = Attribute<name::attribute, type, read, write>;
#define KERNEL_HWMON_NUMBER(attribute) KERNEL_HWMON_ATTRIBUTE(attribute, long)
#define KERNEL_HWMON_FLAG(attribute) KERNEL_HWMON_ATTRIBUTE(attribute, bool)
#define KERNEL_HWMON_TEXT(attribute) KERNEL_HWMON_ATTRIBUTE(attribute, const char *)
KERNEL_HWMON_NUMBER_NAMES(KERNEL_HWMON_NUMBER)
KERNEL_HWMON_FLAG_NAMES(KERNEL_HWMON_FLAG)
KERNEL_HWMON_TEXT_NAMES(KERNEL_HWMON_TEXT)
#undef KERNEL_HWMON_ATTRIBUTE
#undef KERNEL_HWMON_NUMBER
#undef KERNEL_HWMON_FLAG
#undef KERNEL_HWMON_TEXT

template <Kind channel_kind, typename... Attributes>
struct Channel {
	static_assert(sizeof...(Attributes) != 0, "a channel of hwmon has an attribute");
	static_assert(
		((number_of<channel_kind, typename Attributes::Name> != none) && ...),
		"channels of this kind do not have one of these attributes: kernel/hwmon/attributes.h says "
		"which have which");
	static constexpr Kind kind = channel_kind;
	static constexpr size_t count = sizeof...(Attributes);
	// What the kernel gets of it: a bit for each.
	static constexpr u32 config = (0u | ... | (1u << number_of<channel_kind, typename Attributes::Name>));
	static_assert(__builtin_popcount(config) == sizeof...(Attributes),
		      "a channel of hwmon has an attribute once");

	// function(IdentityOf<Attribute>()), of each.
	template <typename Function>
	static constexpr void for_each(Function function)
	{
		(function(IdentityOf<Attributes>()), ...);
	}
};

/// The channels, by the kernel's names, with their attributes: temp<input<&Chip::temperature>, max<&Chip::max, &Chip::set_max>>. Values are
/// in millidegrees Celsius (temp), millivolts (in), milliamperes (curr), microwatts (power), revolutions per minute (fan), thousandths of a
/// percent (humidity), 0 to 255 (pwm), and milliseconds (the update_interval of chip, which is about all of them). The first `temp` is temp1 to user
/// space, the first `in` in0.
#define KERNEL_HWMON_KIND(kind)                                                                              \
	template <typename... Attributes>                                                                    \
	using kind = Channel<Kind::kind, Attributes...>;
KERNEL_HWMON_KINDS(KERNEL_HWMON_KIND)
#undef KERNEL_HWMON_KIND

} // namespace
} // namespace hwmon
} // namespace kernel
