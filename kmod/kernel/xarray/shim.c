// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/xarray.h> and <linux/idr.h>: each kind of array gets a lockdep class of its own. */
#include <linux/idr.h>
#include <linux/lockdep.h>
#include <linux/xarray.h>

#include "kernel/xarray/shim.h"

SAME_TYPE(xa_destroy);
SAME_TYPE(xa_erase);
SAME_TYPE(xa_load);
SAME_TYPE(ida_destroy);
SAME_TYPE(ida_free);

SHIM(void, xa_init, struct xarray *array, const char *name, struct lock_class_key *key)
{
	xa_init_flags(array, XA_FLAGS_ALLOC);
	lockdep_set_class_and_name(&array->xa_lock, key, name);
}

SHIM(void *, xa_store, struct xarray *array, unsigned long index, void *entry, unsigned int gfp)
{
	return xa_store(array, index, entry, (__force gfp_t)gfp);
}

SHIM(int, xa_insert, struct xarray *array, unsigned long index, void *entry, unsigned int gfp)
{
	return xa_insert(array, index, entry, (__force gfp_t)gfp);
}

SHIM(int, xa_alloc, struct xarray *array, u32 *index, void *entry, u32 min, u32 max, unsigned int gfp)
{
	return xa_alloc(array, index, entry, XA_LIMIT(min, max), (__force gfp_t)gfp);
}

SHIM(int, xa_err, void *returned)
{
	return xa_err(returned);
}

SHIM(void, xa_lock, struct xarray *array) __acquires(&array->xa_lock)
{
	xa_lock(array);
}

SHIM(void, xa_unlock, struct xarray *array) __releases(&array->xa_lock)
{
	xa_unlock(array);
}

SHIM(void *, xa_erase_locked, struct xarray *array, unsigned long index)
{
	return __xa_erase(array, index);
}

SHIM(void *, xa_find, struct xarray *array, unsigned long *index)
{
	return xa_find(array, index, ULONG_MAX, XA_PRESENT);
}

SHIM(void *, xa_find_after, struct xarray *array, unsigned long *index)
{
	return xa_find_after(array, index, ULONG_MAX, XA_PRESENT);
}

SHIM(bool, xa_empty, const struct xarray *array)
{
	return xa_empty(array);
}

SHIM(void, ida_init, struct ida *ida)
{
	ida_init(ida);
}

SHIM(int, ida_alloc_range, struct ida *ida, unsigned int min, unsigned int max, unsigned int gfp)
{
	return ida_alloc_range(ida, min, max, (__force gfp_t)gfp);
}

SHIM(bool, ida_is_empty, const struct ida *ida)
{
	return ida_is_empty(ida);
}
