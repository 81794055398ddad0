// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/uaccess.h> and <linux/uio.h>. The sizes are not constants here: hardened usercopy checks
 * them all. */
#include <linux/uaccess.h>
#include <linux/uio.h>

unsigned long shim_copy_from_user(void *to, const void __user *from, unsigned long size)
{
	return copy_from_user(to, from, size);
}

unsigned long shim_copy_to_user(void __user *to, const void *from, unsigned long size)
{
	return copy_to_user(to, from, size);
}

int shim_get_user_u64(u64 *value, const void __user *from)
{
	return get_user(*value, (const u64 __user *)from);
}

int shim_put_user_u64(u64 value, void __user *to)
{
	return put_user(value, (u64 __user *)to);
}

size_t shim_copy_from_iter(void *to, size_t size, struct iov_iter *from)
{
	return copy_from_iter(to, size, from);
}

size_t shim_copy_to_iter(const void *from, size_t size, struct iov_iter *to)
{
	return copy_to_iter(from, size, to);
}

size_t shim_iov_iter_count(const struct iov_iter *iterator)
{
	return iov_iter_count(iterator);
}

void shim_iov_iter_revert(struct iov_iter *iterator, size_t size)
{
	iov_iter_revert(iterator, size);
}
