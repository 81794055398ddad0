// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/rbtree.h>. (rb_first and rb_last are inline functions on newer kernels.) */
#include <linux/rbtree.h>

#include "kernel/rbtree/shim.h"

SAME_TYPE(rb_insert_color);
SAME_TYPE(rb_erase);
SAME_TYPE(rb_next);
SAME_TYPE(rb_prev);

SHIM(void, rb_link_node, struct rb_node *node, struct rb_node *parent, struct rb_node **place)
{
	rb_link_node(node, parent, place);
}

SHIM(struct rb_node *, rb_first, const struct rb_root *root)
{
	return rb_first(root);
}

SHIM(struct rb_node *, rb_last, const struct rb_root *root)
{
	return rb_last(root);
}
