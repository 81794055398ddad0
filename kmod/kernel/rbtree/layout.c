// SPDX-License-Identifier: GPL-2.0-only
#include <linux/rbtree.h>

LAYOUTS(rbtree)
{
	TYPE(RB_NODE, struct rb_node);
	DEFINE(LAYOUT_RB_NODE_LEFT, offsetof(struct rb_node, rb_left));
	DEFINE(LAYOUT_RB_NODE_RIGHT, offsetof(struct rb_node, rb_right));
	TYPE(RB_ROOT, struct rb_root);
	DEFINE(LAYOUT_RB_ROOT_NODE, offsetof(struct rb_root, rb_node));
}
