// SPDX-License-Identifier: GPL-2.0-only
// Firmware: a file for a device, which user space keeps in /lib/firmware.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/span.hpp"
#include "kernel/firmware/shim.h"

struct device;

namespace kernel
{
namespace
{

/// firmware: what such a file holds, in the kernel's memory until this is destroyed. It owns it: it can be moved, not copied.
///
///     Result<void> Engine::start()
///     {
///             const Firmware microcode = TRY(Firmware::request("engine/microcode.bin"));
///             if (microcode.data().size() != microcode_size)
///                     return errors::invalid;
///             return upload(microcode.data());
///     }
///
/// NAME.module.h names the files that the module requests, FIRMWARE("engine/microcode.bin"): else an initrd does not have them.
///
/// The bytes are as trustworthy as the users that may write to that folder: a driver checks sizes and offsets that it finds in them.
///
/// All of this sleeps: process context, no spinlock held. A module that is loaded from an initramfs, before the root file system is there,
/// finds only the files that the initramfs has.
class Firmware
{
public:
	/// Loads the file of this name, relative to /lib/firmware; it ends with a NUL. `device` is named in the kernel's messages, and
	/// before the system sleeps the kernel loads its files again; nullptr: none. ENOENT: there is no such file, which the kernel
	/// writes to the log. ENOMEM. EAGAIN: the system is about to sleep. Others: of the file system.
	static Result<Firmware> request(const char *name, device *device = nullptr)
	{
		return owned(shim_request_firmware(name, device));
	}
	/// The same for a file that a device can do without: the log is silent if there is none.
	static Result<Firmware> request_nowarn(const char *name, device *device = nullptr)
	{
		return owned(shim_firmware_request_nowarn(name, device));
	}

	Firmware(Firmware &&other) : firmware_(kernel::exchange(other.firmware_, nullptr)) {}
	Firmware &operator=(Firmware &&other)
	{
		Firmware old(kernel::move(*this));
		firmware_ = kernel::exchange(other.firmware_, nullptr);
		return *this;
	}
	/// Frees the bytes.
	~Firmware() { shim_release_firmware(firmware_); }

	/// All of the file, as long as this object stands; nothing, if it was moved from.
	Span<const u8> data() const
	{
		if (firmware_ == nullptr)
			return {};
		auto *const raw = const_cast<firmware *>(firmware_);
		return {field<const u8 *>(raw, LAYOUT_FIRMWARE_data),
			field<size_t>(raw, LAYOUT_FIRMWARE_size)};
	}

private:
	explicit Firmware(const firmware *firmware) : firmware_(firmware) {}
	static Result<Firmware> owned(const shim_firmware &loaded)
	{
		if (loaded.returned != 0)
			return Errno::from_kernel(loaded.returned);
		return Firmware(loaded.firmware);
	}

	const firmware *firmware_;
};

} // namespace
} // namespace kernel
