// SPDX-License-Identifier: GPL-2.0-only
// The fake of character devices: regions, cdevs by their numbers, and open(2) of their nodes.
#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

#include "kernel/device/fake.h"
#include "kernel/file/fake.h"

struct cdev {
	void *padding;
	const file_operations *ops;
	device *parent;
	std::atomic<int> holders;
	void *allocated;
};

#define LAYOUT_CDEV_SIZE sizeof(::cdev)
#define LAYOUT_CDEV_ALIGN alignof(::cdev)
#define LAYOUT_INODE_I_CDEV offsetof(::inode, i_cdev)
#define LAYOUT_MINORBITS 20

namespace fake
{

// What shim_alloc_chrdev_region returns from now on.
void refuse_regions(int returned);

// A node, as mknod(2) makes it: found by its number, and again by what it found, as long as that is held.
class Node
{
public:
	explicit Node(unsigned int number) : number_(number) {}
	// For OpenChar: its cdev, held, or nullptr.
	inode *hold();
	void put();

private:
	unsigned int number_;
	inode inode_{};
};

// A file of a node. No such device: opened() is -ENXIO.
class OpenChar : public OpenFile
{
public:
	explicit OpenChar(Node &node, unsigned int mode = reading | writing, unsigned int flags = 0,
			  Way way = Way::buffer)
		: OpenChar(node, node.hold(), mode, flags, way)
	{
	}
	~OpenChar() { close(); }
	// (The cdev is put when release has returned.)
	void close()
	{
		OpenFile::close();
		if (Node *const node = std::exchange(held_, nullptr))
			node->put();
	}

private:
	OpenChar(Node &node, inode *held, unsigned int mode, unsigned int flags, Way way)
		: OpenFile(held != nullptr ? held->i_cdev->ops : nullptr, nullptr, mode, flags, way, held),
		  held_(held != nullptr ? &node : nullptr)
	{
		if (opened() != 0 && held_ != nullptr)
			std::exchange(held_, nullptr)->put();
	}
	Node *held_;
};

} // namespace fake
