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
/* What a read or write was given: its vectors, or a buffer if there are none. All of it, or false, and nothing of the vectors is used. */
bool shim_copy_from_user_or_iter(void *to, const void SHIM_USER *from, size_t size, struct iov_iter *vectors);
bool shim_copy_to_user_or_iter(void SHIM_USER *to, const void *from, size_t size, struct iov_iter *vectors);
SHIMS_END

#endif
