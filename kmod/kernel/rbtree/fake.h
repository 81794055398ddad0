// SPDX-License-Identifier: GPL-2.0-only
// The fake of red-black trees: sorted as they are, but not balanced.
#pragma once

#include <cstddef>

struct rb_node {
	rb_node *parent;
	rb_node *left;
	rb_node *right;
	bool is_coloured;
};
struct rb_root {
	rb_node *node;
};

#define LAYOUT_RB_NODE_SIZE sizeof(::rb_node)
#define LAYOUT_RB_NODE_ALIGN alignof(::rb_node)
#define LAYOUT_RB_NODE_LEFT offsetof(::rb_node, left)
#define LAYOUT_RB_NODE_RIGHT offsetof(::rb_node, right)
#define LAYOUT_RB_ROOT_SIZE sizeof(::rb_root)
#define LAYOUT_RB_ROOT_ALIGN alignof(::rb_root)
#define LAYOUT_RB_ROOT_NODE offsetof(::rb_root, node)
