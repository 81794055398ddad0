// SPDX-License-Identifier: GPL-2.0-only
// Open files: system calls as the kernel does them, and its own operations that a table may name.
#include "kernel/file/shim.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <utility>
#include <vector>

#include "kernel/file/operations.h"
#include "tests/kit/host/fake.hpp"

// As layout.c has it of a real kernel.
#define SAME_OPERATION(name, result, ...)                                                                    \
	static_assert(std::is_same_v<decltype(file_operations::name), result (*)(__VA_ARGS__)>);
KERNEL_FILE_OPERATIONS(SAME_OPERATION)

namespace
{

std::mutex calls_mutex;
std::string calls;

void note(const char *call)
{
	const std::lock_guard guard(calls_mutex);
	calls += calls.empty() ? call : std::string(" ") + call;
}

const fake::Part part([] { fake::take_file_calls(); });

// A buffer cut into three vectors, one of them empty.
struct Vectors {
	Vectors(char *buffer, std::size_t size)
		: segments{{buffer, std::min<std::size_t>(size, 2)},
			   {buffer, 0},
			   // (Not with pointers: the buffer may be none.)
			   {reinterpret_cast<char *>(reinterpret_cast<std::uintptr_t>(buffer) +
						     std::min<std::size_t>(size, 2)),
			    size - std::min<std::size_t>(size, 2)}},
		  iterator(segments)
	{
	}
	iov_iter::Segment segments[3];
	iov_iter iterator;
};

} // namespace

namespace fake
{

OpenFile::OpenFile(const file_operations *operations, void *private_data, unsigned int mode,
		   unsigned int flags, Way way, inode *node)
	: file_{"/dev/fake", mode | LAYOUT_FMODE_LSEEK, flags, operations, 0, private_data}, node_(node),
	  way_(way), opened_(-ENXIO)
{
	if (operations == nullptr)
		return;
	opened_ = operations->open != nullptr ? operations->open(node_, &file_) : 0;
}

void OpenFile::close()
{
	if (std::exchange(opened_, -EBADF) != 0 || file_.f_op->release == nullptr)
		return;
	if (file_.f_op->release(node_, &file_) != 0)
		violated("release failed");
}

std::string OpenFile::read(std::size_t size)
{
	std::vector<char> buffer(size + 1, '#');
	const long returned = read_into(user(buffer.data()), size);
	if (returned < 0)
		return errno_text(-returned);
	for (std::size_t index = static_cast<std::size_t>(returned); index <= size; ++index)
		if (buffer[index] != '#')
			return "overwritten";
	return std::string(buffer.data(), static_cast<std::size_t>(returned));
}

std::string OpenFile::read_at(loff_t offset, std::size_t size)
{
	const loff_t before = std::exchange(position, offset);
	std::string text = read(size);
	position = before;
	return text;
}

long OpenFile::read_into(char *user_memory, std::size_t size)
{
	if (opened_ != 0)
		return -EBADF;
	if (way_ == Way::buffer)
		return file_.f_op->read != nullptr ? file_.f_op->read(&file_, user_memory, size, &position)
						   : -EINVAL;
	if (file_.f_op->read_iter == nullptr)
		return -EINVAL;
	Vectors vectors(user_memory, size);
	kiocb call = {{}, position, &file_};
	const long returned = file_.f_op->read_iter(&call, &vectors.iterator);
	position = call.ki_pos;
	if (vectors.iterator.done != static_cast<std::size_t>(returned < 0 ? 0 : returned))
		violated("the vectors say another size than read");
	return returned;
}

long OpenFile::write(std::string_view text)
{
	return write_from(user(text.data()), text.size());
}

long OpenFile::write_from(const char *user_memory, std::size_t size)
{
	if (opened_ != 0)
		return -EBADF;
	if (way_ == Way::buffer)
		return file_.f_op->write != nullptr ? file_.f_op->write(&file_, user_memory, size, &position)
						    : -EINVAL;
	if (file_.f_op->write_iter == nullptr)
		return -EINVAL;
	Vectors vectors(const_cast<char *>(user_memory), size);
	kiocb call = {{}, position, &file_};
	const long returned = file_.f_op->write_iter(&call, &vectors.iterator);
	position = call.ki_pos;
	return returned;
}

long OpenFile::ioctl(unsigned int command, unsigned long argument)
{
	return file_.f_op->unlocked_ioctl != nullptr ? file_.f_op->unlocked_ioctl(&file_, command, argument)
						     : -ENOTTY;
}

long OpenFile::compat_ioctl(unsigned int command, unsigned long argument)
{
	return file_.f_op->compat_ioctl != nullptr ? file_.f_op->compat_ioctl(&file_, command, argument)
						   : -ENOTTY;
}

unsigned int OpenFile::poll(poll_table_struct *table)
{
	constexpr unsigned int always =
		LAYOUT_EPOLLIN | LAYOUT_EPOLLOUT | LAYOUT_EPOLLRDNORM | LAYOUT_EPOLLWRNORM;
	return file_.f_op->poll != nullptr ? file_.f_op->poll(&file_, table) : always;
}

loff_t OpenFile::seek(loff_t offset, int whence)
{
	if ((file_.f_mode & LAYOUT_FMODE_LSEEK) == 0 || file_.f_op->llseek == nullptr)
		return -ESPIPE;
	return file_.f_op->llseek(&file_, offset, whence);
}

ssize_t OpenFile::splice(std::size_t size)
{
	return file_.f_op->splice_read != nullptr
		       ? file_.f_op->splice_read(&file_, &position, nullptr, size, 0)
		       : -EINVAL;
}

std::string take_file_calls()
{
	const std::lock_guard guard(calls_mutex);
	return std::exchange(calls, {});
}

} // namespace fake

loff_t shim_default_llseek(struct file *file, loff_t offset, int)
{
	note("llseek");
	return file->f_pos = offset;
}

int shim_nonseekable_open(struct inode *, struct file *file)
{
	note("nonseekable_open");
	file->f_mode &= ~static_cast<unsigned int>(LAYOUT_FMODE_LSEEK);
	return 0;
}

long shim_compat_ptr_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	return file->f_op->unlocked_ioctl(file, command, argument);
}

ssize_t shim_copy_splice_read(struct file *, loff_t *, struct pipe_inode_info *, size_t, unsigned int)
{
	note("splice");
	return 0;
}

ssize_t shim_generic_file_splice_read(struct file *, loff_t *, struct pipe_inode_info *, size_t, unsigned int)
{
	fake::violated("a splice of another kernel");
	return 0;
}
