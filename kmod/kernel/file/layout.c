// SPDX-License-Identifier: GPL-2.0-only
#include <linux/fs.h>
#include <linux/poll.h>
#include <linux/uio.h>

#include "kernel/core/boundary.h"
#include "kernel/file/operations.h"

#define FILE_OPERATION_TYPE(operation, ...) OPERATION_TYPE(file_operations, operation, __VA_ARGS__)
KERNEL_FILE_OPERATIONS(FILE_OPERATION_TYPE)

#define FILE_OPERATION_LAYOUT(operation, ...)                                                                \
	DEFINE(LAYOUT_FILE_OPERATIONS_##operation, offsetof(struct file_operations, operation));

LAYOUTS(file)
{
	DEFINE(LAYOUT_FILE_OPERATIONS_SIZE, sizeof(struct file_operations));
	DEFINE(LAYOUT_FILE_OPERATIONS_owner, offsetof(struct file_operations, owner));
	KERNEL_FILE_OPERATIONS(FILE_OPERATION_LAYOUT)

	DEFINE(LAYOUT_FILE_PRIVATE_DATA, offsetof(struct file, private_data));
	DEFINE(LAYOUT_FILE_F_MODE, offsetof(struct file, f_mode));
	DEFINE(LAYOUT_FILE_F_MODE_SIZE, sizeof_field(struct file, f_mode));
	DEFINE(LAYOUT_FILE_F_FLAGS, offsetof(struct file, f_flags));
	DEFINE(LAYOUT_FILE_F_FLAGS_SIZE, sizeof_field(struct file, f_flags));
	DEFINE(LAYOUT_FMODE_READ, (__force unsigned int)FMODE_READ);
	DEFINE(LAYOUT_FMODE_WRITE, (__force unsigned int)FMODE_WRITE);
	DEFINE(LAYOUT_O_NONBLOCK, O_NONBLOCK);

	DEFINE(LAYOUT_KIOCB_KI_FILP, offsetof(struct kiocb, ki_filp));
	DEFINE(LAYOUT_KIOCB_KI_POS, offsetof(struct kiocb, ki_pos));
}
