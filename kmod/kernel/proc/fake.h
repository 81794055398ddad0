// SPDX-License-Identifier: GPL-2.0-only
// The fake of /proc: its files by name, and what a read of one gives.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "kernel/seq_file/fake.h"

struct file;

struct proc_ops {
	unsigned int proc_flags;
	loff_t (*proc_lseek)(file *, loff_t, int);
	ssize_t (*proc_write)(file *, const char *, size_t, loff_t *);
	ssize_t (*proc_read)(file *, char *, size_t, loff_t *);
};

#define KERNEL_HAS_PDE_DATA 1

#define LAYOUT_PROC_OPS_SIZE sizeof(::proc_ops)
#define LAYOUT_PROC_OPS_proc_read offsetof(::proc_ops, proc_read)
#define LAYOUT_PROC_OPS_proc_write offsetof(::proc_ops, proc_write)
#define LAYOUT_PROC_OPS_proc_lseek offsetof(::proc_ops, proc_lseek)

namespace fake
{

// "no such file", "errno 5", or the text; as the kernel reads it, with more room each time that it is too little, from so many bytes on.
std::string read_proc(const std::string &name, std::size_t room = 16);
unsigned short mode_of_proc(const std::string &name);
// How often show() ran for the last read.
int shows();

// Opens a file of many items, with so much room at first.
std::unique_ptr<OpenSeqFile> open_proc(const std::string &name, std::size_t room = 16);

// One pread(2) of a file that is read and written: "no such file", "errno 5", or the bytes; the position moves as the file says. And a
// write(2), at 0: the bytes taken, or a negative errno.
std::string pread_proc(const std::string &name, std::size_t size, loff_t &position);
long write_proc(const std::string &name, std::string_view text);

} // namespace fake
