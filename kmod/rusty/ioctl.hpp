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

inline Result<void> get_version(UserOut<rusty_version> argument)
{
	static constexpr rusty_version version{.abi = RUSTY_ABI_VERSION, .reserved = {}};
	return argument.store(version);
}

// What a file sees through GET and SNAPSHOT counts as read, for poll.
template <typename Answer>
KERNEL_ALWAYS_INLINE Result<void> look(File file, Answer answer)
{
	TRY(allow(file, true, false));
	auto cursor = Cursor::of(file);
	if (!cursor.ok())
		return cursor.error();
	const Snapshot now = device->snapshot();
	TRY(answer(now));
	cursor.value().note_seen(now.generation);
	return {};
}

inline Result<void> get(File file, UserOut<s64> argument)
{
	return look(file, [=](const Snapshot &now) { return argument.store(now.number); });
}

inline Result<void> snapshot(File file, UserOut<rusty_snapshot> argument)
{
	return look(file, [=](const Snapshot &now) {
		return argument.store({.number = now.number, .generation = now.generation, .reserved = {}});
	});
}

inline Result<void> set(File file, UserIn<s64> argument)
{
	TRY(allow(file, false, true));
	const s64 number = TRY(argument.load());
	device->set(number);
	return {};
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

KERNEL_ALWAYS_INLINE Result<void> operate(rusty_add &add)
{
	if ((add.flags & RUSTY_ADD_CHECKED) != 0)
		add.result = TRY(device->add_checked(add.operand));
	else
		add.result = device->add(add.operand);
	return {};
}
KERNEL_ALWAYS_INLINE Result<void> operate(rusty_exchange &exchange)
{
	exchange.previous = device->exchange(exchange.desired);
	return {};
}
KERNEL_ALWAYS_INLINE Result<void> operate(rusty_compare_exchange &exchange)
{
	const Exchanged exchanged = device->compare_exchange(exchange.expected, exchange.desired);
	exchange.previous = exchanged.previous;
	exchange.exchanged = exchanged.done ? 1 : 0;
	return {};
}

// Changes the number and answers. What was taken is stored back first: an answer that has no place is found before
// anything has changed.
template <typename T>
KERNEL_ALWAYS_INLINE Result<void> change(File file, UserInOut<T> argument)
{
	TRY(allow(file, true, true));
	auto loaded = argument.load();
	if (!loaded.ok())
		return loaded.error();
	T &value = loaded.value(); // in place: it is not copied
	TRY(check(value));
	TRY(argument.store(value));
	TRY(operate(value));
	return argument.store(value);
}

// (As one function each, with the command in its name alone: objtool of 6.1 takes no name of over 128 characters.)
template <unsigned int command>
KERNEL_ALWAYS_INLINE Result<void> perform(File file, unsigned long argument)
{
	if constexpr (command == RUSTY_IOC_VERSION)
		return get_version(UserOut<rusty_version>(argument));
	else if constexpr (command == RUSTY_IOC_GET)
		return get(file, UserOut<s64>(argument));
	else if constexpr (command == RUSTY_IOC_SET)
		return set(file, UserIn<s64>(argument));
	else if constexpr (command == RUSTY_IOC_ADD)
		return change(file, UserInOut<rusty_add>(argument));
	else if constexpr (command == RUSTY_IOC_EXCHANGE)
		return change(file, UserInOut<rusty_exchange>(argument));
	else if constexpr (command == RUSTY_IOC_COMPARE_EXCHANGE)
		return change(file, UserInOut<rusty_compare_exchange>(argument));
	else
		return snapshot(file, UserOut<rusty_snapshot>(argument));
}

// A command, apart from the others: none pays for another's stack, and the way there is a jump.
template <unsigned int command>
[[gnu::noinline]] long run_apart(File file, unsigned long argument)
{
	return perform<command>(file, argument).error().to_kernel();
}
template <unsigned int command>
Result<void> run(File file, unsigned long argument)
{
	return Result<void>::from_kernel(run_apart<command>(file, argument));
}

// Process context. ENOTTY: not a command of ours.
inline Result<void> ioctl(File file, unsigned int command, unsigned long argument)
{
	switch (command) {
	case RUSTY_IOC_VERSION:
		return run<RUSTY_IOC_VERSION>(file, argument);
	case RUSTY_IOC_GET:
		return run<RUSTY_IOC_GET>(file, argument);
	case RUSTY_IOC_SET:
		return run<RUSTY_IOC_SET>(file, argument);
	case RUSTY_IOC_ADD:
		return run<RUSTY_IOC_ADD>(file, argument);
	case RUSTY_IOC_EXCHANGE:
		return run<RUSTY_IOC_EXCHANGE>(file, argument);
	case RUSTY_IOC_COMPARE_EXCHANGE:
		return run<RUSTY_IOC_COMPARE_EXCHANGE>(file, argument);
	case RUSTY_IOC_SNAPSHOT:
		return run<RUSTY_IOC_SNAPSHOT>(file, argument);
	default:
		return errors::not_a_command;
	}
}

} // namespace
} // namespace rusty
