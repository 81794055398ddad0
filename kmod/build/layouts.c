// SPDX-License-Identifier: GPL-2.0-only
/*
 * What C++ must know of this kernel's structures, computed by the kernel's own compiler from its own headers at every build
 * (kbuild's "offsets" mechanism): the result is kernel/layouts.h. Nothing of it is guessed or written down. Each facility that
 * the module includes has a layout.c:
 *
 *	#include <linux/mutex.h>
 *	LAYOUTS(lock)
 *	{
 *		TYPE(MUTEX, struct mutex);			LAYOUT_MUTEX_SIZE, LAYOUT_MUTEX_ALIGN
 *		DEFINE(LAYOUT_NAME, constant expression);
 *		FUNCTION(mutex_lock, true);			LAYOUT_FUNCTION_mutex_lock, for DIRECT_IF (kernel/core/boundary.h)
 *	}
 */
#include <linux/kbuild.h>

#define LAYOUTS(facility)                                                                                    \
	void layouts_##facility(void);                                                                       \
	void layouts_##facility(void)
#define TYPE(NAME, type)                                                                                     \
	DEFINE(LAYOUT_##NAME##_SIZE, sizeof(type));                                                          \
	DEFINE(LAYOUT_##NAME##_ALIGN, __alignof__(type))

/* 1 if the name is no macro, which has another text, and the condition, of what makes it inline, holds; else 0. */
#define FUNCTION(name, condition)                                                                            \
	do {                                                                                                 \
		enum { is_function = (condition) && sizeof(TEXT_OF(name())) == sizeof(#name "()") };         \
		DEFINE(LAYOUT_FUNCTION_##name, is_function);                                                 \
	} while (0)
#define TEXT_OF(...) TEXT_OF_(__VA_ARGS__)
#define TEXT_OF_(...) #__VA_ARGS__

/* An operation of one of the kernel's structures has the type that C++ believes; a drift stops the build. */
#define OPERATION_TYPE(structure, operation, result, ...)                                                    \
	_Static_assert(__builtin_types_compatible_p(typeof(((struct structure *)0)->operation),              \
						    result(*)(__VA_ARGS__)),                                 \
		       "struct " #structure ": ." #operation " has another type on this kernel");

#define KERNEL_FACILITY_LAYOUTS
#include "facilities.h"
