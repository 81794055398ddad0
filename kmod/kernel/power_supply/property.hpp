// SPDX-License-Identifier: GPL-2.0-only
// Properties of a power supply: what each is, and the member functions of the driver's class that read and write it.
#pragma once

#include "kernel/core/member.hpp"
#include "kernel/core/result.hpp"
#include "kernel/power_supply/properties.h"
#include "kernel/power_supply/shim.h"

namespace kernel
{
// (Not power_supply, which is the kernel's structure.)
namespace supply
{
namespace
{

#define KERNEL_SUPPLY_VALUE(value, NAME) value = LAYOUT_POWER_SUPPLY_##NAME,
/// What a power supply is.
enum class Type : int { KERNEL_POWER_SUPPLY_TYPES(KERNEL_SUPPLY_VALUE) };
/// Status::charging, discharging, not_charging, full, unknown, ...: the kernel's values of the properties that are one of a few.
enum class Status : int { KERNEL_POWER_SUPPLY_STATUS(KERNEL_SUPPLY_VALUE) };
enum class Health : int { KERNEL_POWER_SUPPLY_HEALTH(KERNEL_SUPPLY_VALUE) };
enum class ChargeType : int { KERNEL_POWER_SUPPLY_CHARGE_TYPE(KERNEL_SUPPLY_VALUE) };
enum class Technology : int { KERNEL_POWER_SUPPLY_TECHNOLOGY(KERNEL_SUPPLY_VALUE) };
enum class CapacityLevel : int { KERNEL_POWER_SUPPLY_CAPACITY_LEVEL(KERNEL_SUPPLY_VALUE) };
enum class Scope : int { KERNEL_POWER_SUPPLY_SCOPE(KERNEL_SUPPLY_VALUE) };
#undef KERNEL_SUPPLY_VALUE

// One property: which it is to the kernel, the values that it may have, and what is called for it. (Of a text, get_text.)
struct Entry {
	unsigned int number;
	int least;
	int most;
	Result<int> (*get)(void *device);
	Result<const char *> (*get_text)(void *device);
	Result<void> (*set)(void *device, int value);
};

// What reads a property, and what writes it, if it can be written.
template <unsigned int property, typename PropertyValue, int least_value, int most_value, auto read,
	  auto write>
struct Property {
	using Value = PropertyValue;
	static constexpr unsigned int number = property;
	static constexpr bool writable = !is_same<decltype(write), decltype(nullptr)>;
	static constexpr bool is_text = is_same<Value, const char *>;

	// Says what is wrong with them.
	template <typename D>
	static constexpr void check()
	{
		static_assert(is_same<ClassOf<read>, D>,
			      "what reads a property of a power supply is a member function of the driver's "
			      "class itself, &D::f, not of its base");
		if constexpr (is_same<ClassOf<read>, D>)
			static_assert(
				is_member_of_type<read, Result<Value>()> ||
					is_member_of_type<read, Result<Value>() const>,
				"what reads a property of a power supply takes nothing and returns "
				"Result<int>; of what is yes or no Result<bool>, of a text "
				"Result<const char *>, of a status and its like Result<supply::Status>");
		if constexpr (writable) {
			static_assert(!is_text, "a text of a power supply cannot be written");
			static_assert(
				is_same<ClassOf<write>, D> && is_member_of_type<write, Result<void>(Value)>,
				"what writes a property of a power supply is a member function of the "
				"driver's class itself, Result<void> f(int), or of the type that reading "
				"it returns");
		}
	}

	static constexpr Entry entry()
	{
		Entry made{property, least_value, most_value, nullptr, nullptr, nullptr};
		if constexpr (is_text)
			made.get_text = &call_read_text;
		else
			made.get = &call_read;
		if constexpr (writable)
			made.set = &call_write;
		return made;
	}

private:
	using Owner = ClassOf<read>;
	static Result<int> call_read(void *device)
	{
		return static_cast<int>(TRY((static_cast<Owner *>(device)->*read)()));
	}
	static Result<const char *> call_read_text(void *device)
	{
		return (static_cast<Owner *>(device)->*read)();
	}
	static Result<void> call_write(void *device, int value)
	{
		return (static_cast<Owner *>(device)->*write)(static_cast<Value>(value));
	}
};

/// The properties, by the kernel's names: capacity<&Battery::capacity>, status<&Battery::status>. One is read by
///
///     Result<int> D::f() const                or without const; of what is yes or no (present, online, authentic) Result<bool>; of one
///                                             of a few values (status, health, ...) Result<supply::Status> and its like; of a text
///                                             Result<const char *>, which ends with a NUL and stays as long as D
///
/// and written, if it can be, by Result<void> D::f(int), or of the type that is read. Units: µV, µA, µW, µAh, µWh; temperatures (temp,
/// temp_...) tenths of a degree Celsius; times seconds; capacities and thresholds percent. ENODATA: not known at the moment. Process context; they
/// may sleep, and several run at once.
#define KERNEL_SUPPLY_PROPERTY(name, NAME, type, least, most)                                                \
	template <auto read, auto write = nullptr>                                                           \
	using name = Property<LAYOUT_POWER_SUPPLY_PROP_##NAME, type, least, most, read, write>;
#define KERNEL_SUPPLY_NUMBER(name, NAME)                                                                     \
	KERNEL_SUPPLY_PROPERTY(name, NAME, int, NumericLimits<int>::min(), NumericLimits<int>::max())
#define KERNEL_SUPPLY_PERCENT(name, NAME) KERNEL_SUPPLY_PROPERTY(name, NAME, int, 0, 100)
#define KERNEL_SUPPLY_FLAG(name, NAME) KERNEL_SUPPLY_PROPERTY(name, NAME, bool, 0, 1)
#define KERNEL_SUPPLY_TEXT(name, NAME) KERNEL_SUPPLY_PROPERTY(name, NAME, const char *, 0, 0)
#define KERNEL_SUPPLY_CHOICE(name, NAME, Choice, last)                                                       \
	KERNEL_SUPPLY_PROPERTY(name, NAME, Choice, 0, static_cast<int>(Choice::last))
KERNEL_POWER_SUPPLY_NUMBERS(KERNEL_SUPPLY_NUMBER)
KERNEL_POWER_SUPPLY_PERCENTS(KERNEL_SUPPLY_PERCENT)
KERNEL_POWER_SUPPLY_FLAGS(KERNEL_SUPPLY_FLAG)
KERNEL_POWER_SUPPLY_TEXTS(KERNEL_SUPPLY_TEXT)
KERNEL_POWER_SUPPLY_CHOICES(KERNEL_SUPPLY_CHOICE)
#undef KERNEL_SUPPLY_NUMBER
#undef KERNEL_SUPPLY_PERCENT
#undef KERNEL_SUPPLY_FLAG
#undef KERNEL_SUPPLY_TEXT
#undef KERNEL_SUPPLY_CHOICE
#undef KERNEL_SUPPLY_PROPERTY

} // namespace
} // namespace supply
} // namespace kernel
