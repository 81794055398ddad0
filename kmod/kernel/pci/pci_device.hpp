// SPDX-License-Identifier: GPL-2.0-only
// PciDevice: a device on a PCI bus, as a driver's probe() is given it: its numbers and its config space.
#pragma once

#include "kernel/device/device.hpp"
#include "kernel/pci/shim.h"

namespace kernel
{
namespace
{

class PciEnabled;

/// struct pci_dev, borrowed, as Device is: it stands until the driver's object of it has been destroyed. What it can do when it is enabled, and
/// no sooner, are the members of PciEnabled.
class PciDevice
{
public:
	/// For the layer.
	constexpr explicit PciDevice(pci_dev *raw) : raw_(raw) {}
	constexpr pci_dev *raw() const { return raw_; }

	Device device() const { return Device(shim_pci_device(raw_)); }
	operator Device() const { return device(); }
	/// Its place: "0000:00:04.0".
	Text name() const { return device().name(); }
	u16 vendor_id() const { return shim_pci_vendor(raw_); }
	u16 device_id() const { return shim_pci_device_id(raw_); }
	u8 revision() const { return shim_pci_revision(raw_); }

	/// 8, 16 or 32 bits of its config space, at a multiple of their width. EFAULT: at no multiple. ENODEV: it was unplugged; what is
	/// read then may also be all ones. Any context.
	template <typename T>
	Result<T> read_config(unsigned int offset) const
	{
		check<T>();
		const auto place = static_cast<int>(offset);
		shim_pci_config read;
		if constexpr (sizeof(T) == 1)
			read = shim_pci_read_config_byte(raw_, place);
		else if constexpr (sizeof(T) == 2)
			read = shim_pci_read_config_word(raw_, place);
		else
			read = shim_pci_read_config_dword(raw_, place);
		TRY(Result<void>::from_kernel(read.returned));
		return static_cast<T>(read.value);
	}
	template <typename T>
	Result<void> write_config(unsigned int offset, Identity<T> value) const
	{
		check<T>();
		const auto place = static_cast<int>(offset);
		if constexpr (sizeof(T) == 1)
			return Result<void>::from_kernel(shim_pci_write_config_byte(raw_, place, value));
		else if constexpr (sizeof(T) == 2)
			return Result<void>::from_kernel(shim_pci_write_config_word(raw_, place, value));
		else
			return Result<void>::from_kernel(shim_pci_write_config_dword(raw_, place, value));
	}

	/// Has it answer: its memory, its ports, its interrupt (pci_enable_device). Sleeps. EINVAL: a BAR of it was given no address. Others: of
	/// the firmware, and of power management.
	inline Result<PciEnabled> enable() const;

private:
	template <typename T>
	static constexpr void check()
	{
		static_assert(is_one_of<T, u8, u16, u32>, "config space is read and written as u8, u16 or "
							  "u32: read_config<u16>(offset)");
	}

	pci_dev *raw_;
};

} // namespace
} // namespace kernel
