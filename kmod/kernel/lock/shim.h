/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_LOCK_SHIM_H
#define KERNEL_LOCK_SHIM_H

#include "kernel/core/boundary.h"

struct lock_class_key;
struct mutex;
struct raw_spinlock;
struct rw_semaphore;
struct rwlock; /* rwlock_t, whose structure has no name on older kernels */
struct semaphore;
struct spinlock;

SHIMS_BEGIN
/* struct mutex. Lock sleeps; lock_interruptible returns 0 or -EINTR. init first, with the lockdep class. */
void shim_mutex_init(struct mutex *mutex, const char *name, struct lock_class_key *key);
void shim_mutex_lock(struct mutex *mutex) DIRECT_IF(mutex_lock);
int shim_mutex_lock_interruptible(struct mutex *mutex);
int shim_mutex_trylock(struct mutex *mutex);
void shim_mutex_unlock(struct mutex *mutex) DIRECT_IF(mutex_unlock);

/* spinlock_t (sleeps on RT kernels) and raw_spinlock_t (never sleeps; preemption is off while it is held). */
void shim_spin_lock_init(struct spinlock *lock, const char *name, struct lock_class_key *key);
void shim_spin_lock(struct spinlock *lock);
int shim_spin_trylock(struct spinlock *lock);
void shim_spin_unlock(struct spinlock *lock);
/* Softirqs are off while it is held; unlock_bh with interrupts on, and may run those that are due. */
void shim_spin_lock_bh(struct spinlock *lock);
void shim_spin_unlock_bh(struct spinlock *lock);
unsigned long shim_spin_lock_irqsave(struct spinlock *lock);
void shim_spin_unlock_irqrestore(struct spinlock *lock, unsigned long flags);
void shim_raw_spin_lock_init(struct raw_spinlock *lock, const char *name, struct lock_class_key *key);
void shim_raw_spin_lock(struct raw_spinlock *lock) DIRECT_IF(_raw_spin_lock);
int shim_raw_spin_trylock(struct raw_spinlock *lock);
void shim_raw_spin_unlock(struct raw_spinlock *lock) DIRECT_IF(_raw_spin_unlock);
unsigned long shim_raw_spin_lock_irqsave(struct raw_spinlock *lock);
void shim_raw_spin_unlock_irqrestore(struct raw_spinlock *lock, unsigned long flags);

/* struct rw_semaphore. down_read, down_write sleep; the trylocks return 1 if it is held now. init first, with the lockdep class. */
void shim_init_rwsem(struct rw_semaphore *semaphore, const char *name, struct lock_class_key *key);
void shim_down_read(struct rw_semaphore *semaphore) DIRECT(down_read);
int shim_down_read_trylock(struct rw_semaphore *semaphore) DIRECT(down_read_trylock);
void shim_up_read(struct rw_semaphore *semaphore) DIRECT(up_read);
void shim_down_write(struct rw_semaphore *semaphore) DIRECT(down_write);
int shim_down_write_trylock(struct rw_semaphore *semaphore) DIRECT(down_write_trylock);
void shim_up_write(struct rw_semaphore *semaphore) DIRECT(up_write);
void shim_downgrade_write(struct rw_semaphore *semaphore) DIRECT(downgrade_write);

/* rwlock_t (sleeps on RT kernels). */
void shim_rwlock_init(struct rwlock *lock, const char *name, struct lock_class_key *key);
void shim_read_lock(struct rwlock *lock);
int shim_read_trylock(struct rwlock *lock);
void shim_read_unlock(struct rwlock *lock);
void shim_read_lock_bh(struct rwlock *lock);
void shim_read_unlock_bh(struct rwlock *lock);
unsigned long shim_read_lock_irqsave(struct rwlock *lock);
void shim_read_unlock_irqrestore(struct rwlock *lock, unsigned long flags);
void shim_write_lock(struct rwlock *lock);
int shim_write_trylock(struct rwlock *lock);
void shim_write_unlock(struct rwlock *lock);
void shim_write_lock_bh(struct rwlock *lock);
void shim_write_unlock_bh(struct rwlock *lock);
unsigned long shim_write_lock_irqsave(struct rwlock *lock);
void shim_write_unlock_irqrestore(struct rwlock *lock, unsigned long flags);

/* struct semaphore. down and down_interruptible sleep; the latter returns 0 or -EINTR, down_trylock 0 if it has taken one. */
void shim_sema_init(struct semaphore *semaphore, int count);
void shim_down(struct semaphore *semaphore) DIRECT(down);
int shim_down_interruptible(struct semaphore *semaphore) DIRECT(down_interruptible);
int shim_down_trylock(struct semaphore *semaphore) DIRECT(down_trylock);
void shim_up(struct semaphore *semaphore) DIRECT(up);
SHIMS_END

#endif
