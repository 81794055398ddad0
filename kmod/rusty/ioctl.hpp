// SPDX-License-Identifier: GPL-2.0-only
// The ioctls of /dev/rusty: take the argument, ask the device, give the answer.
#pragma once

#include "kernel/file.hpp"
#include "kernel/user.hpp"
#include "rusty/cursor.hpp"
#include "rusty/device.hpp"

namespace rusty
{
namespace
{

// EBADF unless the file is open for what the operation does.
inline Result<void> allow(File file, bool returns_number, bool changes_number)
{
	if ((returns_number && !file.readable()) || (changes_number && !file.writable()))
		return errors::bad_file;
	return {};
}

inline Result<long> get_version(UserOut<rusty_version> argument)
{
	TRY(argument.store({.abi = RUSTY_ABI_VERSION, .reserved = {}}));
	return 0;
}

// What a file sees through GET and SNAPSHOT counts as read, for poll.
inline Result<Snapshot> look(File file)
{
	TRY(allow(file, true, false));
	auto cursor = Cursor::of(file);
	if (!cursor.ok())
		return cursor.error();
	return device->snapshot();
}

inline Result<long> get(File file, UserOut<s64> argument)
{
	const Snapshot now = TRY(look(file));
	TRY(argument.store(now.number));
	Cursor::existing(file)->note_seen(now.generation);
	return 0;
}

inline Result<long> snapshot(File file, UserOut<rusty_snapshot> argument)
{
	const Snapshot now = TRY(look(file));
	TRY(argument.store({.number = now.number, .generation = now.generation, .reserved = {}}));
	Cursor::existing(file)->note_seen(now.generation);
	return 0;
}

inline Result<long> set(File file, UserIn<s64> argument)
{
	TRY(allow(file, false, true));
	const s64 number = TRY(argument.load());
	device->set(number);
	return 0;
}

// What must be zero is zero: EINVAL.
inline Result<void> check(const rusty_add &add)
{
	const u32 unknown = add.flags & ~static_cast<u32>(RUSTY_ADD_CHECKED);
	return unknown == 0 && add.reserved == 0 ? Result<void>() : errors::invalid;
}
inline Result<void> check(const rusty_exchange &)
{
	return {};
}
inline Result<void> check(const rusty_compare_exchange &exchange)
{
	return exchange.reserved == 0 ? Result<void>() : errors::invalid;
}

inline Result<void> operate(rusty_add &add)
{
	if ((add.flags & RUSTY_ADD_CHECKED) != 0)
		add.result = TRY(device->add_checked(add.operand));
	else
		add.result = device->add(add.operand);
	return {};
}
inline Result<void> operate(rusty_exchange &exchange)
{
	exchange.previous = device->exchange(exchange.desired);
	return {};
}
inline Result<void> operate(rusty_compare_exchange &exchange)
{
	const Exchanged exchanged = device->compare_exchange(exchange.expected, exchange.desired);
	exchange.previous = exchanged.previous;
	exchange.exchanged = exchanged.done ? 1 : 0;
	return {};
}

// Changes the number and answers. What was taken is stored back first: an answer that has no place is found before
// anything has changed.
template <typename T>
Result<long> change(File file, UserInOut<T> argument)
{
	TRY(allow(file, true, true));
	T value = TRY(argument.load());
	TRY(check(value));
	TRY(argument.store(value));
	TRY(operate(value));
	TRY(argument.store(value));
	return 0;
}

// Process context. ENOTTY: not a command of ours.
inline Result<long> ioctl(File file, unsigned int command, unsigned long argument)
{
	switch (command) {
	case RUSTY_IOC_VERSION:
		return get_version(UserOut<rusty_version>(argument));
	case RUSTY_IOC_GET:
		return get(file, UserOut<s64>(argument));
	case RUSTY_IOC_SET:
		return set(file, UserIn<s64>(argument));
	case RUSTY_IOC_ADD:
		return change(file, UserInOut<rusty_add>(argument));
	case RUSTY_IOC_EXCHANGE:
		return change(file, UserInOut<rusty_exchange>(argument));
	case RUSTY_IOC_COMPARE_EXCHANGE:
		return change(file, UserInOut<rusty_compare_exchange>(argument));
	case RUSTY_IOC_SNAPSHOT:
		return snapshot(file, UserOut<rusty_snapshot>(argument));
	default:
		return errors::not_a_command;
	}
}

} // namespace
} // namespace rusty
