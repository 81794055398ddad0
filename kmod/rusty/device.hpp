// SPDX-License-Identifier: GPL-2.0-only
// The device: the number and everybody who waits for it, and the operations that every way in shares (write,
// ioctl, sysfs, parameters).
#pragma once

#include "kernel/log.hpp"
#include "kernel/wait.hpp"
#include "rusty/number.hpp"

extern "C" {
#define TP_PROTO(...) __VA_ARGS__
#define TRACE_EVENT(name, prototype, ...) void shim_trace_##name(prototype)
#include KERNEL_EVENTS
#undef TRACE_EVENT
#undef TP_PROTO
}

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

	void set(s64 number)
	{
		(void)change([=](s64) { return Result<s64>(number); });
	}
	// The number after it.
	s64 add(s64 operand)
	{
		return change([=](s64 now) { return Result<s64>(wrapping_add(now, operand)); })
			.value()
			.now.number;
	}
	// The same, or EOVERFLOW.
	Result<s64> add_checked(s64 operand)
	{
		return TRY(change([=](s64 now) { return checked_add(now, operand); })).now.number;
	}
	// The number before it.
	s64 exchange(s64 desired)
	{
		return change([=](s64) { return Result<s64>(desired); }).value().old_number;
	}
	Exchanged compare_exchange(s64 expected, s64 desired)
	{
		s64 previous = expected;
		const auto changed = change([&](s64 now) {
			previous = now;
			return now == expected ? Result<s64>(desired) : Result<s64>(errors::invalid);
		});
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
	template <typename Next>
	Result<Change> change(Next next)
	{
		const Change changed = TRY(number_.change(next));
		shim_trace_rusty_number_changed(changed.old_number, changed.now.number,
						changed.now.generation);
		pr_debug("Updated Rusty Number @ {} to {}", number_.address(), changed.now.number);
		if (waiters_.has_sleeper())
			waiters_.wake_pollers(LAYOUT_EPOLLIN | LAYOUT_EPOLLRDNORM);
		return changed;
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
