// SPDX-License-Identifier: GPL-2.0-only
// Mmio: a device's memory, mapped, in which its registers are read and written.
#pragma once

#include "kernel/core/result.hpp"
#include "kernel/io/register.hpp"
#include "kernel/io/shim.h"
#include "kernel/time/clock.hpp"
#include "kernel/time/delay.hpp"

namespace kernel
{
namespace
{

/// Memory of a device of at least `least` bytes, mapped until this is destroyed. It can be moved, not copied.
///
///     constexpr ReadOnlyRegister<u32, 0x00> identification;
///     constexpr Register<u32, 0x08> factorial;
///     Mmio<0x90> registers = TRY(Mmio<0x90>::ioremap(address, size));
///     registers.write(factorial, 5);
///     const u32 answer = TRY(registers.poll_atomic(factorial, [](u32 value) { return value != 5; }, 1_us, 100_us));
///
/// What refers to it is destroyed before it is, or notified: an interrupt handler is a member behind it (Irq), what open files reach is
/// Revocable. A PciBar (kernel/pci) is one whose BAR is the driver's own besides.
///
/// Each read and write is one of the bus (readl and its like), in the order of the program, also against memory that the device reads and
/// writes (DMA), and against locks. Any context.
template <size_t least>
class Mmio
{
public:
	/// Maps so many bytes from this physical address on, which nobody caches (ioremap). EINVAL: they are fewer than `least`; ENOMEM: no
	/// room, or no memory of a device. Sleeps.
	static Result<Mmio> ioremap(u64 address, u64 size)
	{
		const auto length = static_cast<size_t>(size);
		if (length != size || length < least || length == 0)
			return errors::invalid;
		return adopt(shim_ioremap(address, length), length);
	}
	/// For the layer: takes over what was mapped so; nullptr is ENOMEM.
	static Result<Mmio> adopt(void *mapped, size_t size)
	{
		if (mapped == nullptr)
			return errors::no_memory;
		return Mmio(mapped, size);
	}

	Mmio(Mmio &&other)
		: mapped_(kernel::exchange(other.mapped_, nullptr)), size_(kernel::exchange(other.size_, 0))
	{
	}
	Mmio &operator=(Mmio &&) = delete;
	/// Sleeps.
	~Mmio()
	{
		if (mapped_ != nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			shim_iounmap(mapped_);
	}

	/// How many bytes are mapped: `least` or more; 0, if it was moved from.
	size_t size() const { return size_; }

	/// What a device that was unplugged answers is all ones.
	template <typename R>
	typename R::Value read(R) const
	{
		check<R>();
		static_assert(R::readable, "this register is only written");
		return read_raw<typename R::Value>(R::offset);
	}
	template <typename R>
	void write(R, typename R::Value value)
	{
		check<R>();
		static_assert(R::writable, "this register is only read");
		write_raw(R::offset, value);
	}

	/// For offsets that only the running program knows. ERANGE: beyond the end of what is mapped. EINVAL: no multiple of T's width.
	template <typename T>
	Result<T> read_at(size_t offset) const
	{
		TRY(check_at<T>(offset));
		return read_raw<T>(offset);
	}
	template <typename T>
	Result<void> write_at(size_t offset, Identity<T> value)
	{
		TRY(check_at<T>(offset));
		write_raw<T>(offset, value);
		return {};
	}

	/// Reads until condition(value) holds, and returns that value (readx_poll_timeout). Between two reads it sleeps for a quarter of
	/// `between` up to all of it. When the timeout has passed, it reads once more: ETIMEDOUT. Process context; sleeps.
	template <typename R, typename Condition>
	Result<typename R::Value> poll_sleeping(R from, Condition condition, Duration between,
						Duration timeout) const
	{
		return poll(from, condition, timeout, [between] {
			sleep_range(Duration::nanoseconds(between.in_nanoseconds() / 4) + 1_us, between);
		});
	}
	/// The same for any context: it keeps the CPU busy between two reads, so both times are short.
	template <typename R, typename Condition>
	Result<typename R::Value> poll_atomic(R from, Condition condition, Duration between,
					      Duration timeout) const
	{
		return poll(from, condition, timeout, [between] { busy_wait(between); });
	}

private:
	Mmio(void *mapped, size_t size) : mapped_(mapped), size_(size) {}

	template <typename R>
	static constexpr void check()
	{
		static_assert(
			R::offset + sizeof(typename R::Value) <= least,
			"this register lies beyond the end of the memory: what Mmio<...> and PciBar<...> "
			"are told to have at least");
	}
	template <typename T>
	Result<void> check_at(size_t offset) const
	{
		static_assert(RegisterValue<T>,
			      "a register is an u8, u16 or u32, or an u64 where the machine "
			      "can read that at once");
		if (offset > size_ || size_ - offset < sizeof(T))
			return errors::out_of_range;
		if (offset % sizeof(T) != 0)
			return errors::invalid;
		return {};
	}
	template <typename T>
	T read_raw(size_t offset) const
	{
		const void *const place = static_cast<const char *>(mapped_) + offset;
		if constexpr (sizeof(T) == 1)
			return shim_readb(place);
		else if constexpr (sizeof(T) == 2)
			return shim_readw(place);
		else if constexpr (sizeof(T) == 4)
			return shim_readl(place);
		else
			return shim_readq(place);
	}
	template <typename T>
	void write_raw(size_t offset, T value)
	{
		void *const place = static_cast<char *>(mapped_) + offset;
		if constexpr (sizeof(T) == 1)
			shim_writeb(value, place);
		else if constexpr (sizeof(T) == 2)
			shim_writew(value, place);
		else if constexpr (sizeof(T) == 4)
			shim_writel(value, place);
		else
			shim_writeq(value, place);
	}
	template <typename R, typename Condition, typename Pause>
	Result<typename R::Value> poll(R from, Condition condition, Duration timeout, Pause pause) const
	{
		const Ktime end = Ktime::now() + timeout;
		while (true) {
			const bool last = Ktime::now() > end;
			const typename R::Value value = read(from);
			if (condition(value))
				return value;
			if (last)
				return errors::timed_out;
			pause();
		}
	}

	void *mapped_;
	size_t size_;
};

} // namespace
} // namespace kernel
