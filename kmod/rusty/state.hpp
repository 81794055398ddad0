// SPDX-License-Identifier: GPL-2.0-only
// The number and its waiters: the operations that all interfaces (write, ioctl, sysfs, parameters) share.
#pragma once

#include "kernel/core/checked.hpp"
#include "kernel/core/parse.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/log/log.hpp"
#include "kernel/trace/trace.hpp"
#include "kernel/wait/wait.hpp"
#include "rusty/number.hpp"

namespace rusty
{
namespace
{

constinit LockClass waiters_class{"rusty_waiters"};
constinit LockClass unpinned_class{"rusty_unpinned"};

struct CompareExchanged {
	s64 previous;
	bool exchanged;
};

// The second number of the sample whose log this driver reproduces: data that may be moved while nobody has its
// address.
struct Unpinned {
	s64 rusty_number;
};

// Parses the text of every interface: write(2), sysfs, parameters. EINVAL, ERANGE, EMSGSIZE.
inline Result<s64> parse_number(Text text)
{
	if (text.size() > RUSTY_TEXT_MAX)
		return errors::too_long;
	return parse_integer(text);
}

class State : Pinned
{
public:
	State(Page page, s64 number, Unpinned unpinned)
		: number_(kernel::move(page), number), waiters_(waiters_class),
		  unpinned_(unpinned_class, unpinned)
	{
	}

	Snapshot snapshot() const { return number_.snapshot(); }

	void set(s64 number) { exchange(number); }
	// Returns the new number; EOVERFLOW, if an overflow is not allowed.
	Result<s64> add(s64 operand, bool may_overflow)
	{
		const auto next = [=](s64 now) -> Result<s64> {
			const auto sum = checked_add(now, operand);
			return may_overflow ? wrapping_add(now, operand) : sum;
		};
		return notify(TRY(number_.try_change(next))).now.number;
	}
	// Returns the previous number. (One function for all interfaces, and without another call in it, as programs call it in loops.)
	[[gnu::noinline]] s64 exchange(s64 desired)
	{
		const Change changed = number_.change([=](s64) { return desired; });
		notify_inline(changed.old_number, changed.now.number, changed.now.generation);
		return changed.old_number;
	}
	CompareExchanged compare_exchange(s64 expected, s64 desired)
	{
		s64 previous = expected;
		const auto changed = number_.try_change([&](s64 now) {
			previous = now;
			return now == expected ? Result<s64>(desired) : Result<s64>(errors::invalid);
		});
		if (changed.ok())
			notify(changed.value());
		return {previous, changed.ok()};
	}

	s64 unpinned() const
	{
		const auto unpinned = unpinned_.lock();
		return unpinned->rusty_number;
	}
	void set_unpinned(s64 number)
	{
		auto unpinned = unpinned_.lock();
		unpinned->rusty_number = number;
		pr_debug("Updated Rusty Number @ {} to {}", &unpinned->rusty_number, number);
	}
	const void *unpinned_address() const
	{
		const auto unpinned = unpinned_.lock();
		return &unpinned->rusty_number;
	}

	// Adds the poller to the waiters, which are woken at the next change. Process context.
	void poll_wait(PollTable table) { waiters_.poll_wait(table); }

	const Number &number() const { return number_; }

private:
	// Traces and logs the change and wakes the waiters; returns the change.
	KERNEL_ALWAYS_INLINE const Change &notify(const Change &changed)
	{
		notify(changed.old_number, changed.now.number, changed.now.generation);
		return changed;
	}
	[[gnu::noinline]] void notify(s64 old_number, s64 number, u64 generation)
	{
		notify_inline(old_number, number, generation);
	}
	KERNEL_ALWAYS_INLINE void notify_inline(s64 old_number, s64 number, u64 generation)
	{
		trace_rusty_number_changed(old_number, number, generation);
		pr_debug("Updated Rusty Number @ {} to {}", number_.address(), number);
		if (waiters_.has_sleeper()) [[unlikely]]
			waiters_.wake_pollers(PollEvents::readable());
	}

	Number number_;
	WaitQueue waiters_;
	mutable Mutex<Unpinned> unpinned_;
};

// The state while the module is loaded: set before the device can be opened, cleared when no file can be open. Both happen under
// the parameters' lock, under which parameters access it.
constinit State *state = nullptr;

} // namespace
} // namespace rusty
