// SPDX-License-Identifier: GPL-2.0-only
/* The file operations. */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/uio.h>

#include "number.h"

/* What a read at this offset returns: the whole text, and whether it is of a number that this file shows from now on. */
static int twin_text(struct twin_cursor *cursor, loff_t position, struct twin_snapshot *shown, bool *afresh,
		     char *text, size_t size)
{
	*afresh = position == 0 || !smp_load_acquire(&cursor->has_text);
	if (*afresh)
		*shown = twin_snapshot(twin);
	else
		shown->number = READ_ONCE(cursor->number);
	return scnprintf(text, size, "%lld\n", shown->number);
}

static void twin_has_read(struct twin_cursor *cursor, const struct twin_snapshot *shown, bool afresh,
			  bool to_the_end)
{
	u64 generation;

	if (afresh) {
		WRITE_ONCE(cursor->number, shown->number);
		WRITE_ONCE(cursor->text_generation, shown->generation);
		smp_store_release(&cursor->has_text, true);
	}
	generation = READ_ONCE(cursor->text_generation);
	if (to_the_end && (s64)generation > (s64)READ_ONCE(cursor->seen))
		WRITE_ONCE(cursor->seen, generation);
}

static ssize_t twin_read(struct file *file, char __user *to, size_t size, loff_t *position)
{
	struct twin_cursor *cursor = twin_cursor(file);
	struct twin_snapshot shown;
	char text[24];
	bool afresh;
	int length;

	if (!cursor)
		return -ENOMEM;
	length = twin_text(cursor, *position, &shown, &afresh, text, sizeof(text));
	if (*position >= length || !size)
		return 0;
	size = min_t(size_t, length - *position, size);
	if (copy_to_user(to, text + *position, size))
		return -EFAULT;
	*position += size;
	twin_has_read(cursor, &shown, afresh, *position == length);
	return size;
}

static ssize_t twin_read_iter(struct kiocb *call, struct iov_iter *to)
{
	struct twin_cursor *cursor = twin_cursor(call->ki_filp);
	size_t size = iov_iter_count(to);
	struct twin_snapshot shown;
	char text[24];
	bool afresh;
	int length;

	if (!cursor)
		return -ENOMEM;
	length = twin_text(cursor, call->ki_pos, &shown, &afresh, text, sizeof(text));
	if (call->ki_pos >= length || !size)
		return 0;
	size = min_t(size_t, length - call->ki_pos, size);
	if (!copy_to_iter_full(text + call->ki_pos, size, to))
		return -EFAULT;
	call->ki_pos += size;
	twin_has_read(cursor, &shown, afresh, call->ki_pos == length);
	return size;
}

ssize_t twin_store_text(const char *text, size_t size)
{
	s64 number;
	int error = twin_parse(text, size, &number);

	if (error)
		return error;
	twin_exchange(twin, number);
	return size;
}

static ssize_t twin_write(struct file *file, const char __user *from, size_t size, loff_t *position)
{
	char text[RUSTY_TEXT_MAX];

	if (!size)
		return 0;
	if (size > sizeof(text))
		return -EMSGSIZE;
	if (copy_from_user(text, from, size))
		return -EFAULT;
	return twin_store_text(text, size);
}

static ssize_t twin_write_iter(struct kiocb *call, struct iov_iter *from)
{
	size_t size = iov_iter_count(from);
	char text[RUSTY_TEXT_MAX];

	if (!size)
		return 0;
	if (size > sizeof(text))
		return -EMSGSIZE;
	if (!copy_from_iter_full(text, size, from))
		return -EFAULT;
	return twin_store_text(text, size);
}

static __poll_t twin_poll(struct file *file, struct poll_table_struct *table)
{
	struct twin_cursor *cursor;

	poll_wait(file, &twin->waiters, table);
	smp_mb();
	cursor = existing_cursor(file);
	if (cursor && READ_ONCE(cursor->seen) == twin_snapshot(twin).generation)
		return EPOLLOUT | EPOLLWRNORM;
	return EPOLLIN | EPOLLRDNORM | EPOLLOUT | EPOLLWRNORM;
}

static vm_fault_t twin_fault(struct vm_fault *fault)
{
	if (fault->pgoff)
		return VM_FAULT_SIGBUS;
	get_page(twin->page);
	fault->page = twin->page;
	return 0;
}

static const struct vm_operations_struct twin_vm_operations = {
	.fault = twin_fault,
};

static int twin_mmap(struct file *file, struct vm_area_struct *area)
{
	if (vma_pages(area) != 1 || area->vm_pgoff)
		return -EINVAL;
	if (area->vm_flags & (VM_WRITE | VM_EXEC))
		return -EPERM;
	vm_flags_clear(area, VM_MAYWRITE | VM_MAYEXEC);
	vm_flags_set(area, VM_DONTEXPAND | VM_DONTDUMP);
	area->vm_ops = &twin_vm_operations;
	return 0;
}

static int twin_release(struct inode *inode, struct file *file)
{
	kfree(existing_cursor(file));
	return 0;
}

const struct file_operations twin_file_operations = {
	.owner = THIS_MODULE,
	.read = twin_read,
	.read_iter = twin_read_iter,
	.write = twin_write,
	.write_iter = twin_write_iter,
	.poll = twin_poll,
	.unlocked_ioctl = twin_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.mmap = twin_mmap,
	.release = twin_release,
	.llseek = default_llseek,
	.splice_read = copy_splice_read,
};
