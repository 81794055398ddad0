// SPDX-License-Identifier: GPL-2.0-only
/*
 * What C++ must know of this kernel's structures, computed by the kernel's own compiler from its own headers
 * at every build (kbuild's "offsets" mechanism): the result is layouts.h. Nothing of it is guessed or written
 * down.
 */
#include <linux/kbuild.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/kconfig.h>
#include <linux/lockdep.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/tracepoint-defs.h>
#include <linux/uio.h>
#include <linux/wait.h>

#define TYPE(NAME, type)                                                                                     \
	DEFINE(LAYOUT_##NAME##_SIZE, sizeof(type));                                                          \
	DEFINE(LAYOUT_##NAME##_ALIGN, __alignof__(type))

int main(void);
int main(void)
{
	TYPE(MUTEX, struct mutex);
	TYPE(SPINLOCK, spinlock_t);
	TYPE(RAW_SPINLOCK, raw_spinlock_t);
	TYPE(WAIT_QUEUE_HEAD, wait_queue_head_t);
	/* (Whose first word is its next.) */
	DEFINE(LAYOUT_WAIT_QUEUE_HEAD_LIST,
	       offsetof(struct wait_queue_head, head) + offsetof(struct list_head, next));
	TYPE(WAIT_QUEUE_ENTRY, struct wait_queue_entry);
	TYPE(LOCK_CLASS_KEY, struct lock_class_key);
	TYPE(MISCDEVICE, struct miscdevice);

	DEFINE(LAYOUT_FILE_PRIVATE_DATA, offsetof(struct file, private_data));
	DEFINE(LAYOUT_FILE_F_MODE, offsetof(struct file, f_mode));
	DEFINE(LAYOUT_FILE_F_MODE_SIZE, sizeof_field(struct file, f_mode));
	DEFINE(LAYOUT_FMODE_READ, (__force unsigned int)FMODE_READ);
	DEFINE(LAYOUT_FMODE_WRITE, (__force unsigned int)FMODE_WRITE);

	DEFINE(LAYOUT_KIOCB_KI_FILP, offsetof(struct kiocb, ki_filp));
	DEFINE(LAYOUT_KIOCB_KI_POS, offsetof(struct kiocb, ki_pos));

	DEFINE(LAYOUT_GFP_KERNEL, (__force unsigned int)GFP_KERNEL);
	DEFINE(LAYOUT_GFP_KERNEL_ACCOUNT, (__force unsigned int)GFP_KERNEL_ACCOUNT);
	DEFINE(LAYOUT_GFP_ATOMIC, (__force unsigned int)GFP_ATOMIC);
	DEFINE(LAYOUT_GFP_ZERO, (__force unsigned int)__GFP_ZERO);
	DEFINE(LAYOUT_GFP_NOWARN, (__force unsigned int)__GFP_NOWARN);
	DEFINE(LAYOUT_KMALLOC_ALIGN, ARCH_KMALLOC_MINALIGN);

	DEFINE(LAYOUT_VMA_START, offsetof(struct vm_area_struct, vm_start));
	DEFINE(LAYOUT_VMA_END, offsetof(struct vm_area_struct, vm_end));
	DEFINE(LAYOUT_VMA_OFFSET_PAGES, offsetof(struct vm_area_struct, vm_pgoff));
	DEFINE(LAYOUT_VMA_FLAGS, offsetof(struct vm_area_struct, vm_flags));
	DEFINE(LAYOUT_VMA_FLAGS_SIZE, sizeof_field(struct vm_area_struct, vm_flags));
	DEFINE(LAYOUT_VMF_OFFSET_PAGES, offsetof(struct vm_fault, pgoff));
	DEFINE(LAYOUT_VMF_PAGE, offsetof(struct vm_fault, page));

	DEFINE(LAYOUT_VM_WRITE, VM_WRITE);
	DEFINE(LAYOUT_VM_EXEC, VM_EXEC);
	DEFINE(LAYOUT_VM_MAYWRITE, VM_MAYWRITE);
	DEFINE(LAYOUT_VM_MAYEXEC, VM_MAYEXEC);
	DEFINE(LAYOUT_VM_DONTEXPAND, VM_DONTEXPAND);
	DEFINE(LAYOUT_VM_DONTDUMP, VM_DONTDUMP);
	DEFINE(LAYOUT_VM_FAULT_SIGBUS, (__force unsigned int)VM_FAULT_SIGBUS);
	DEFINE(LAYOUT_PAGE_SIZE, PAGE_SIZE);
	DEFINE(LAYOUT_FLUSHES_DCACHE, ARCH_IMPLEMENTS_FLUSH_DCACHE_PAGE);

	/* (An int: how many listen.) */
	DEFINE(LAYOUT_TRACEPOINT_LISTENERS,
	       offsetof(struct tracepoint, key) + offsetof(struct static_key, enabled));

	DEFINE(LAYOUT_EPOLLIN, (__force unsigned int)EPOLLIN);
	DEFINE(LAYOUT_EPOLLOUT, (__force unsigned int)EPOLLOUT);
	DEFINE(LAYOUT_EPOLLRDNORM, (__force unsigned int)EPOLLRDNORM);
	DEFINE(LAYOUT_EPOLLWRNORM, (__force unsigned int)EPOLLWRNORM);

	/* Errors that exist inside the kernel only. */
	DEFINE(LAYOUT_ERESTARTSYS, ERESTARTSYS);
	return 0;
}
