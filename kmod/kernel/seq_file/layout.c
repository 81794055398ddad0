// SPDX-License-Identifier: GPL-2.0-only
#include <linux/seq_file.h>

LAYOUTS(seq_file)
{
	DEFINE(LAYOUT_SEQ_FILE_BUF, offsetof(struct seq_file, buf));
	DEFINE(LAYOUT_SEQ_FILE_SIZE, offsetof(struct seq_file, size));
	DEFINE(LAYOUT_SEQ_FILE_COUNT, offsetof(struct seq_file, count));
	DEFINE(LAYOUT_SEQ_FILE_PRIVATE, offsetof(struct seq_file, private));
}
