// SPDX-License-Identifier: GPL-2.0-only
// The one C++ translation unit of a module: the driver's own file, then the entry points that the kernel calls, which are
// made of what NAME.module.h declares. The compile rule names both, so that neither can be forgotten.
#include KERNEL_SOURCE

#include "kernel/module/entries.hpp"
