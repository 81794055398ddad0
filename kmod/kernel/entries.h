/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The boundary's other direction: the functions of C++ that the kernel calls. They are entry_<the kernel's
 * name>, with the kernel's own types, so that the const tables of layer.c point straight at them and kCFI's
 * hashes agree. A module defines those that its NAME.module.h declares (entries.hpp does it for it), and no
 * others.
 */
#ifndef KERNEL_ENTRIES_H
#define KERNEL_ENTRIES_H

#include "kernel/shims.h"

struct device_attribute;
struct inode;
struct kernel_param;

#ifdef __cplusplus
extern "C" {
#endif

/* insmod and rmmod. Process context; parameters have been set before init and stay open to sysfs after exit.
 */
int entry_init(void);
void entry_exit(void);

/* file_operations. Process context; no lock of ours is held. */
int entry_open(struct inode *inode, struct file *file);
int entry_release(struct inode *inode, struct file *file);
ssize_t entry_read(struct file *file, char SHIM_USER *to, size_t size, loff_t *position);
ssize_t entry_write(struct file *file, const char SHIM_USER *from, size_t size, loff_t *position);
ssize_t entry_read_iter(struct kiocb *call, struct iov_iter *to);
ssize_t entry_write_iter(struct kiocb *call, struct iov_iter *from);
__poll_t entry_poll(struct file *file, struct poll_table_struct *table);
long entry_unlocked_ioctl(struct file *file, unsigned int command, unsigned long argument);
int entry_mmap(struct file *file, struct vm_area_struct *area);

/* vm_operations_struct. */
vm_fault_t entry_fault(struct vm_fault *fault);

/* Formats a line of the log; called back by the shim_pr_ functions, in their caller's context. */
const char *entry_format_log_line(struct kernel_log_line *line);

/* PARAMETER(name, ...): under the module's parameter lock. get fills a page, returns the bytes or an errno.
 */
#define PARAMETER(name, ...)                                                                                 \
	int entry_parameter_set_##name(const char *text, const struct kernel_param *parameter);              \
	int entry_parameter_get_##name(char *page, const struct kernel_param *parameter);
/* DEVICE_ATTRIBUTE_*(name): never after misc_deregister has returned. show fills a page. */
#define DEVICE_ATTRIBUTE_RO(name)                                                                            \
	ssize_t entry_attribute_show_##name(struct device *device, struct device_attribute *attribute,       \
					    char *page);
#define DEVICE_ATTRIBUTE_RW(name)                                                                            \
	DEVICE_ATTRIBUTE_RO(name)                                                                            \
	ssize_t entry_attribute_store_##name(struct device *device, struct device_attribute *attribute,      \
					     const char *text, size_t size);
#include "kernel/declarations.h"

#ifdef __cplusplus
}
#endif
#endif
