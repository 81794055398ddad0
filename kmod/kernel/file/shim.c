// SPDX-License-Identifier: GPL-2.0-only
/* The types of <linux/fs.h>'s own operations. */
#include <linux/fs.h>

#include "kernel/file/shim.h"

SAME_TYPE(default_llseek);
SAME_TYPE(nonseekable_open);
#ifdef CONFIG_COMPAT
SAME_TYPE(compat_ptr_ioctl);
#endif
#if KERNEL_HAS_COPY_SPLICE_READ
SAME_TYPE(copy_splice_read);
#elif KERNEL_HAS_GENERIC_FILE_SPLICE_READ
SAME_TYPE(generic_file_splice_read);
#endif
