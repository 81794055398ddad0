/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Members of struct file_operations, each with its type: read by C, which compares them with the kernel's own and says where they
 * lie (layout.c), and by C++, which makes tables of them (operations.hpp).
 */
#define KERNEL_FILE_OPERATIONS(X)                                                                            \
	X(llseek, loff_t, struct file *, loff_t, int)                                                        \
	X(read, ssize_t, struct file *, char SHIM_USER *, size_t, loff_t *)                                  \
	X(write, ssize_t, struct file *, const char SHIM_USER *, size_t, loff_t *)                           \
	X(read_iter, ssize_t, struct kiocb *, struct iov_iter *)                                             \
	X(write_iter, ssize_t, struct kiocb *, struct iov_iter *)                                            \
	X(poll, __poll_t, struct file *, struct poll_table_struct *)                                         \
	X(unlocked_ioctl, long, struct file *, unsigned int, unsigned long)                                  \
	X(compat_ioctl, long, struct file *, unsigned int, unsigned long)                                    \
	X(mmap, int, struct file *, struct vm_area_struct *)                                                 \
	X(open, int, struct inode *, struct file *)                                                          \
	X(release, int, struct inode *, struct file *)                                                       \
	X(splice_read, ssize_t, struct file *, loff_t *, struct pipe_inode_info *, size_t, unsigned int)
