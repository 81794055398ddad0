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
 * What changes the number and answers. The argument is stored back first, so that an answer that has no place is found
 * before anything has changed.
 */
static long twin_change(struct file *file, unsigned int command, void __user *argument)
{
	union {
		struct rusty_add add;
		struct rusty_exchange exchange;
		struct rusty_compare_exchange swap;
	} value;
	int error = 0;

	if (!(file->f_mode & FMODE_READ) || !(file->f_mode & FMODE_WRITE))
		return -EBADF;
	if (copy_from_user(&value, argument, _IOC_SIZE(command)))
		return -EFAULT;
	if (command == RUSTY_IOC_ADD && (value.add.flags & ~RUSTY_ADD_CHECKED || value.add.reserved))
		return -EINVAL;
	if (command == RUSTY_IOC_COMPARE_EXCHANGE && value.swap.reserved)
		return -EINVAL;
	if (copy_to_user(argument, &value, _IOC_SIZE(command)))
		return -EFAULT;
	switch (command) {
	case RUSTY_IOC_ADD:
		error = twin_add(twin, &value.add);
		break;
	case RUSTY_IOC_EXCHANGE:
		value.exchange.previous = twin_exchange(twin, value.exchange.desired);
		break;
	case RUSTY_IOC_COMPARE_EXCHANGE:
		twin_compare_exchange(twin, &value.swap);
		break;
	}
	if (!error && copy_to_user(argument, &value, _IOC_SIZE(command)))
		error = -EFAULT;
	return error;
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
	case RUSTY_IOC_EXCHANGE:
	case RUSTY_IOC_COMPARE_EXCHANGE:
		return twin_change(file, command, argument);
	default:
		return -ENOTTY;
	}
}
