// SPDX-License-Identifier: GPL-2.0-only
// The fake of xarrays and idas: maps from numbers to what was put in, each with a lock.
#pragma once

#include <map>

#include "kernel/lock/fake.h"

struct xarray {
	spinlock lock;
	// Of each entry the node, an allocation, that holds it.
	std::map<unsigned long, void **> *entries;
};
struct ida {
	xarray numbers;
};

#define LAYOUT_XARRAY_SIZE sizeof(::xarray)
#define LAYOUT_XARRAY_ALIGN alignof(::xarray)
#define LAYOUT_IDA_SIZE sizeof(::ida)
#define LAYOUT_IDA_ALIGN alignof(::ida)
