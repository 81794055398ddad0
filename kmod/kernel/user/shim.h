/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_USER_SHIM_H
#define KERNEL_USER_SHIM_H

#include "kernel/core/boundary.h"

struct iov_iter;

SHIMS_BEGIN
/* User memory; all of these sleep (the pages may have to be brought in). Return the bytes that could NOT be copied. */
unsigned long shim_copy_from_user(void *to, const void SHIM_USER *from, unsigned long size);
unsigned long shim_copy_to_user(void SHIM_USER *to, const void *from, unsigned long size);
/* 8 bytes: 0 or -EFAULT. (What is taken comes back beside the error, in registers.) */
struct shim_u64 {
	u64 value;
	long error;
};
struct shim_u64 shim_get_user_u64(const void SHIM_USER *from);
int shim_put_user_u64(u64 value, void SHIM_USER *to);
/* So many words of 8 bytes, one at least: the same. What was taken or given before a fault is undefined. */
int shim_get_user_words(u64 *words, const void SHIM_USER *from, size_t count);
int shim_put_user_words(const u64 *words, void SHIM_USER *to, size_t count);
/* The vectors of one readv or writev. Return the bytes that were copied; revert goes back by so many. */
size_t shim_copy_from_iter(void *to, size_t size, struct iov_iter *from);
size_t shim_copy_to_iter(const void *from, size_t size, struct iov_iter *to);
size_t shim_iov_iter_count(const struct iov_iter *iterator);
void shim_iov_iter_revert(struct iov_iter *iterator, size_t size) DIRECT(iov_iter_revert);
SHIMS_END

#endif
