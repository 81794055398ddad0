// SPDX-License-Identifier: GPL-2.0-only
// lm75: the temperature sensor LM75 and others like it, on I2C. Its files in /sys/class/hwmon are those of the kernel's own driver of that
// name, byte for byte: temp1_input, temp1_max and temp1_max_hyst in thousandths of a degree Celsius, update_interval in milliseconds.
#include "kernel/hwmon/hwmon.hpp"
#include "kernel/i2c/driver.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/module/driver_module.hpp"

namespace lm75
{
namespace
{

using namespace kernel;

// What chips differ in: how many bits a temperature has, and how often one is measured.
struct Kind {
	unsigned int bits;
	long interval; // milliseconds
};
constexpr Kind kinds[] = {{9, 100}, {11, 100}, {16, 50}};

// A register is a temperature in two's complement, its point behind the first 8 bits; a chip has the upper `bits` of the 16.
constexpr long millidegrees_of(u16 value, unsigned int bits)
{
	return (static_cast<s16>(value) >> (16 - bits)) * 1000L >> (bits - 8);
}

// The nearest that a limit can be, within what the chip can measure; half way between two, the one that is further from zero.
constexpr u16 register_of(long millidegrees, unsigned int bits)
{
	constexpr long least = -55000, most = 125000;
	const long within = millidegrees < least ? least : millidegrees > most ? most : millidegrees;
	const long steps = within * (1L << (bits - 8));
	const long nearest = (steps < 0 ? steps - 500 : steps + 500) / 1000;
	return static_cast<u16>(static_cast<u16>(nearest) << (16 - bits));
}
static_assert(millidegrees_of(0x1980, 9) == 25500 && millidegrees_of(0xff80, 9) == -500);
static_assert(register_of(25500, 9) == 0x1980 && register_of(-250, 9) == 0xff80 && register_of(249, 9) == 0);

enum Register : u8 { temperature = 0, configuration = 1, hysteresis = 2, limit = 3 };

// The chip measures while this is there; then it is as it was before.
class Awake : Pinned
{
public:
	explicit Awake(I2cClient client) : client_(client) {}
	~Awake()
	{
		// (An error could be returned to nobody.)
		if (before_.ok())
			(void)client_.write_byte_data(configuration, before_.value());
	}
	Result<void> start()
	{
		constexpr u8 shutdown = 1;
		const u8 found = TRY(client_.read_byte_data(configuration));
		if ((found & shutdown) != 0)
			TRY(client_.write_byte_data(configuration, static_cast<u8>(found & ~shutdown)));
		before_ = found;
		return {};
	}

private:
	I2cClient client_;
	Result<u8> before_ = errors::no_device;
};

class Lm75 : Pinned
{
public:
	Lm75(I2cClient client, const Kind &kind) : client_(client), kind_(kind), awake_(client) {}

	static Result<Box<Lm75>> probe(I2cClient client, I2cId id)
	{
		if (!client.check_functionality(I2C_FUNC_SMBUS_BYTE_DATA | I2C_FUNC_SMBUS_WORD_DATA))
			return Errno(EIO);
		const auto kind = Span<const Kind>(kinds).at(id.driver_data);
		if (!kind.ok())
			return kind.error();
		auto lm75 = TRY(Box<Lm75>::make(Gfp::kernel, client, kind.value()));
		TRY(lm75->awake_.start());
		TRY(lm75->hwmon_.register_device(client, client.name()));
		return lm75;
	}

private:
	Result<long> input() const { return read(temperature); }
	Result<long> max() const { return read(limit); }
	Result<void> set_max(long value) { return write(limit, value); }
	Result<long> max_hyst() const { return read(hysteresis); }
	Result<void> set_max_hyst(long value) { return write(hysteresis, value); }
	Result<long> update_interval() const { return kind_.interval; }

	// (Each is one transfer, which nothing of another thread's comes into: no lock.)
	Result<long> read(Register from) const
	{
		return millidegrees_of(TRY(client_.read_word_swapped(from)), kind_.bits);
	}
	Result<void> write(Register to, long value) const
	{
		return client_.write_word_swapped(to, register_of(value, kind_.bits));
	}

	I2cClient client_;
	const Kind &kind_;
	Awake awake_;
	// (The last member is the first to go: what it calls is all still there.)
	Hwmon<Lm75, hwmon::chip<hwmon::update_interval<&Lm75::update_interval>>,
	      hwmon::temp<hwmon::input<&Lm75::input>, hwmon::max<&Lm75::max, &Lm75::set_max>,
			  hwmon::max_hyst<&Lm75::max_hyst, &Lm75::set_max_hyst>>>
		hwmon_{*this};
};

using Module = DriverModule<I2cDriver<Lm75>, i2c_ids::lm75>;

} // namespace
} // namespace lm75
