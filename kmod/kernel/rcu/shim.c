// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/rcupdate.h>. */
#include <linux/atomic.h>
#include <linux/rcupdate.h>

#include "kernel/rcu/shim.h"

SAME_TYPE(synchronize_rcu);
SAME_TYPE(call_rcu);
SAME_TYPE(rcu_barrier);

SHIM(void, rcu_read_lock, void) __acquires(RCU)
{
	rcu_read_lock();
}

SHIM(void, rcu_read_unlock, void) __releases(RCU)
{
	rcu_read_unlock();
}

SHIM(void *, rcu_dereference, void *const *pointer)
{
	return rcu_dereference(*(void __rcu *const __force *)pointer);
}

SHIM(void *, rcu_xchg, void **pointer, void *next)
{
	return xchg(pointer, next);
}
