// SPDX-License-Identifier: GPL-2.0-only
#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/kdev_t.h>

LAYOUTS(chrdev)
{
	TYPE(CDEV, struct cdev);
	DEFINE(LAYOUT_INODE_I_CDEV, offsetof(struct inode, i_cdev));
	DEFINE(LAYOUT_MINORBITS, MINORBITS);
}
