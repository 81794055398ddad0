// SPDX-License-Identifier: GPL-2.0-only
// Hwmon: what a device's sensors measure, for `sensors` and /sys/class/hwmon.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/core/span.hpp"
#include "kernel/core/table.hpp"
#include "kernel/device/device.hpp"
#include "kernel/hwmon/channel.hpp"

enum hwmon_sensor_types : unsigned int;

namespace kernel
{
namespace
{

// One file: which it is to the kernel, and what is called for it.
struct HwmonFile {
	u32 kind;
	u32 attribute;
	u32 channel;
	u16 mode;
	Result<long> (*read)(void *device, unsigned int channel);
	Result<bool> (*read_flag)(void *device, unsigned int channel);
	Result<const char *> (*read_text)(void *device, unsigned int channel);
	Result<void> (*write)(void *device, unsigned int channel, long value);
};

// What the kernel's operations find behind the driver_data of a hwmon device: the same functions serve all classes of drivers.
struct HwmonHost {
	void *device;
	const HwmonFile *files;
	size_t count;

	const HwmonFile *find(hwmon_sensor_types kind, u32 attribute, int channel) const
	{
		for (const HwmonFile &file : Span<const HwmonFile>(files, count))
			if (file.kind == kind && file.attribute == attribute &&
			    file.channel == static_cast<u32>(channel))
				return &file;
		return nullptr;
	}
	static const HwmonHost &of(::device *raw)
	{
		return *static_cast<const HwmonHost *>(field<void *>(raw, LAYOUT_HWMON_DRIVER_DATA));
	}

	static unsigned short is_visible(const void *data, hwmon_sensor_types kind, u32 attribute,
					 int channel)
	{
		const HwmonFile *const file =
			static_cast<const HwmonHost *>(data)->find(kind, attribute, channel);
		return file == nullptr ? 0 : file->mode;
	}
	static int read(::device *raw, hwmon_sensor_types kind, u32 attribute, int channel, long *value)
	{
		const HwmonHost &host = of(raw);
		const HwmonFile *const file = host.find(kind, attribute, channel);
		if (file != nullptr && file->read_flag != nullptr)
			return store(file->read_flag(host.device, file->channel), value);
		if (file != nullptr && file->read != nullptr)
			return store(file->read(host.device, file->channel), value);
		return refused();
	}
	static int read_string(::device *raw, hwmon_sensor_types kind, u32 attribute, int channel,
			       const char **text)
	{
		const HwmonHost &host = of(raw);
		const HwmonFile *const file = host.find(kind, attribute, channel);
		if (file == nullptr || file->read_text == nullptr)
			return refused();
		return store(file->read_text(host.device, file->channel), text);
	}
	static int write(::device *raw, hwmon_sensor_types kind, u32 attribute, int channel, long value)
	{
		const HwmonHost &host = of(raw);
		const HwmonFile *const file = host.find(kind, attribute, channel);
		if (file == nullptr || file->write == nullptr)
			return refused();
		return static_cast<int>(returned(file->write(host.device, file->channel, value)));
	}

private:
	// (The kernel asks for what is visible, and for no more.)
	static int refused() { return static_cast<int>(Errno(EOPNOTSUPP).to_kernel()); }
	template <typename T, typename Kernels>
	static int store(const Result<T> &got, Kernels *to)
	{
		if (!got.ok())
			return static_cast<int>(got.error().to_kernel());
		*to = got.value();
		return 0;
	}
};

#define KERNEL_OPERATION_TYPE(name, result, ...) using HwmonOps_##name = result (*)(__VA_ARGS__);
KERNEL_HWMON_OPERATIONS(KERNEL_OPERATION_TYPE)
#undef KERNEL_OPERATION_TYPE
using HwmonOpsTable = Table<LAYOUT_HWMON_OPS_SIZE, HwmonOps_is_visible, HwmonOps_read, HwmonOps_read_string,
			    HwmonOps_write>;

constexpr HwmonOpsTable make_hwmon_operations()
{
	HwmonOpsTable table{};
	table.set(LAYOUT_HWMON_OPS_is_visible, &HwmonHost::is_visible);
	table.set(LAYOUT_HWMON_OPS_read, &HwmonHost::read);
	table.set(LAYOUT_HWMON_OPS_read_string, &HwmonHost::read_string);
	table.set(LAYOUT_HWMON_OPS_write, &HwmonHost::write);
	return table;
}
constinit const HwmonOpsTable hwmon_operations = make_hwmon_operations();

// The kernel's structures for these channels, and their files.
template <typename D, typename... Channels>
struct HwmonTables {
	static constexpr size_t count = (0 + ... + Channels::count);
	static constexpr size_t channels = sizeof...(Channels);

	HwmonFile files[count]{};
	// (Of each kind that there is: its channels' attributes, and a 0.)
	u32 configs[hwmon::kinds][channels + 1]{};
	Table<LAYOUT_HWMON_CHANNEL_INFO_SIZE> infos[hwmon::kinds]{};
	const void *list[hwmon::kinds + 1]{};
	Table<LAYOUT_HWMON_CHIP_INFO_SIZE> chip{};

	// (`self` is where this will lie.)
	static constexpr HwmonTables make(const HwmonTables &self)
	{
		HwmonTables made{};
		u32 used[hwmon::kinds] = {};
		size_t next = 0;
		(made.template add<Channels>(used, next), ...);
		size_t listed = 0;
		for (size_t kind = 0; kind < hwmon::kinds; ++kind) {
			if (used[kind] == 0)
				continue;
			made.infos[kind].set_part(LAYOUT_HWMON_CHANNEL_INFO_type, hwmon::kind_numbers[kind]);
			made.infos[kind].set(LAYOUT_HWMON_CHANNEL_INFO_config,
					     static_cast<const void *>(self.configs[kind]));
			made.list[listed++] = &self.infos[kind];
		}
		made.chip.set(LAYOUT_HWMON_CHIP_INFO_ops, static_cast<const void *>(&hwmon_operations));
		made.chip.set(LAYOUT_HWMON_CHIP_INFO_info, static_cast<const void *>(self.list));
		return made;
	}

private:
	template <typename Channel>
	constexpr void add(u32 (&used)[hwmon::kinds], size_t &next)
	{
		constexpr auto kind = static_cast<size_t>(Channel::kind);
		const u32 channel = used[kind]++;
		configs[kind][channel] = Channel::config;
		Channel::for_each([&](auto of_type) {
			using Attribute = typename decltype(of_type)::Type;
			Attribute::template check<D>();
			HwmonFile &file = files[next++];
			file.kind = hwmon::kind_numbers[kind];
			file.attribute = hwmon::number_of<Channel::kind, typename Attribute::Name>;
			file.channel = channel;
			file.mode = Attribute::writable ? 0644 : 0444;
			if constexpr (is_same<typename Attribute::Value, bool>)
				file.read_flag = &Attribute::template call_read<D>;
			else if constexpr (is_same<typename Attribute::Value, const char *>)
				file.read_text = &Attribute::template call_read<D>;
			else
				file.read = &Attribute::template call_read<D>;
			if constexpr (Attribute::writable)
				file.write = &Attribute::template call_write<D>;
		});
	}
};
template <typename D, typename... Channels>
constinit const HwmonTables<D, Channels...>
	hwmon_tables_of = HwmonTables<D, Channels...>::make(hwmon_tables_of<D, Channels...>);

/// A device of class hwmon, with the files of these channels (kernel/hwmon/channel.hpp). A member of D, the driver's class, behind all that its
/// functions use: it is the first to be destroyed.
///
///     class Sensor : Pinned {
///             Result<long> temperature() const;
///             Result<long> limit() const;
///             Result<void> set_limit(long millidegrees);
///             Hwmon<Sensor, hwmon::temp<hwmon::input<&Sensor::temperature>, hwmon::max<&Sensor::limit, &Sensor::set_limit>>> hwmon_{*this};
///     };
///     TRY(sensor->hwmon_.register_device(client, "sensor"));
template <typename D, typename... Channels>
class Hwmon : Pinned
{
	static_assert(sizeof...(Channels) != 0, "a device of hwmon has a channel");
	static_assert(((Channels::kind == hwmon::Kind::chip ? 1 : 0) + ... + 0) <= 1,
		      "a device of hwmon has one hwmon::chip: what is about all of its channels");

public:
	explicit Hwmon(D &device)
		: host_{&device, hwmon_tables_of<D, Channels...>.files, HwmonTables<D, Channels...>::count}
	{
	}
	/// Deregisters. When it returns, no function of a channel runs, and none will be called.
	~Hwmon()
	{
		if (registered_ != nullptr)
			shim_hwmon_device_unregister(registered_);
	}

	/// Registers it, below the device that is measured. From now on its functions are called. The name, which ends with a NUL and lives as long
	/// as this, is what `sensors` finds its settings by. EBUSY: it is registered. EINVAL: the name is empty, or has a dash, an asterisk or white
	/// space. ENOMEM. Sleeps.
	Result<void> register_device(Device parent, const char *name)
	{
		if (registered_ != nullptr)
			return errors::busy;
		if (!is_hwmon_name(name))
			return errors::invalid;
		registered_ = TRY(from_error_pointer(shim_hwmon_device_register_with_info(
			parent.raw(), name, &host_, &hwmon_tables_of<D, Channels...>.chip)));
		return {};
	}

private:
	static bool is_hwmon_name(const char *name)
	{
		for (const char c : Text::terminated(name))
			if (c == '-' || c == '*' || c == ' ' || c == '\t' || c == '\n')
				return false;
		return *name != '\0';
	}

	HwmonHost host_;
	::device *registered_ = nullptr;
};

} // namespace
} // namespace kernel
