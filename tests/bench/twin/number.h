/* SPDX-License-Identifier: GPL-2.0-only */
/* The number in its page, with the sequence count that keeps number and generation consistent; and the state of an open file. */
#ifndef TWIN_NUMBER_H
#define TWIN_NUMBER_H

#include <linux/compiler.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/slab.h>

#include "twin.h"

/* The state of an open file: the number whose text it is reading, and the generation that it saw last. */
struct twin_cursor {
	s64 number;
	u64 text_generation;
	u64 seen;
	bool has_text;
};

static inline struct twin_snapshot twin_snapshot(const struct twin *twin)
{
	const struct rusty_page *shown = twin->shown;
	struct twin_snapshot seen;
	u32 sequence;

	for (;;) {
		sequence = smp_load_acquire(&shown->sequence);
		seen.number = READ_ONCE(shown->number);
		seen.generation = READ_ONCE(shown->generation);
		smp_rmb();
		if (!(sequence & 1) && READ_ONCE(shown->sequence) == sequence)
			return seen;
		cpu_relax();
	}
}

/* The lock is held. */
static inline void twin_store(struct twin *twin, s64 number)
{
	struct rusty_page *shown = twin->shown;
	u32 sequence = shown->sequence;

	WRITE_ONCE(shown->sequence, sequence + 1);
	smp_wmb();
	WRITE_ONCE(shown->number, number);
	WRITE_ONCE(shown->generation, shown->generation + 1);
	smp_store_release(&shown->sequence, sequence + 2);
	flush_dcache_page(twin->page);
}

/* misc_open has put the device into private_data; open allocates nothing. */
static inline struct twin_cursor *existing_cursor(struct file *file)
{
	void *cursor = smp_load_acquire(&file->private_data);

	return cursor == &twin_misc ? NULL : cursor;
}

static inline struct twin_cursor *twin_cursor(struct file *file)
{
	struct twin_cursor *cursor = existing_cursor(file);
	void *found;

	if (likely(cursor))
		return cursor;
	cursor = kzalloc(sizeof(*cursor), GFP_KERNEL_ACCOUNT);
	if (!cursor)
		return NULL;
	cursor->seen = U64_MAX; /* no generation gets that high */
	found = cmpxchg(&file->private_data, (void *)&twin_misc, cursor);
	if (found != &twin_misc) {
		kfree(cursor);
		cursor = found;
	}
	return cursor;
}

#endif
