/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_XARRAY_SHIM_H
#define KERNEL_XARRAY_SHIM_H

#include "kernel/core/boundary.h"

struct ida;
struct lock_class_key;
struct xarray;

SHIMS_BEGIN
/* One whose free numbers can be found, with the lockdep class of its lock, which is taken without regard to interrupts: process context. */
void shim_xa_init(struct xarray *array, const char *name, struct lock_class_key *key);
/* Frees what the array itself has, whose entries are the caller's. */
void shim_xa_destroy(struct xarray *array) DIRECT(xa_destroy);
/* Sleep where the flags allow it, and take the lock. An entry is not NULL, its two lowest bits are 0. */
void *shim_xa_store(struct xarray *array, unsigned long index, void *entry, unsigned int gfp);
int shim_xa_insert(struct xarray *array, unsigned long index, void *entry, unsigned int gfp);
int shim_xa_alloc(struct xarray *array, u32 *index, void *entry, u32 min, u32 max, unsigned int gfp);
/* What xa_store returned: 0, or a negative error number. */
int shim_xa_err(void *returned);
void *shim_xa_erase(struct xarray *array, unsigned long index) DIRECT(xa_erase);
void shim_xa_lock(struct xarray *array);
void shim_xa_unlock(struct xarray *array);
void *shim_xa_erase_locked(struct xarray *array, unsigned long index);
/* With the lock or without. find: the first entry from *index on, which is where it is then; find_after: behind it. NULL: there is none. */
void *shim_xa_load(struct xarray *array, unsigned long index) DIRECT(xa_load);
void *shim_xa_find(struct xarray *array, unsigned long *index);
void *shim_xa_find_after(struct xarray *array, unsigned long *index);
bool shim_xa_empty(const struct xarray *array);

/* Any context but NMI; alloc_range sleeps where the flags allow it. It returns a number or a negative error number. */
void shim_ida_init(struct ida *ida);
void shim_ida_destroy(struct ida *ida) DIRECT(ida_destroy);
int shim_ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max, unsigned int gfp);
void shim_ida_free(struct ida *ida, unsigned int number) DIRECT(ida_free);
bool shim_ida_is_empty(const struct ida *ida);
SHIMS_END

#endif
