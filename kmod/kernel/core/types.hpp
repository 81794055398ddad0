// SPDX-License-Identifier: GPL-2.0-only
// The kernel's own short names of integer types.
#pragma once

#include "kernel/core/uapi.h"
#include "kernel/layouts.h"

using u8 = __u8;
using u16 = __u16;
using u32 = __u32;
using u64 = __u64;
using s8 = __s8;
using s16 = __s16;
using s32 = __s32;
using s64 = __s64;

#ifdef KERNEL_ON_HOST
#include <sys/types.h> // the unit tests run on a libc, which has these already
#else
using size_t = decltype(sizeof 0);
using ssize_t = __kernel_ssize_t;
using loff_t = __kernel_loff_t;
#endif
using uintptr_t = __UINTPTR_TYPE__;
