// SPDX-License-Identifier: GPL-2.0-only
// The kernel's own functions that files in debugfs are made of: seq_file and simple_attr.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "kernel/debugfs/shim.h"
#include "kernel/seq_file/fake.h"
#include "kernel/user/shim.h"

namespace
{

// What single_open and simple_attr_open keep of an open file.
struct Shown {
	int (*show)(seq_file *, void *);
	void *data;
	std::unique_ptr<fake::OpenSeqFile> items;
};
struct Attribute {
	int (*get)(void *, u64 *);
	int (*set)(void *, u64);
	void *data;
	const char *format;
};

ssize_t give(const std::string &text, char *to, size_t size, loff_t *position)
{
	const std::string part =
		text.substr(std::min<std::size_t>(static_cast<std::size_t>(*position), text.size()), size);
	if (shim_copy_to_user(to, part.data(), part.size()) != 0)
		return -EFAULT;
	*position += static_cast<loff_t>(part.size());
	return static_cast<ssize_t>(part.size());
}

ssize_t give_items(fake::OpenSeqFile &items, char *to, size_t size, loff_t *position)
{
	const std::string part = items.read(size, static_cast<std::size_t>(*position));
	if (part.compare(0, 6, "errno ") == 0)
		return -std::stol(part.substr(6));
	loff_t start = 0;
	const ssize_t given = give(part, to, size, &start);
	*position += start;
	return given;
}

} // namespace

int shim_single_open(struct file *file, int (*show)(seq_file *, void *), void *data)
{
	file->private_data = new Shown{show, data, nullptr};
	return 0;
}

int shim_single_release(struct inode *, struct file *file)
{
	delete static_cast<Shown *>(file->private_data);
	return 0;
}

void *shim___seq_open_private(struct file *file, const seq_operations *operations, int state_size)
{
	auto items = std::make_unique<fake::OpenSeqFile>(operations, static_cast<std::size_t>(state_size));
	void *const state = items->state();
	if (state != nullptr)
		file->private_data = new Shown{nullptr, nullptr, std::move(items)};
	return state;
}

int shim_seq_release_private(struct inode *inode, struct file *file)
{
	return shim_single_release(inode, file);
}

ssize_t shim_seq_read(struct file *file, char *to, size_t size, loff_t *position)
{
	const auto &shown = *static_cast<Shown *>(file->private_data);
	if (shown.items != nullptr)
		return give_items(*shown.items, to, size, position);
	const fake::SeqShown text = fake::show_seq(shown.show, shown.data);
	return text.returned != 0 ? text.returned : give(text.text, to, size, position);
}

loff_t shim_seq_lseek(struct file *file, loff_t offset, int)
{
	return file->f_pos = offset;
}

int shim_simple_attr_open(struct inode *inode, struct file *file, int (*get)(void *, u64 *),
			  int (*set)(void *, u64), const char *format)
{
	file->private_data = new Attribute{get, set, inode->i_private, format};
	return 0;
}

int shim_simple_attr_release(struct inode *, struct file *file)
{
	delete static_cast<Attribute *>(file->private_data);
	return 0;
}

ssize_t shim_simple_attr_read(struct file *file, char *to, size_t size, loff_t *position)
{
	const auto &attribute = *static_cast<Attribute *>(file->private_data);
	u64 value = 0;
	const int failed = attribute.get(attribute.data, &value);
	char text[32];
	std::snprintf(text, sizeof(text), attribute.format, static_cast<unsigned long long>(value));
	return failed != 0 ? failed : give(text, to, size, position);
}

ssize_t shim_simple_attr_write(struct file *file, const char *from, size_t size, loff_t *)
{
	const auto &attribute = *static_cast<Attribute *>(file->private_data);
	std::string text(size, '\0');
	if (shim_copy_from_user(text.data(), from, size) != 0)
		return -EFAULT;
	const int failed = attribute.set(attribute.data, std::stoull(text, nullptr, 0));
	return failed != 0 ? failed : static_cast<ssize_t>(size);
}
