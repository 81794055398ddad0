// SPDX-License-Identifier: GPL-2.0-only
// Led: a light of a device, in /sys/class/leds, for user space and the kernel's triggers.
#pragma once

#include "kernel/core/member.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/core/result.hpp"
#include "kernel/device/device.hpp"
#include "kernel/led/shim.h"

namespace kernel
{
namespace
{

/// led_classdev: calls `Result<void> D::set_brightness(unsigned int)` of its owner when the light is to change, from 0 to the greatest
/// brightness that it was registered with. A member of D, behind `set_brightness`, which must be declared before it, and behind what that
/// uses, which must live longer:
///
///     class Keyboard : Pinned {
///             Result<void> set_backlight(unsigned int brightness)
///             {
///                     return client_.write_byte_data(backlight, static_cast<u8>(brightness));
///             }
///             Led<&Keyboard::set_backlight> led_{*this};
///     };
///     TRY(keyboard->led_.register_device(client, "keyboard::kbd_backlight", 255));
///
/// set_brightness() runs in process context, may sleep, and is never called twice at once; of many changes in a row it sees the last. Its
/// error is a line in the log: the write that set the brightness has returned.
template <auto set_brightness>
class Led : Pinned
{
	static_assert(
		is_member_of_type<set_brightness, Result<void>(unsigned int)>,
		"an LED calls a member function of its owner for its brightness: Led<&D::set_brightness> for "
		"`Result<void> D::set_brightness(unsigned int)`");
	using Owner = ClassOf<set_brightness>;

public:
	explicit Led(Owner &owner) : owner_(&owner) {}
	/// Deregisters, after set_brightness(0). When it returns, set_brightness() does not run and will not.
	~Led()
	{
		if (is_registered_)
			shim_led_classdev_unregister(raw());
	}

	/// Registers it, below the device that has it. From now on set_brightness() is called, but not for how it is lit at the moment: it counts as
	/// dark. The name, "devicename:colour:function", ends with a NUL and lives as long as this; where there is one already, the kernel adds a
	/// number. EINVAL: no name, or a greatest brightness of 0. EBUSY: it is registered. ENOMEM. Sleeps.
	Result<void> register_device(Device parent, const char *name, unsigned int max_brightness)
	{
		if (is_registered_)
			return errors::busy;
		if (*name == '\0' || max_brightness == 0)
			return errors::invalid;
		// (As the kernel has it before it is registered, and not as a registration that failed has left it.)
		led_ = {};
		TRY(Result<void>::from_kernel(
			shim_led_classdev_register(parent.raw(), raw(), name, max_brightness, entry)));
		is_registered_ = true;
		return {};
	}
	/// Has set_brightness() called soon, for so much or for the greatest, as when user space writes it. While it is registered. Any context but NMI.
	void set(unsigned int brightness) { shim_led_set_brightness(raw(), brightness); }

private:
	// (Of the kernel's own type, kCFI compares it.)
	static int entry(led_classdev *raw, led_brightness brightness)
	{
		static_assert(__is_standard_layout(Led), "led_ has the address of the Led that it lies in");
		Led &led = *reinterpret_cast<Led *>(raw);
		return static_cast<int>(
			returned((led.owner_->*set_brightness)(static_cast<unsigned int>(brightness))));
	}
	led_classdev *raw() { return reinterpret_cast<led_classdev *>(&led_); }

	Opaque<LAYOUT_LED_CLASSDEV_SIZE, LAYOUT_LED_CLASSDEV_ALIGN> led_{};
	Owner *const owner_;
	bool is_registered_ = false;
};

} // namespace
} // namespace kernel
