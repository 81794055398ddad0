/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_LOCK_SHIM_H
#define KERNEL_LOCK_SHIM_H

#include "kernel/core/boundary.h"

struct lock_class_key;
struct mutex;
struct raw_spinlock;
struct spinlock;

SHIMS_BEGIN
/* struct mutex. Lock sleeps; lock_interruptible returns 0 or -EINTR. init first, with the lockdep class. */
void shim_mutex_init(struct mutex *mutex, const char *name, struct lock_class_key *key);
void shim_mutex_lock(struct mutex *mutex);
int shim_mutex_lock_interruptible(struct mutex *mutex);
int shim_mutex_trylock(struct mutex *mutex);
void shim_mutex_unlock(struct mutex *mutex);

/* spinlock_t (sleeps on RT kernels) and raw_spinlock_t (never sleeps; preemption is off while it is held). */
void shim_spin_lock_init(struct spinlock *lock, const char *name, struct lock_class_key *key);
void shim_spin_lock(struct spinlock *lock);
int shim_spin_trylock(struct spinlock *lock);
void shim_spin_unlock(struct spinlock *lock);
unsigned long shim_spin_lock_irqsave(struct spinlock *lock);
void shim_spin_unlock_irqrestore(struct spinlock *lock, unsigned long flags);
void shim_raw_spin_lock_init(struct raw_spinlock *lock, const char *name, struct lock_class_key *key);
void shim_raw_spin_lock(struct raw_spinlock *lock);
int shim_raw_spin_trylock(struct raw_spinlock *lock);
void shim_raw_spin_unlock(struct raw_spinlock *lock);
unsigned long shim_raw_spin_lock_irqsave(struct raw_spinlock *lock);
void shim_raw_spin_unlock_irqrestore(struct raw_spinlock *lock, unsigned long flags);
SHIMS_END

#endif
