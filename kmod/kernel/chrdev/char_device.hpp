// SPDX-License-Identifier: GPL-2.0-only
// CharDevice<D>: a character device of a class of the driver's own, /dev/<name>: for drivers that have many, or give them numbers. (For one
// or a few, kernel/misc/misc_device.hpp is less.) D is the driver's class: its Operations (kernel/file/operations.hpp) are its member
// functions, its attributes (kernel/sysfs/attribute.hpp) the files in /sys/class/<class>/<name>.
//
//     class Lamp : public Removable { public: using Operations = FileOperations<operation::read>; ... };
//     class Module {
//             DeviceClass class_;                             // TRY(class_.create("lamp"))
//             ChrdevRegion region_;                           // TRY(region_.allocate("lamp", 8))
//             Vec<CharDevice<Lamp>> lamps_;                   // TRY(CharDevice<Lamp>::register_device(class_, region_, 0, "lamp0", 0600))
//     };
#pragma once

#include "kernel/chrdev/chrdev_region.hpp"
#include "kernel/device/device_host.hpp"
#include "kernel/file/operations.hpp"

namespace kernel
{
namespace
{

template <typename Host>
constexpr FileOperationsTable make_char_operations();
template <typename Host>
constinit const FileOperationsTable char_operations_of = make_char_operations<Host>();

// (An open file holds the cdev, which holds the struct device, until release has returned: nothing is left to count.)
template <typename D>
class CharHost : public DeviceHost<CharHost<D>, D>
{
public:
	using DeviceHost<CharHost<D>, D>::DeviceHost;

	Result<void> add()
	{
		shim_cdev_init(cdev_raw(), &char_operations_of<CharHost>);
		return Result<void>::from_kernel(shim_cdev_device_add(cdev_raw(), this->raw()));
	}
	void del() { shim_cdev_device_del(cdev_raw(), this->raw()); }
	void get() {}
	void put() {}

	static CharHost &of_node(inode *node)
	{
		using Raw = decltype(cdev_);
		return *container_of<CharHost, Raw, &CharHost::cdev_>(
			reinterpret_cast<const Raw *>(field<cdev *>(node, LAYOUT_INODE_I_CDEV)));
	}

private:
	cdev *cdev_raw() { return reinterpret_cast<cdev *>(&cdev_); }

	Opaque<LAYOUT_CDEV_SIZE, LAYOUT_CDEV_ALIGN> cdev_{};
};

// open of a node: its device becomes the file's, as all other operations expect. ENODEV: a node that outlived its device.
template <typename Host>
struct CharEntries {
	static constexpr bool nonseekable = Host::Device::Operations::template has<operation::nonseekable>;

	static int open(inode *node, file *raw)
	{
		Host &host = Host::of_node(node);
		if (host.device().removed())
			return static_cast<int>(errors::no_device.to_kernel());
		File(raw).set_private_data(host.private_data());
		if constexpr (nonseekable)
			return FileEntries<Host>::open_nonseekable(node, raw);
		else
			return FileEntries<Host>::open(node, raw);
	}
};

template <typename Host>
constexpr FileOperationsTable make_char_operations()
{
	FileOperationsTable table = make_file_operations<Host>();
	table.set(LAYOUT_FILE_OPERATIONS_open, &CharEntries<Host>::open);
	return table;
}

/// A registered character device that can be removed before its module: registered from register_device() until this is destroyed. Whoever waits in
/// it is woken then, and every later call on a file of it returns ENODEV (poll: EPOLLHUP). The D is counted by its struct device, and
/// destroyed, in process context, when the last file is closed and nobody in the kernel holds that any more.
template <typename D>
class CharDevice : public RegisteredDevice<CharHost<D>>
{
	using Host = CharHost<D>;

public:
	/// Makes a D of the arguments, then registers it with the index-th number of the region: from here on it can be opened, while the
	/// module is loaded by insmod once create() has succeeded (ENODEV before: a module that fails to load goes without asking who
	/// has its files open). mode is what devtmpfs gives the node before udev has its say. Sleeps. ENOMEM; EINVAL: the class has not been
	/// created, or the region has not so many numbers; EEXIST: the name or the number is taken, of which the kernel warns in the log.
	template <typename... Arguments>
	static Result<CharDevice> register_device(DeviceClass &owner, const ChrdevRegion &region, u32 index,
						  const DeviceName &name, u16 mode, Arguments &&...arguments)
	{
		const u32 number = TRY(region.number(index));
		return CharDevice(TRY(Host::register_host(owner, number, name, mode,
							  kernel::forward<Arguments>(arguments)...)));
	}

private:
	explicit CharDevice(Host *host) : RegisteredDevice<Host>(host) {}
};

} // namespace
} // namespace kernel
