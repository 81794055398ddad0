// SPDX-License-Identifier: GPL-2.0-only
/* The ioctls. */
#include <linux/fs.h>
#include <linux/uaccess.h>

#include "number.h"

static long twin_version(void __user *argument)
{
	const struct rusty_version version = {.abi = RUSTY_ABI_VERSION};

	return copy_to_user(argument, &version, sizeof(version)) ? -EFAULT : 0;
}

static long twin_look(struct file *file, unsigned int command, void __user *argument)
{
	struct twin_cursor *cursor;
	struct twin_snapshot now;
	int error;

	if (!(file->f_mode & FMODE_READ))
		return -EBADF;
	cursor = twin_cursor(file);
	if (!cursor)
		return -ENOMEM;
	now = twin_snapshot(twin);
	if (command == RUSTY_IOC_GET) {
		error = put_user(now.number, (s64 __user *)argument);
	} else {
		const struct rusty_snapshot answer = {.number = now.number, .generation = now.generation};

		error = copy_to_user(argument, &answer, sizeof(answer));
	}
	if (error)
		return -EFAULT;
	WRITE_ONCE(cursor->seen, now.generation);
	return 0;
}

/*
 * The ioctls that change the number and return a value. The argument is copied back first, so that a bad address for the
 * answer is found before anything has changed.
 */
static bool may_change(const struct file *file)
{
	return (file->f_mode & (FMODE_READ | FMODE_WRITE)) == (FMODE_READ | FMODE_WRITE);
}

static long twin_ioctl_add(struct file *file, void __user *argument)
{
	struct rusty_add add;
	int error;

	if (!may_change(file))
		return -EBADF;
	if (copy_from_user(&add, argument, sizeof(add)))
		return -EFAULT;
	if (add.flags & ~RUSTY_ADD_CHECKED || add.reserved)
		return -EINVAL;
	if (copy_to_user(argument, &add, sizeof(add)))
		return -EFAULT;
	error = twin_add(twin, &add);
	if (error)
		return error;
	return copy_to_user(argument, &add, sizeof(add)) ? -EFAULT : 0;
}

static long twin_ioctl_exchange(struct file *file, void __user *argument)
{
	struct rusty_exchange exchange;

	if (!may_change(file))
		return -EBADF;
	if (copy_from_user(&exchange, argument, sizeof(exchange)))
		return -EFAULT;
	if (copy_to_user(argument, &exchange, sizeof(exchange)))
		return -EFAULT;
	exchange.previous = twin_exchange(twin, exchange.desired);
	return copy_to_user(argument, &exchange, sizeof(exchange)) ? -EFAULT : 0;
}

static long twin_ioctl_compare_exchange(struct file *file, void __user *argument)
{
	struct rusty_compare_exchange swap;

	if (!may_change(file))
		return -EBADF;
	if (copy_from_user(&swap, argument, sizeof(swap)))
		return -EFAULT;
	if (swap.reserved)
		return -EINVAL;
	if (copy_to_user(argument, &swap, sizeof(swap)))
		return -EFAULT;
	twin_compare_exchange(twin, &swap);
	return copy_to_user(argument, &swap, sizeof(swap)) ? -EFAULT : 0;
}

long twin_ioctl(struct file *file, unsigned int command, unsigned long address)
{
	void __user *argument = (void __user *)address;
	s64 number;

	switch (command) {
	case RUSTY_IOC_VERSION:
		return twin_version(argument);
	case RUSTY_IOC_GET:
	case RUSTY_IOC_SNAPSHOT:
		return twin_look(file, command, argument);
	case RUSTY_IOC_SET:
		if (!(file->f_mode & FMODE_WRITE))
			return -EBADF;
		if (get_user(number, (s64 __user *)argument))
			return -EFAULT;
		twin_exchange(twin, number);
		return 0;
	case RUSTY_IOC_ADD:
		return twin_ioctl_add(file, argument);
	case RUSTY_IOC_EXCHANGE:
		return twin_ioctl_exchange(file, argument);
	case RUSTY_IOC_COMPARE_EXCHANGE:
		return twin_ioctl_compare_exchange(file, argument);
	default:
		return -ENOTTY;
	}
}
