// SPDX-License-Identifier: GPL-2.0-only
// The ioctls of /dev/rusty: take the argument, ask the state, give the answer. One function each, apart from the others: none pays
// for another's stack, and each takes what the kernel gave in the registers that it is in (so the state is the global one).
#pragma once

#include "kernel/file/file.hpp"
#include "kernel/user/user.hpp"
#include "rusty/cursor.hpp"
#include "rusty/state.hpp"

namespace rusty
{
namespace
{

using Open = OnDemand<Cursor>;

// EBADF unless the file is open for what the operation does.
inline Result<void> allow(File file, bool returns_number, bool changes_number)
{
	if ((returns_number && !file.readable()) || (changes_number && !file.writable()))
		return errors::bad_file;
	return {};
}

[[gnu::noinline]] inline Result<void> ioctl_version(unsigned long argument)
{
	static constexpr rusty_version version{.abi = RUSTY_ABI_VERSION, .reserved = {}};
	return UserOut<rusty_version>(argument).store(version);
}

// What a file sees through GET and SNAPSHOT counts as read, for poll: it is answered first, and then noted.
template <typename Answer>
KERNEL_ALWAYS_INLINE Result<void> look(File file, Answer answer)
{
	TRY(allow(file, true, false));
	const auto cursor = Open(file).get();
	if (!cursor.ok())
		return cursor.error();
	const Snapshot now = state->snapshot();
	TRY(answer(now));
	cursor.value().note_seen(now.generation);
	return {};
}

[[gnu::noinline]] inline Result<void> ioctl_get(File file, unsigned long argument)
{
	return look(file, [=](const Snapshot &now) { return UserOut<s64>(argument).store(now.number); });
}

[[gnu::noinline]] inline Result<void> ioctl_snapshot(File file, unsigned long argument)
{
	return look(file, [=](const Snapshot &now) {
		return UserOut<rusty_snapshot>(argument).store(
			{.number = now.number, .generation = now.generation, .reserved = {}});
	});
}

[[gnu::noinline]] inline Result<void> ioctl_set(File file, unsigned long argument)
{
	TRY(allow(file, false, true));
	const s64 number = TRY(UserIn<s64>(argument).load());
	state->set(number);
	return {};
}

// Takes a T, and gives it back with the answer in it, which update writes: in place, as the struct is one for both directions. It is
// stored back before anything changes, too: an answer that has no place is found then.
template <typename T, typename Check, typename Update>
KERNEL_ALWAYS_INLINE Result<void> change(File file, unsigned long argument, Check check, Update update)
{
	TRY(allow(file, true, true));
	UserInOut<T> user(argument);
	KERNEL_UNINITIALIZED auto loaded = kernel::move(user).load();
	if (!loaded.ok())
		return loaded.error();
	T &value = loaded.value();
	if (!check(value))
		return errors::invalid;
	TRY(user.store(value));
	TRY(update(value));
	return user.store(value);
}

[[gnu::noinline]] inline Result<void> ioctl_add(File file, unsigned long argument)
{
	return change<rusty_add>(
		file, argument,
		[](const rusty_add &add) {
			return (add.flags & ~static_cast<u32>(RUSTY_ADD_CHECKED)) == 0 && add.reserved == 0;
		},
		[](rusty_add &add) KERNEL_INLINE_LAMBDA {
			const auto sum = state->add(add.operand, (add.flags & RUSTY_ADD_CHECKED) == 0);
			if (sum.ok()) [[likely]]
				add.result = sum.value();
			return Result<void>(sum.error());
		});
}

[[gnu::noinline]] inline Result<void> ioctl_exchange(File file, unsigned long argument)
{
	return change<rusty_exchange>(
		file, argument, [](const rusty_exchange &) { return true; },
		[](rusty_exchange &exchange) KERNEL_INLINE_LAMBDA {
			exchange.previous = state->exchange(exchange.desired);
			return Result<void>();
		});
}

[[gnu::noinline]] inline Result<void> ioctl_compare_exchange(File file, unsigned long argument)
{
	return change<rusty_compare_exchange>(
		file, argument, [](const rusty_compare_exchange &exchange) { return exchange.reserved == 0; },
		[](rusty_compare_exchange &exchange) KERNEL_INLINE_LAMBDA {
			const auto done = state->compare_exchange(exchange.expected, exchange.desired);
			exchange.previous = done.previous;
			exchange.exchanged = done.exchanged ? 1 : 0;
			return Result<void>();
		});
}

} // namespace
} // namespace rusty
