// SPDX-License-Identifier: GPL-2.0-only
#include <linux/seq_file.h>

#include "kernel/core/boundary.h"
#include "kernel/seq_file/operations.h"

#define SEQ_OPERATION_TYPE(operation, ...) OPERATION_TYPE(seq_operations, operation, __VA_ARGS__)
KERNEL_SEQ_OPERATIONS(SEQ_OPERATION_TYPE)

#define SEQ_OPERATION_LAYOUT(operation, ...)                                                                 \
	DEFINE(LAYOUT_SEQ_OPERATIONS_##operation, offsetof(struct seq_operations, operation));

LAYOUTS(seq_file)
{
	DEFINE(LAYOUT_SEQ_FILE_BUF, offsetof(struct seq_file, buf));
	DEFINE(LAYOUT_SEQ_FILE_SIZE, offsetof(struct seq_file, size));
	DEFINE(LAYOUT_SEQ_FILE_COUNT, offsetof(struct seq_file, count));
	DEFINE(LAYOUT_SEQ_FILE_FILE, offsetof(struct seq_file, file));
	DEFINE(LAYOUT_SEQ_FILE_PRIVATE, offsetof(struct seq_file, private));

	DEFINE(LAYOUT_SEQ_OPERATIONS_SIZE, sizeof(struct seq_operations));
	KERNEL_SEQ_OPERATIONS(SEQ_OPERATION_LAYOUT)
}
