// SPDX-License-Identifier: GPL-2.0-only
// MiscDevice<D>: a misc character device, /dev/<name>. D is the driver's class: its Operations (kernel/file/operations.hpp) are its
// member functions, its attributes (kernel/sysfs/attribute.hpp) the files in /sys/class/misc/<name>.
//
// A device is registered after it is completely made, so that nobody can open a partial one. There are two lifetimes:
//
//   MiscDevice<D>                    can be removed at any time, also while files are open, sysfs is read and pages are mapped. The object
//                                    is reference counted: it is destroyed when the last file is closed. D derives from Removable.
//   MiscDevice<D, Lifetime::module>  a member of the module's class, destroyed with the module: no file can be open then, so that there
//                                    is no reference count, and no check for removal.
#pragma once

#include "kernel/file/attributes.hpp"
#include "kernel/file/operations.hpp"
#include "kernel/format/name.hpp"
#include "kernel/misc/shim.h"
#include "kernel/module/module.hpp"
#include "kernel/ref/ref.hpp"
#include "kernel/removable/removable.hpp"

namespace kernel
{
namespace
{

enum class Lifetime : unsigned char { counted, module };

// The kernel's structure and the device. (The structure is first, as a file's private_data and the device's driver_data are its address.)
template <typename D, Lifetime lifetime>
class MiscHost : public FileHost
{
	static_assert(
		!has_device_operations<D>,
		"the kernel calls no `uevent`, `suspend` or `resume` of a misc device: make it a CharDevice "
		"(kernel/chrdev/char_device.hpp), or call the member something else");

public:
	using Device = D;
	static constexpr bool may_go = lifetime == Lifetime::counted;

	template <typename... Arguments>
	explicit MiscHost(const DeviceName &name, Arguments &&...arguments)
		: name_(name), device_(kernel::forward<Arguments>(arguments)...)
	{
	}
	D &device() { return device_; }
	const D &device() const { return device_; }

	Result<void> register_device(unsigned short mode)
	{
		shim_misc_set(raw(), name_.text(), mode, &file_operations_of<MiscHost>,
			      groups_of_host<MiscHost>());
		return Result<void>::from_kernel(shim_misc_register(raw()));
	}
	void deregister_device() { shim_misc_deregister(raw()); }

	void get() { count_.get(); }
	void put()
	{
		if (count_.put())
			Box<MiscHost>::take(this);
	}

private:
	miscdevice *raw() { return reinterpret_cast<miscdevice *>(&raw_); }

	struct Uncounted {
	};
	Opaque<LAYOUT_MISCDEVICE_SIZE, LAYOUT_MISCDEVICE_ALIGN> raw_;
	DeviceName name_;
	[[no_unique_address]] Conditional<may_go, RefCount, Uncounted> count_;
	D device_;
};

template <typename D, Lifetime lifetime = Lifetime::counted>
class MiscDevice;

/// A registered misc device that can be removed before its module: registered from register_device() until this is destroyed. All
/// waiters of the device are woken then, and every later call on a file of it returns ENODEV (poll: EPOLLHUP).
template <typename D>
class MiscDevice<D, Lifetime::counted>
{
	static_assert(__is_base_of(Removable, D),
		      "a device that can be removed before its module derives from "
		      "Removable (or is a MiscDevice<D, Lifetime::module>)");
	using Host = MiscHost<D, Lifetime::counted>;

public:
	/// Makes a D of the arguments, then registers it. From then on it can be opened; during insmod, only after create() has succeeded
	/// (ENODEV before, as a module that fails to load is freed even if files of it are open). mode is that of devtmpfs's node, which
	/// udev may change. Sleeps. ENOMEM; EEXIST: the name is taken; EBUSY: no minor number is free.
	template <typename... Arguments>
	static Result<MiscDevice> register_device(const DeviceName &name, unsigned short mode,
						  Arguments &&...arguments)
	{
		auto host = TRY(Box<Host>::make(Gfp::kernel, name, kernel::forward<Arguments>(arguments)...));
		TRY(host->register_device(mode));
		return MiscDevice(host.release());
	}
	MiscDevice(MiscDevice &&other) : host_(kernel::exchange(other.host_, nullptr)) {}
	MiscDevice &operator=(MiscDevice &&) = delete;
	/// Sleeps: it waits for running sysfs callbacks, but not for open files. (Waiters are woken first, as a callback that waits in the
	/// device would never end.)
	~MiscDevice()
	{
		if (host_ == nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			return;
		host_->device().remove();
		host_->deregister_device();
		host_->put();
	}

	D *operator->() const { return &host_->device(); }
	D &operator*() const { return host_->device(); }

private:
	explicit MiscDevice(Host *host) : host_(host) {}

	Host *host_;
};

/// A misc device with its module's lifetime. A member of the module's class: the D is made with it, and registered when
/// register_device() is called, which must be the last step of create().
template <typename D>
class MiscDevice<D, Lifetime::module> : Pinned
{
public:
	/// The arguments are D's.
	template <typename... Arguments>
	// cppcheck-suppress uninitMemberVar ; of the other kind of MiscDevice
	explicit MiscDevice(const DeviceName &name, Arguments &&...arguments)
		: host_(name, kernel::forward<Arguments>(arguments)...)
	{
	}
	~MiscDevice() { (void)deregister_device(); }

	/// As MiscDevice<D>'s. EBUSY: it is registered already.
	Result<void> register_device(unsigned short mode)
	{
		if (registered_)
			return errors::busy;
		TRY(host_.register_device(mode));
		registered_ = true;
		return {};
	}
	/// Earlier than by the destructor: no sysfs callback runs any more. False: it was not registered. Sleeps.
	bool deregister_device()
	{
		if (!kernel::exchange(registered_, false))
			return false;
		if (module_is_live())
			warn("a Lifetime::module device goes before its module: files may be open");
		host_.deregister_device();
		return true;
	}

	bool registered() const { return registered_; }

	D *operator->() { return &host_.device(); }
	D &operator*() { return host_.device(); }

private:
	MiscHost<D, Lifetime::module> host_;
	bool registered_ = false;
};

} // namespace
} // namespace kernel
