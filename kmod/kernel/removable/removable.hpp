// SPDX-License-Identifier: GPL-2.0-only
// Removable: what can go while it is in use, as a device does that is unplugged while files are open.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/core/pinned.hpp"

namespace kernel
{
namespace
{

class Removable;

/// What must be notified when the object is removed: a queue in which tasks may sleep. A member of the object, made before others can reach it.
class RemovalListener : Pinned
{
public:
	using Notify = void (*)(RemovalListener &);
	// Last: behind all others, when all that waited in the object are awake (Revocable); it may sleep.
	enum class Turn : unsigned char { first, last };
	RemovalListener() = default;
	inline RemovalListener(Removable &object, Notify notify, Turn turn = Turn::first);

	/// ENODEV is due: the object that it belongs to is gone. Any context.
	inline bool removed() const;

private:
	friend class Removable;
	const Removable *object_ = nullptr;
	RemovalListener *next_ = nullptr;
	Notify notify_ = nullptr;
};

/// Base of an object that is reached through others (open files, sysfs, timers) which outlive its use: they keep it by reference
/// count, and ask removed() before they use it. Waiting that is made with it (WaitQueue, CondVar) ends with ENODEV when it goes.
class Removable : Pinned
{
public:
	/// True from remove() on. Any context.
	bool removed() const { return removed_.is_set(); }
	/// For the code that registered the object: it is removed from now on, tasks that sleep in its queues wake, and what it has as a Revocable is destroyed.
	/// Sleeps, where there is such; process context.
	void remove()
	{
		removed_.set();
		notify(listeners_);
		notify(last_listeners_);
	}

private:
	friend class RemovalListener;
	static void notify(RemovalListener *listener)
	{
		for (; listener != nullptr; listener = listener->next_)
			listener->notify_(*listener);
	}

	Flag removed_;
	RemovalListener *listeners_ = nullptr;
	RemovalListener *last_listeners_ = nullptr;
};

inline RemovalListener::RemovalListener(Removable &object, Notify notify, Turn turn)
	: object_(&object), notify_(notify)
{
	RemovalListener *&list = turn == Turn::last ? object.last_listeners_ : object.listeners_;
	next_ = kernel::exchange(list, this);
}

inline bool RemovalListener::removed() const
{
	return object_ != nullptr && object_->removed();
}

} // namespace
} // namespace kernel
