// SPDX-License-Identifier: GPL-2.0-only
// The device: the number and everybody who waits for it, and the operations that every way in shares (write,
// ioctl, sysfs, parameters).
#pragma once

#include "kernel/log.hpp"
#include "kernel/trace.hpp"
#include "kernel/wait.hpp"
#include "rusty/number.hpp"

namespace rusty
{
namespace
{

constinit LockClass waiters_class{"rusty_waiters"};
constinit LockClass unpinned_class{"rusty_unpinned"};

struct Exchanged {
	s64 previous;
	bool done;
};

// The second number of the sample that this driver answers: data that may move while nobody holds its
// address.
struct Unpinned {
	s64 rusty_number;
};

class Device : Pinned
{
public:
	Device(Page page, s64 number, Unpinned unpinned)
		: number_(kernel::move(page), number), waiters_(waiters_class),
		  unpinned_(unpinned_class, unpinned)
	{
	}

	Snapshot snapshot() const { return number_.snapshot(); }

	void set(s64 number) { exchange(number); }
	// The number after it.
	s64 add(s64 operand)
	{
		return told(number_.change([=](s64 now) { return wrapping_add(now, operand); })).now.number;
	}
	// The same, or EOVERFLOW.
	Result<s64> add_checked(s64 operand)
	{
		return told(TRY(number_.try_change([=](s64 now) { return checked_add(now, operand); })))
			.now.number;
	}
	// The number before it.
	s64 exchange(s64 desired)
	{
		return told(number_.change([=](s64) { return desired; })).old_number;
	}
	Exchanged compare_exchange(s64 expected, s64 desired)
	{
		s64 previous = expected;
		const auto changed = number_.try_change([&](s64 now) {
			previous = now;
			return now == expected ? Result<s64>(desired) : Result<s64>(errors::invalid);
		});
		if (changed.ok())
			told(changed.value());
		return {previous, changed.ok()};
	}

	s64 unpinned() { return unpinned_.lock()->rusty_number; }
	void set_unpinned(s64 number)
	{
		auto held = unpinned_.lock();
		held->rusty_number = number;
		pr_debug("Updated Rusty Number @ {} to {}", &held->rusty_number, number);
	}
	const void *unpinned_address() { return &unpinned_.lock()->rusty_number; }

	// Joins those who are woken at the next change. Process context.
	void poll_wait(file *file, poll_table_struct *table) { waiters_.poll_wait(file, table); }

	const Number &number() const { return number_; }

private:
	// What has changed is told to everybody; the same is returned.
	KERNEL_ALWAYS_INLINE const Change &told(const Change &changed)
	{
		if (is_traced_rusty_number_changed() || is_debugged()) [[unlikely]]
			record(changed.old_number, changed.now.number, changed.now.generation);
		if (waiters_.has_sleeper()) [[unlikely]]
			waiters_.wake_pollers(LAYOUT_EPOLLIN | LAYOUT_EPOLLRDNORM);
		return changed;
	}
	// (Apart, as nobody listens most of the time.)
	[[gnu::noinline, gnu::cold]] void record(s64 old_number, s64 number, u64 generation)
	{
		trace_rusty_number_changed(old_number, number, generation);
		pr_debug("Updated Rusty Number @ {} to {}", number_.address(), number);
	}

	Number number_;
	WaitQueue waiters_;
	Mutex<Unpinned> unpinned_;
};

// The device while the module is loaded. Set before anything can be opened, cleared when nothing can be any
// more; module parameters, which outlive both ends, look at it under their own lock.
constinit Device *device = nullptr;

} // namespace
} // namespace rusty
