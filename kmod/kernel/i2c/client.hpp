// SPDX-License-Identifier: GPL-2.0-only
// I2cClient: a device on I2C or SMBus, and transfers to and from it.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/span.hpp"
#include "kernel/device/device.hpp"
#include "kernel/i2c/shim.h"
#include "kernel/i2c/uapi.h"

namespace kernel
{
namespace
{

/// What a block transfer has read: up to 32 bytes.
class I2cBlock
{
public:
	Span<const u8> bytes() const { return {bytes_, size_}; }

private:
	friend class I2cClient;
	I2cBlock() = default;
	u8 bytes_[I2C_SMBUS_BLOCK_MAX];
	size_t size_ = 0;
};

/// i2c_msg: a part of a raw transfer, bytes that are written to the device or read from it; they must be there until that is done, and may lie
/// on the stack.
class I2cMessage
{
public:
	static I2cMessage write(Span<const u8> bytes)
	{
		return {const_cast<u8 *>(bytes.data()), bytes.size(), 0};
	}
	static I2cMessage read(Span<u8> to) { return {to.data(), to.size(), I2C_M_RD}; }

private:
	friend class I2cClient;
	I2cMessage(u8 *bytes, size_t size, u16 flags)
		: raw_{0, flags, static_cast<u16>(size), bytes}, fits_(size <= NumericLimits<u16>::max())
	{
	}
	i2c_msg raw_;
	bool fits_;
};

/// i2c_client: a device on a bus, borrowed: a copy is the same device. It stands from probe() until the driver's object of the device has been
/// destroyed.
///
///     Result<u16> Chip::status() const { return client_.read_word_swapped(status_register); }
///
/// All transfers sleep: process context, no spinlock held. ENXIO, EREMOTEIO: the device does not answer; EIO, ETIMEDOUT, EAGAIN (another
/// master has the bus): as the adapter says; EOPNOTSUPP: it cannot do this, which check_functionality() says before. Each is one transfer of
/// its own: what must not be torn apart by another thread's needs the driver's lock.
class I2cClient
{
public:
	/// For the layer.
	constexpr explicit I2cClient(i2c_client *raw) : raw_(raw) {}

	operator Device() const
	{
		return Device(
			reinterpret_cast<device *>(reinterpret_cast<char *>(raw_) + LAYOUT_I2C_CLIENT_dev));
	}
	/// What it was called when it was put on the bus, "lm75"; it ends with a NUL and stays as long as the device. Any context.
	const char *name() const { return reinterpret_cast<const char *>(raw_) + LAYOUT_I2C_CLIENT_name; }
	/// Its address, of 7 bits or 10. Any context.
	u16 address() const { return field<u16>(raw_, LAYOUT_I2C_CLIENT_addr); }
	/// Whether the adapter can do all of these: I2C_FUNC_SMBUS_WORD_DATA | I2C_FUNC_SMBUS_BYTE_DATA, I2C_FUNC_I2C (raw transfers), ...
	[[nodiscard]] bool check_functionality(u32 functionality) const
	{
		return shim_i2c_check_functionality(raw_, functionality);
	}

	/// SMBus "receive byte" and "send byte": without a command.
	Result<u8> read_byte() const { return got<u8>(shim_i2c_smbus_read_byte(raw_)); }
	Result<void> write_byte(u8 value) const { return done(shim_i2c_smbus_write_byte(raw_, value)); }
	/// A register of 8 bits.
	Result<u8> read_byte_data(u8 command) const
	{
		return got<u8>(shim_i2c_smbus_read_byte_data(raw_, command));
	}
	Result<void> write_byte_data(u8 command, u8 value) const
	{
		return done(shim_i2c_smbus_write_byte_data(raw_, command, value));
	}
	/// A register of 16 bits whose low byte is transferred first, as SMBus has it.
	Result<u16> read_word_data(u8 command) const
	{
		return got<u16>(shim_i2c_smbus_read_word_data(raw_, command));
	}
	Result<void> write_word_data(u8 command, u16 value) const
	{
		return done(shim_i2c_smbus_write_word_data(raw_, command, value));
	}
	/// A register of 16 bits whose high byte is transferred first, as many devices have it.
	Result<u16> read_word_swapped(u8 command) const
	{
		return __builtin_bswap16(TRY(read_word_data(command)));
	}
	Result<void> write_word_swapped(u8 command, u16 value) const
	{
		return write_word_data(command, __builtin_bswap16(value));
	}
	/// A block that says its size itself, which is 1 to 32. What is written has that many bytes: EINVAL.
	Result<I2cBlock> read_block_data(u8 command) const
	{
		I2cBlock block;
		return sized(block, shim_i2c_smbus_read_block_data(raw_, command, block.bytes_));
	}
	Result<void> write_block_data(u8 command, Span<const u8> bytes) const
	{
		if (!is_block(bytes.size()))
			return errors::invalid;
		return done(shim_i2c_smbus_write_block_data(raw_, command, static_cast<u8>(bytes.size()),
							    bytes.data()));
	}
	/// Some registers of 8 bits, from this one on: 1 to 32, else EINVAL. The adapter may give fewer than were asked for.
	Result<I2cBlock> read_i2c_block_data(u8 command, size_t size) const
	{
		if (!is_block(size))
			return errors::invalid;
		I2cBlock block;
		return sized(block, shim_i2c_smbus_read_i2c_block_data(raw_, command, static_cast<u8>(size),
								       block.bytes_));
	}
	Result<void> write_i2c_block_data(u8 command, Span<const u8> bytes) const
	{
		if (!is_block(bytes.size()))
			return errors::invalid;
		return done(shim_i2c_smbus_write_i2c_block_data(raw_, command, static_cast<u8>(bytes.size()),
								bytes.data()));
	}

	/// A raw transfer (I2C_FUNC_I2C): these messages in their order, without letting go of the bus between them. EIO: not all of them came
	/// through. EINVAL: one has more than 65535 bytes.
	///
	///     I2cMessage messages[] = {I2cMessage::write(pointer), I2cMessage::read(answer)};
	///     TRY(client.transfer(messages));
	template <size_t count>
	Result<void> transfer(I2cMessage (&messages)[count]) const
	{
		static_assert(count <= 42, "a raw transfer has 42 messages at the most");
		i2c_msg raw[count];
		const auto ten_bits = static_cast<u16>(field<u16>(raw_, LAYOUT_I2C_CLIENT_flags) & I2C_M_TEN);
		for (size_t index = 0; index < count; ++index) {
			if (!messages[index].fits_)
				return errors::invalid;
			raw[index] = messages[index].raw_;
			raw[index].addr = address();
			raw[index].flags |= ten_bits;
		}
		const int transferred = shim_i2c_transfer(raw_, raw, static_cast<int>(count));
		if (transferred < 0)
			return Errno::from_kernel(transferred);
		return transferred == static_cast<int>(count) ? Result<void>() : Errno(EIO);
	}
	/// One message each.
	Result<void> send(Span<const u8> bytes) const
	{
		I2cMessage messages[] = {I2cMessage::write(bytes)};
		return transfer(messages);
	}
	Result<void> receive(Span<u8> to) const
	{
		I2cMessage messages[] = {I2cMessage::read(to)};
		return transfer(messages);
	}

private:
	static constexpr bool is_block(size_t size) { return size >= 1 && size <= I2C_SMBUS_BLOCK_MAX; }
	static Result<void> done(int returned) { return Result<void>::from_kernel(returned); }
	template <typename T>
	static Result<T> got(int returned)
	{
		if (returned < 0)
			return Errno::from_kernel(returned);
		return static_cast<T>(returned);
	}
	static Result<I2cBlock> sized(I2cBlock &block, int returned)
	{
		if (returned < 0)
			return Errno::from_kernel(returned);
		block.size_ = min(static_cast<size_t>(returned), sizeof(block.bytes_));
		return block;
	}

	i2c_client *raw_;
};

} // namespace
} // namespace kernel
