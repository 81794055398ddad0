/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/* /dev/ring0, /dev/ring1, ...: what is read from them, and what lies where in their mapping, for C and C++. */
#ifndef RING_UAPI_H
#define RING_UAPI_H

#include <linux/types.h>

/* One sample. read(2) returns whole ones, the oldest first; a buffer that has no room for one is EINVAL. */
struct ring_record {
	__u64 time_ns; /* CLOCK_MONOTONIC */
	__u32 number; /* counts up by one, and begins anew after 2^32 - 1: a gap is what this reader has missed */
	__u32 ring; /* of which device */
};

/* The first page of the mapping, which is read-only (MAP_SHARED of a file that is open for reading). Record n lies at
 * records_offset + n % slots * sizeof(struct ring_record). Load `head` (acquire), copy records before it, and load it again: those are
 * whole whose number is at most slots - 1 behind the second one. */
struct ring_header {
	__u32 head; /* the number of the record that comes next */
	__u32 slots;
	__u32 records_offset; /* in bytes */
	__u32 size;	      /* of all that can be mapped, in bytes */
};

#endif
