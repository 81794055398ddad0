// SPDX-License-Identifier: GPL-2.0-only
// The shims of red-black trees.
#include "kernel/rbtree/shim.h"

#include "kernel/rbtree/fake.h"
#include "tests/kit/host/fake.hpp"

namespace
{

const rb_node *top_of(const rb_node *node)
{
	while (node->parent != nullptr)
		node = node->parent;
	return node;
}

// Puts `other`, or nothing, where `node` is.
void replace(rb_root *root, const rb_node *node, rb_node *other)
{
	if (node->parent == nullptr)
		root->node = other;
	else if (node->parent->left == node)
		node->parent->left = other;
	else
		node->parent->right = other;
	if (other != nullptr)
		other->parent = node->parent;
}

// The outermost on one side, from a node on.
rb_node *outermost(rb_node *node, rb_node *rb_node::*side)
{
	while (node != nullptr && node->*side != nullptr)
		node = node->*side;
	return node;
}

// The neighbour on one side.
rb_node *neighbour(const rb_node *node, rb_node *rb_node::*side, rb_node *rb_node::*other_side)
{
	if (node->*side != nullptr)
		return outermost(node->*side, other_side);
	while (node->parent != nullptr && node->parent->*side == node)
		node = node->parent;
	return node->parent;
}

} // namespace

void shim_rb_link_node(struct rb_node *node, struct rb_node *parent, struct rb_node **place)
{
	*node = {parent, nullptr, nullptr, false};
	*place = node;
}

void shim_rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	if (node->is_coloured || top_of(node) != root->node)
		fake::violated("rb_insert_color of a node that was not linked before, or into another tree");
	node->is_coloured = true;
}

void shim_rb_erase(struct rb_node *node, struct rb_root *root)
{
	if (!node->is_coloured || top_of(node) != root->node)
		return fake::violated("rb_erase of a node that is not in this tree");
	if (node->left == nullptr || node->right == nullptr) {
		replace(root, node, node->left == nullptr ? node->right : node->left);
	} else {
		rb_node *const next = shim_rb_next(node);
		if (next->parent != node) {
			replace(root, next, next->right);
			next->right = node->right;
			next->right->parent = next;
		}
		replace(root, node, next);
		next->left = node->left;
		next->left->parent = next;
	}
	*node = {node, node, node, false};
}

struct rb_node *shim_rb_first(const struct rb_root *root)
{
	return outermost(root->node, &rb_node::left);
}

struct rb_node *shim_rb_last(const struct rb_root *root)
{
	return outermost(root->node, &rb_node::right);
}

struct rb_node *shim_rb_next(const struct rb_node *node)
{
	return neighbour(node, &rb_node::right, &rb_node::left);
}

struct rb_node *shim_rb_prev(const struct rb_node *node)
{
	return neighbour(node, &rb_node::left, &rb_node::right);
}
