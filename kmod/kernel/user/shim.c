// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shims of <linux/uaccess.h> and <linux/uio.h>. The sizes of the copies are not constants here: hardened usercopy checks them
 * all. Words are values of a type, whose size the compiler knows, as it does for get_user. Where faults are injected, the kernel's
 * copies fail on request, and its words do not: here they do.
 */
#include <linux/fault-inject-usercopy.h>
#include <linux/uaccess.h>
#include <linux/uio.h>

#include "kernel/user/shim.h"

SHIM(unsigned long, copy_from_user, void *to, const void __user *from, unsigned long size)
{
	return copy_from_user(to, from, size);
}

SHIM(unsigned long, copy_to_user, void __user *to, const void *from, unsigned long size)
{
	return copy_to_user(to, from, size);
}

SHIM(struct shim_u64, get_user_u64, const void __user *from)
{
	struct shim_u64 taken;

	if (should_fail_usercopy())
		return (struct shim_u64){.error = -EFAULT};
	taken.error = get_user(taken.value, (const u64 __user *)from);
	return taken;
}

SHIM(int, put_user_u64, u64 value, void __user *to)
{
	if (should_fail_usercopy())
		return -EFAULT;
	return put_user(value, (u64 __user *)to);
}

/* (The kernel's own way to take and give several values: access is opened once. In pieces of the machine's own size, as 32-bit ARM has no
 * unsafe_get_user of 64 bits before 6.19; from the last to the first, so that one register counts and is the index.) */
SHIM(int, get_user_words, u64 *words, const void __user *from, size_t count)
{
	const unsigned long __user *source = from;
	unsigned long *target = (unsigned long *)words;
	size_t pieces = count * (sizeof(*words) / sizeof(*target));

	might_fault();
	if (should_fail_usercopy() || !user_access_begin(source, pieces * sizeof(*source)))
		return -EFAULT;
	do {
		pieces--;
		unsafe_get_user(target[pieces], source + pieces, fault);
	} while (pieces);
	user_access_end();
	return 0;
fault:
	user_access_end();
	return -EFAULT;
}

SHIM(int, put_user_words, const u64 *words, void __user *to, size_t count)
{
	unsigned long __user *target = to;
	const unsigned long *source = (const unsigned long *)words;
	size_t pieces = count * (sizeof(*words) / sizeof(*source));

	might_fault();
	if (should_fail_usercopy() || !user_access_begin(target, pieces * sizeof(*target)))
		return -EFAULT;
	do {
		pieces--;
		unsafe_put_user(source[pieces], target + pieces, fault);
	} while (pieces);
	user_access_end();
	return 0;
fault:
	user_access_end();
	return -EFAULT;
}

/* These decide, as no other shim does: a branch in each operation of a driver would be as long as this.
 * (No size of a read or write is that large. The kernel's copies would say so by a WARN, which costs each module its text.)
 */
SHIM(bool, copy_from_user_or_iter, void *to, const void __user *from, size_t size, struct iov_iter *vectors)
{
	if (size > INT_MAX)
		return false;
	return likely(!vectors) ? !copy_from_user(to, from, size) : copy_from_iter_full(to, size, vectors);
}

SHIM(bool, copy_to_user_or_iter, void __user *to, const void *from, size_t size, struct iov_iter *vectors)
{
	size_t copied;

	if (size > INT_MAX)
		return false;
	if (likely(!vectors))
		return !copy_to_user(to, from, size);
	copied = copy_to_iter(from, size, vectors);
	if (copied == size)
		return true;
	iov_iter_revert(vectors, copied);
	return false;
}
