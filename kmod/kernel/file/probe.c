// SPDX-License-Identifier: GPL-2.0-only
#include <linux/fs.h>

/* splice_read of a device that has read_iter. */
OPTIONAL("COPY_SPLICE_READ|GENERIC_FILE_SPLICE_READ", "splice and sendfile")

/* 6.5 and later. */
PROBE(COPY_SPLICE_READ)
static const void *const __maybe_unused has_copy_splice_read = copy_splice_read;

/* Before 6.5. */
PROBE(GENERIC_FILE_SPLICE_READ)
static const void *const __maybe_unused has_generic_file_splice_read = generic_file_splice_read;
