/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The boundary: every function of the kernel that C++ may call, under the kernel's own name behind shim_.
 * Read by C, which defines them (helpers_*.c), and by C++, so that either compiler rejects a drift.
 *
 * A shim is one call and decides nothing. "Sleeps": process context only, no spinlock held, preemption
 * enabled. Where nothing is said it may be called in any context.
 */
#ifndef KERNEL_SHIMS_H
#define KERNEL_SHIMS_H

#ifdef __cplusplus
#include "kernel/types.hpp"
#define SHIM_USER
extern "C" {
#else
#include <linux/mm_types.h>
#include <linux/types.h>
#define SHIM_USER __user
#endif

struct device;
struct file;
struct iov_iter;
struct kiocb;
struct kernel_log_line;
struct lock_class_key;
struct miscdevice;
struct mutex;
struct page;
struct poll_table_struct;
struct raw_spinlock;
struct spinlock;
struct task_struct;
struct vm_area_struct;
struct vm_fault;
struct wait_queue_entry;
struct wait_queue_head;

/* Memory. Sleeps where the flags allow it (GFP_KERNEL does). NULL: out of memory. */
void *shim_kmalloc(size_t size, unsigned int gfp);
void *shim_krealloc(const void *old, size_t size, unsigned int gfp);
void shim_kfree(const void *memory);
struct page *shim_alloc_page(unsigned int gfp);
void *shim_page_address(struct page *page);
void shim_get_page(struct page *page);
void shim_put_page(struct page *page);

/* struct mutex. Lock sleeps; lock_interruptible returns 0 or -EINTR. init first, then the lockdep class. */
void shim_mutex_init(struct mutex *mutex, const char *name, struct lock_class_key *key);
void shim_mutex_lock(struct mutex *mutex);
int shim_mutex_lock_interruptible(struct mutex *mutex);
int shim_mutex_trylock(struct mutex *mutex);
void shim_mutex_unlock(struct mutex *mutex);

/* spinlock_t (sleeps on RT kernels) and raw_spinlock_t (never sleeps; preemption is off while it is held). */
void shim_spin_lock_init(struct spinlock *lock, const char *name, struct lock_class_key *key);
void shim_spin_lock(struct spinlock *lock);
void shim_spin_unlock(struct spinlock *lock);
unsigned long shim_spin_lock_irqsave(struct spinlock *lock);
void shim_spin_unlock_irqrestore(struct spinlock *lock, unsigned long flags);
void shim_raw_spin_lock_init(struct raw_spinlock *lock, const char *name, struct lock_class_key *key);
void shim_raw_spin_lock(struct raw_spinlock *lock);
void shim_raw_spin_unlock(struct raw_spinlock *lock);

/* Wait queues. schedule and schedule_timeout sleep; a timeout is in jiffies, what is left is returned. */
void shim_init_waitqueue_head(struct wait_queue_head *queue, const char *name, struct lock_class_key *key);
void shim_wake_up(struct wait_queue_head *queue);
void shim_wake_up_all(struct wait_queue_head *queue);
void shim_wake_up_all_poll(struct wait_queue_head *queue, unsigned int events);
void shim_init_wait(struct wait_queue_entry *entry);
void shim_prepare_to_wait_exclusive(struct wait_queue_head *queue, struct wait_queue_entry *entry);
void shim_finish_wait(struct wait_queue_head *queue, struct wait_queue_entry *entry);
long shim_schedule_timeout_interruptible(long timeout);
long shim_schedule_timeout(long timeout);
void shim_schedule(void);
void shim_set_current_state_interruptible(void);
void shim_set_current_state_running(void);
int shim_signal_pending(void);
unsigned long shim_msecs_to_jiffies(unsigned int milliseconds);
void shim_poll_wait(struct file *file, struct wait_queue_head *queue, struct poll_table_struct *table);

/* User memory; sleeps (the pages may have to be brought in). Returns the bytes that could NOT be copied. */
unsigned long shim_copy_from_user(void *to, const void SHIM_USER *from, unsigned long size);
unsigned long shim_copy_to_user(void SHIM_USER *to, const void *from, unsigned long size);
/* 8 bytes: 0 or -EFAULT. (What is taken comes back beside the error, in registers.) */
struct shim_u64 {
	u64 value;
	long error;
};
struct shim_u64 shim_get_user_u64(const void SHIM_USER *from);
int shim_put_user_u64(u64 value, void SHIM_USER *to);
/* So many words of 8 bytes, one at least: the same. What was taken or given before a fault is undefined. */
int shim_get_user_words(u64 *words, const void SHIM_USER *from, size_t count);
int shim_put_user_words(const u64 *words, void SHIM_USER *to, size_t count);
/* The vectors of one readv or writev. Returns the bytes that were copied; revert goes back by so many. */
size_t shim_copy_from_iter(void *to, size_t size, struct iov_iter *from);
size_t shim_copy_to_iter(const void *from, size_t size, struct iov_iter *to);
size_t shim_iov_iter_count(const struct iov_iter *iterator);
void shim_iov_iter_revert(struct iov_iter *iterator, size_t size);

/* Misc devices. register and deregister sleep; deregister waits until no sysfs callback runs. */
void shim_misc_set(struct miscdevice *device, const char *name, unsigned short mode);
int shim_misc_register(struct miscdevice *device);
void shim_misc_deregister(struct miscdevice *device);

/* A mapping that is being made (sleeps; the caller holds the mmap lock for writing) and its faults. */
void shim_vm_flags_mod(struct vm_area_struct *area, unsigned long set, unsigned long clear);
void shim_vma_set_operations(struct vm_area_struct *area);

/*
 * The log. Each calls back entry_format_log_line, pr_debug only where dynamic debug has it enabled. A level is KERN_INFO and its
 * like.
 */
void shim_printk(const char *level, struct kernel_log_line *line);
void shim_pr_debug(struct kernel_log_line *line);
/* Not 0: perhaps somebody wants what pr_debug says. */
extern const int *shim_pr_debug_wanted;
/* A pointer as the kernel shows it: hashed. Returns the bytes written. */
int shim_scnprintf_pointer(char *to, size_t size, const void *pointer);

/*
 * A broken promise of the code: a WARN with the stack, or the end of the task that broke it. (shim_bug does not return; but
 * objtool knows only the kernel's own functions of which that can be said.)
 */
void shim_warn(const char *what);
void shim_bug(void);

/* Threads. run and stop sleep. run may return an error pointer; stop returns what the function returned. */
struct task_struct *shim_kthread_run(int (*function)(void *), void *data, const char *name);
int shim_kthread_stop(struct task_struct *thread);
bool shim_kthread_should_stop(void);

/* The lock that every callback of a module parameter is called under; sleeps. */
void shim_kernel_param_lock(void);
void shim_kernel_param_unlock(void);

/* Barriers, for machines where the compiler's own would be a call into a library; and what a busy wait says to its CPU. */
void shim_smp_mb(void);
void shim_smp_rmb(void);
void shim_smp_wmb(void);
void shim_cpu_relax(void);
/* A page that user space maps has been written to, on machines whose caches tell addresses apart. */
void shim_flush_dcache_page(struct page *page);

/* A word that two threads set at once: stores desired if it was expected; returns what was there. */
void *shim_cmpxchg_pointer(void **word, void *expected, void *desired);
/* 64-bit words for 32-bit machines, where a plain load or store is two; 64-bit machines do without a call. */
s64 shim_atomic64_read(const s64 *word);
void shim_atomic64_set(s64 *word, s64 value);
/* 64-bit division, which 32-bit machines have no instruction for. */
u64 shim_div_u64(u64 dividend, u32 divisor);

#ifdef __cplusplus
}
#endif
#endif
