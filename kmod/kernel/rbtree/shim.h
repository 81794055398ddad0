/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_RBTREE_SHIM_H
#define KERNEL_RBTREE_SHIM_H

#include "kernel/core/boundary.h"

struct rb_node;
struct rb_root;

SHIMS_BEGIN
/* Under the lock of the tree. A root that is empty is all zeroes. */
void shim_rb_link_node(struct rb_node *node, struct rb_node *parent, struct rb_node **place);
/* After it was linked. */
void shim_rb_insert_color(struct rb_node *node, struct rb_root *root) DIRECT(rb_insert_color);
void shim_rb_erase(struct rb_node *node, struct rb_root *root) DIRECT(rb_erase);
/* NULL: there is none. */
struct rb_node *shim_rb_first(const struct rb_root *root);
struct rb_node *shim_rb_last(const struct rb_root *root);
struct rb_node *shim_rb_next(const struct rb_node *node) DIRECT(rb_next);
struct rb_node *shim_rb_prev(const struct rb_node *node) DIRECT(rb_prev);
SHIMS_END

#endif
