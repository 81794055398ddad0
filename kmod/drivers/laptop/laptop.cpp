// SPDX-License-Identifier: GPL-2.0-only
// laptop: what the firmware of a laptop offers through a device of ACPI: a battery, the temperature of the machine, a light behind the keyboard,
// keys that the keyboard does not send itself.
// The device, RSTY0002, is one of the test's own (tests/driver/laptop/device.asl), made as those of vendors are.
#include "kernel/acpi/device.hpp"
#include "kernel/acpi/notify.hpp"
#include "kernel/hwmon/hwmon.hpp"
#include "kernel/input/input.hpp"
#include "kernel/led/led.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/module/driver_module.hpp"
#include "kernel/platform/driver.hpp"
#include "kernel/power_supply/power_supply.hpp"

namespace laptop
{
namespace
{

using namespace kernel;

// Values that the firmware's Notify brings.
enum Event : u32 { battery_changed = 0x80 };
struct Hotkey {
	u32 event;
	unsigned int key;
};
constexpr Hotkey hotkeys[] = {{0x81, KEY_BRIGHTNESSDOWN}, {0x82, KEY_BRIGHTNESSUP}, {0x83, KEY_WLAN}};

class Laptop : Pinned
{
public:
	Laptop(PlatformDevice device, AcpiDevice acpi) : device_(device), acpi_(acpi) {}

	static Result<Box<Laptop>> probe(PlatformDevice device)
	{
		const AcpiDevice acpi = TRY(AcpiDevice::of(device));
		auto laptop = TRY(Box<Laptop>::make(Gfp::kernel, device, acpi));
		TRY(laptop->battery_.register_device(device, "LAP0"));
		TRY(laptop->light_.register_device(device, "laptop::kbd_backlight", 3));
		TRY(laptop->hwmon_.register_device(device, "laptop"));
		TRY(laptop->keys_.register_device(device, {.name = "Laptop hotkeys", .bus = InputBus::host}));
		TRY(laptop->events_.install(acpi.handle()));
		return laptop;
	}

	// The firmware saves what it must.
	Result<void> suspend() { return acpi_.call("SLEP", 1); }
	Result<void> resume()
	{
		TRY(acpi_.call("SLEP", 0));
		battery_.changed();
		return {};
	}

private:
	Result<supply::Status> status() const
	{
		switch (TRY(acpi_.integer("STAT"))) {
		case 1:
			return supply::Status::discharging;
		case 2:
			return supply::Status::charging;
		default:
			return supply::Status::unknown;
		}
	}
	Result<int> capacity() const { return number("CAPA"); }
	// (Thousandths of a volt.)
	Result<int> voltage() const { return 1000 * TRY(number("VOLT")); }
	Result<bool> present() const { return true; }
	Result<const char *> manufacturer() const { return "rusty"; }
	Result<int> end_threshold() const { return number("LIMI"); }
	Result<void> set_end_threshold(int percent) { return acpi_.call("SLIM", percent); }

	// (Tenths of a kelvin.)
	Result<long> temperature() const { return 100 * (TRY(number("TEMP")) - 2732L); }
	Result<void> set_light(unsigned int brightness) { return acpi_.call("SLED", brightness); }

	void notify(u32 value)
	{
		if (value == battery_changed)
			return battery_.changed();
		for (const Hotkey &hotkey : hotkeys)
			if (hotkey.event == value)
				return press(hotkey.key);
		dev_notice(device_, "an event that nobody knows: {}", value);
	}
	// (The firmware does not say when a key is let go.)
	void press(unsigned int key)
	{
		keys_.report_key(key, true);
		keys_.sync();
		keys_.report_key(key, false);
		keys_.sync();
	}

	Result<int> number(const char *path) const
	{
		const u64 value = TRY(acpi_.integer(path));
		if (value > static_cast<u64>(NumericLimits<int>::max() / 1000))
			return errors::out_of_range;
		return static_cast<int>(value);
	}

	PlatformDevice device_;
	AcpiDevice acpi_;
	PowerSupply<Laptop, supply::Type::battery, supply::status<&Laptop::status>,
		    supply::capacity<&Laptop::capacity>, supply::voltage_now<&Laptop::voltage>,
		    supply::present<&Laptop::present>, supply::manufacturer<&Laptop::manufacturer>,
		    supply::charge_control_end_threshold<&Laptop::end_threshold, &Laptop::set_end_threshold>>
		battery_{*this};
	Led<&Laptop::set_light> light_{*this};
	Hwmon<Laptop, hwmon::temp<hwmon::input<&Laptop::temperature>>> hwmon_{*this};
	InputDevice<input::keys<KEY_BRIGHTNESSDOWN, KEY_BRIGHTNESSUP, KEY_WLAN>> keys_;
	// (The last member is the first to go: what it calls is all still there.)
	AcpiNotify<&Laptop::notify> events_{*this};
};

using Module = DriverModule<PlatformDriver<Laptop>, acpi_ids::laptop>;

} // namespace
} // namespace laptop
