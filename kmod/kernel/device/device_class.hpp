// SPDX-License-Identifier: GPL-2.0-only
// DeviceClass: a class of devices of the driver's own, /sys/class/<name>.
#pragma once

#include "kernel/completion/completion.hpp"
#include "kernel/device/shim.h"
#include "kernel/ref/ref.hpp"

namespace kernel
{
namespace
{

/// struct class: what devices are registered in (ClassDevice, CharDevice). A member of the module's class, declared before its devices, so
/// that it is destroyed behind them.
class DeviceClass : Pinned
{
public:
	DeviceClass() = default;
	/// Sleeps until the last of its devices is destroyed: its handle has gone, its files are closed, and nobody in the kernel (power
	/// management, for one) holds it any more. So no code of the module is called when the module has gone.
	~DeviceClass()
	{
		if (class_ == nullptr)
			return;
		if (!devices_.put())
			gone_.wait();
		shim_class_destroy(class_);
	}

	/// From then on devices can be registered in it. `name` is a literal. Sleeps. EBUSY: it has been created. EEXIST: there is a class of
	/// this name, of which the kernel warns in the log. ENOMEM.
	template <size_t size>
	Result<void> create(const char (&name)[size])
	{
		static_assert(size > 1, "a class has a name");
		if (class_ != nullptr)
			return errors::busy;
		class_ = TRY(from_error_pointer(shim_class_create(name)));
		return {};
	}

	/// For the layer: nullptr before create(); one device more, one that is destroyed.
	void *raw() const { return class_; }
	void get() { devices_.get(); }
	void put()
	{
		if (devices_.put())
			gone_.complete();
	}

private:
	void *class_ = nullptr;
	// (How many devices there are, and one while this is there.)
	RefCount devices_;
	Completion gone_;
};

} // namespace
} // namespace kernel
