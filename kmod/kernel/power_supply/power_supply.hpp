// SPDX-License-Identifier: GPL-2.0-only
// PowerSupply: a battery or a charger, for upower and /sys/class/power_supply.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/core/span.hpp"
#include "kernel/device/device.hpp"
#include "kernel/power_supply/property.hpp"

namespace kernel
{
namespace
{

// What the kernel finds behind the drv_data of a power supply: the same functions serve all classes of drivers.
struct PowerSupplyHost {
	void *device;
	Span<const supply::Entry> entries;

	static const PowerSupplyHost &of(::power_supply *raw)
	{
		return *static_cast<const PowerSupplyHost *>(
			field<void *>(raw, LAYOUT_POWER_SUPPLY_drv_data));
	}
	const supply::Entry *find(power_supply_property number) const
	{
		for (const supply::Entry &each : entries)
			if (each.number == static_cast<unsigned int>(number))
				return &each;
		return nullptr;
	}

	// (Of the kernel's own types, kCFI compares them.)
	static int get_property(::power_supply *raw, power_supply_property number,
				power_supply_propval *value)
	{
		return static_cast<int>(returned(of(raw).get(number, value)));
	}
	static int set_property(::power_supply *raw, power_supply_property number,
				const power_supply_propval *value)
	{
		return static_cast<int>(returned(
			of(raw).set(number, field<int>(const_cast<power_supply_propval *>(value), 0))));
	}
	static int property_is_writeable(::power_supply *raw, power_supply_property number)
	{
		const supply::Entry *const entry = of(raw).find(number);
		return entry != nullptr && entry->set != nullptr;
	}

private:
	Result<void> get(power_supply_property number, power_supply_propval *value) const
	{
		const supply::Entry *const entry = find(number);
		if (entry == nullptr)
			return errors::invalid;
		if (entry->get_text != nullptr) {
			field<const char *>(value, 0) = TRY(entry->get_text(device));
			return {};
		}
		const int read = TRY(entry->get(device));
		if (read < entry->least || read > entry->most)
			return errors::out_of_range;
		field<int>(value, 0) = read;
		return {};
	}
	Result<void> set(power_supply_property number, int value) const
	{
		const supply::Entry *const entry = find(number);
		if (entry == nullptr || entry->set == nullptr)
			return errors::invalid;
		if (value < entry->least || value > entry->most)
			return errors::invalid;
		return entry->set(device, value);
	}
};

// The kernel's structures for these properties, and what is called for them.
template <supply::Type type, typename... Properties>
struct PowerSupplyTables {
	static constexpr supply::Entry entries[] = {Properties::entry()...};
	static constexpr unsigned int numbers[] = {Properties::number...};
	static constexpr bool is_once(unsigned int number)
	{
		unsigned int times = 0;
		for (const unsigned int each : numbers)
			times += each == number;
		return times == 1;
	}
	static constexpr bool are_writable = (Properties::writable || ...);
	static constexpr shim_power_supply kind{
		static_cast<unsigned int>(type),
		sizeof...(Properties),
		numbers,
		&PowerSupplyHost::get_property,
		are_writable ? &PowerSupplyHost::set_property : nullptr,
		&PowerSupplyHost::property_is_writeable,
	};
};

/// A power supply with these properties (kernel/power_supply/property.hpp). A member of D, the driver's class, behind all that its functions use:
/// it is the first to be destroyed.
///
///     class Battery : Pinned {
///             Result<supply::Status> status() const;
///             Result<int> capacity() const;
///             Result<int> end_threshold() const;
///             Result<void> set_end_threshold(int percent);
///             PowerSupply<Battery, supply::Type::battery, supply::status<&Battery::status>, supply::capacity<&Battery::capacity>,
///                         supply::charge_control_end_threshold<&Battery::end_threshold, &Battery::set_end_threshold>>
///                     supply_{*this};
///     };
///     TRY(battery->supply_.register_device(device, "BAT0"));
///
/// A percentage beyond 0 to 100, and a status and its like that there is not, are ERANGE to who reads, and EINVAL to who writes: no function is
/// called with one.
template <typename D, supply::Type type, typename... Properties>
class PowerSupply : Pinned
{
	static_assert(sizeof...(Properties) != 0, "a power supply has a property");

public:
	explicit PowerSupply(D &device) : host_{&device, Span<const supply::Entry>(Tables::entries)}
	{
		(Properties::template check<D>(), ...);
		static_assert((Tables::is_once(Properties::number) && ...),
			      "a power supply has a property once");
	}
	/// Unregisters. When it returns, no file of it is read or written, no event of it is on its way, and no more will be. (Code of the kernel that
	/// goes through all power supplies at that moment, as power_supply_is_system_supplied(), is not waited for, by no driver.) Sleeps.
	~PowerSupply()
	{
		if (registered_ != nullptr)
			shim_power_supply_unregister(registered_);
	}

	/// Registers it, below the device that has it. Its functions are called from then on, and before it returns. The name, which ends with a NUL and
	/// lives as long as this, is that of its folder in /sys/class/power_supply. EBUSY: it is registered. EINVAL: no name. EEXIST: there is
	/// one of that name (the kernel warns of it in the log). ENOMEM. Sleeps.
	Result<void> register_device(Device parent, const char *name)
	{
		if (registered_ != nullptr)
			return errors::busy;
		if (*name == '\0')
			return errors::invalid;
		// (As the kernel has it before it is registered.)
		desc_ = {};
		registered_ = TRY(from_error_pointer(shim_power_supply_register(
			parent.raw(), reinterpret_cast<power_supply_desc *>(&desc_), name, &Tables::kind,
			&host_)));
		return {};
	}
	/// Tells user space and the kernel that properties have other values: a change event with all of them, soon, so that its functions are called.
	/// Nothing, if it is not registered. Any context but NMI, but not while it is registered or destroyed.
	void changed()
	{
		if (registered_ != nullptr)
			shim_power_supply_changed(registered_);
	}

private:
	using Tables = PowerSupplyTables<type, Properties...>;

	PowerSupplyHost host_;
	Opaque<LAYOUT_POWER_SUPPLY_DESC_SIZE, LAYOUT_POWER_SUPPLY_DESC_ALIGN> desc_{};
	::power_supply *registered_ = nullptr;
};

} // namespace
} // namespace kernel
