// SPDX-License-Identifier: GPL-2.0-only
// The fake of open files: the kernel's structures, and what a process does with a file that it has open.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <sys/types.h>

struct cdev;
struct file;
struct inode;
struct iov_iter;
struct kiocb;
struct module;
struct pipe_inode_info;
struct poll_table_struct;
struct vm_area_struct;

struct file_operations {
	int (*release)(inode *, file *);
	int (*open)(inode *, file *);
	void *padding;
	module *owner;
	unsigned int (*poll)(file *, poll_table_struct *);
	long (*unlocked_ioctl)(file *, unsigned int, unsigned long);
	long (*compat_ioctl)(file *, unsigned int, unsigned long);
	int (*mmap)(file *, vm_area_struct *);
	ssize_t (*read)(file *, char *, size_t, loff_t *);
	ssize_t (*write)(file *, const char *, size_t, loff_t *);
	ssize_t (*read_iter)(kiocb *, iov_iter *);
	ssize_t (*write_iter)(kiocb *, iov_iter *);
	ssize_t (*splice_read)(file *, loff_t *, pipe_inode_info *, size_t, unsigned int);
	loff_t (*llseek)(file *, loff_t, int);
};
struct inode {
	char padding[24];
	void *i_private;
	cdev *i_cdev;
};
struct file {
	char path[24];
	unsigned int f_mode;
	unsigned int f_flags;
	const file_operations *f_op;
	loff_t f_pos;
	void *private_data;
};
struct kiocb {
	char padding[8];
	loff_t ki_pos;
	file *ki_filp;
};

#define CONFIG_COMPAT 1
#define KERNEL_HAS_COPY_SPLICE_READ 1
#define KERNEL_HAS_GENERIC_FILE_SPLICE_READ 0

#define LAYOUT_FILE_OPERATIONS_SIZE sizeof(::file_operations)
#define LAYOUT_FILE_OPERATIONS_owner offsetof(::file_operations, owner)
#define LAYOUT_FILE_OPERATIONS_llseek offsetof(::file_operations, llseek)
#define LAYOUT_FILE_OPERATIONS_read offsetof(::file_operations, read)
#define LAYOUT_FILE_OPERATIONS_write offsetof(::file_operations, write)
#define LAYOUT_FILE_OPERATIONS_read_iter offsetof(::file_operations, read_iter)
#define LAYOUT_FILE_OPERATIONS_write_iter offsetof(::file_operations, write_iter)
#define LAYOUT_FILE_OPERATIONS_poll offsetof(::file_operations, poll)
#define LAYOUT_FILE_OPERATIONS_unlocked_ioctl offsetof(::file_operations, unlocked_ioctl)
#define LAYOUT_FILE_OPERATIONS_compat_ioctl offsetof(::file_operations, compat_ioctl)
#define LAYOUT_FILE_OPERATIONS_mmap offsetof(::file_operations, mmap)
#define LAYOUT_FILE_OPERATIONS_open offsetof(::file_operations, open)
#define LAYOUT_FILE_OPERATIONS_release offsetof(::file_operations, release)
#define LAYOUT_FILE_OPERATIONS_splice_read offsetof(::file_operations, splice_read)

#define LAYOUT_FILE_PRIVATE_DATA offsetof(::file, private_data)
#define LAYOUT_FILE_F_MODE offsetof(::file, f_mode)
#define LAYOUT_FILE_F_MODE_SIZE sizeof(::file::f_mode)
#define LAYOUT_FILE_F_FLAGS offsetof(::file, f_flags)
#define LAYOUT_FILE_F_FLAGS_SIZE sizeof(::file::f_flags)
#define LAYOUT_FMODE_READ 0x10
#define LAYOUT_FMODE_WRITE 0x40
#define LAYOUT_FMODE_LSEEK 0x80 // (the fake's own: the layer never asks for it)
#define LAYOUT_O_NONBLOCK 0x20000

#define LAYOUT_KIOCB_KI_FILP offsetof(::kiocb, ki_filp)
#define LAYOUT_KIOCB_KI_POS offsetof(::kiocb, ki_pos)

namespace fake
{

constexpr unsigned int reading = LAYOUT_FMODE_READ;
constexpr unsigned int writing = LAYOUT_FMODE_WRITE;
constexpr unsigned int nonblocking = LAYOUT_O_NONBLOCK;

// Which operations serve read and write: those of one buffer, or those of vectors (readv, writev).
enum class Way { buffer, vectors };

// A file that a process has open, by the table that its device was registered with, until its end. What can fail returns a negative
// errno, or a text such as "errno 14".
class OpenFile
{
public:
	OpenFile(const file_operations *operations, void *private_data, unsigned int mode = reading | writing,
		 unsigned int flags = 0, Way way = Way::buffer, inode *node = nullptr);
	~OpenFile() { close(); }
	OpenFile(const OpenFile &) = delete;
	OpenFile &operator=(const OpenFile &) = delete;

	// What open(2) says: 0, or a negative errno, and then there is no file.
	int opened() const { return opened_; }
	void close();

	// From `position` on, which goes on by what was read.
	std::string read(std::size_t size = 100);
	std::string read_at(loff_t offset, std::size_t size = 100);
	long read_into(char *user_memory, std::size_t size);
	long write(std::string_view text);
	long write_from(const char *user_memory, std::size_t size);
	long ioctl(unsigned int command, unsigned long argument);
	// Of a process of 32 bits.
	long compat_ioctl(unsigned int command, unsigned long argument);
	unsigned int poll(poll_table_struct *table = nullptr);
	loff_t seek(loff_t offset, int whence);
	ssize_t splice(std::size_t size);

	file *raw() { return &file_; }

	loff_t position = 0;

private:
	file file_;
	inode *node_;
	Way way_;
	int opened_;
};

// Which of the kernel's own operations were called, in order: "llseek", "nonseekable_open", "splice".
std::string take_file_calls();

} // namespace fake
