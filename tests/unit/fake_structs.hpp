// SPDX-License-Identifier: MIT
// The kernel's structures as the fakes have them. The layer sees no more of them than kernel/layouts.h tells.
#pragma once

#include <atomic>
#include <cstddef>

#include <pthread.h>
#include <sys/types.h>

struct lock_class_key;
struct poll_table_struct;

namespace fake
{

// Every lock is a pthread mutex; what it must not be used for is checked by fake_lock.cpp.
struct Lock {
	pthread_mutex_t mutex;
	const char *name;
	const lock_class_key *key;
	std::atomic<const void *> holder;
};

// Who sleeps: one for each thread.
struct Task;

} // namespace fake

struct mutex {
	fake::Lock lock;
};
struct spinlock {
	fake::Lock lock;
};
struct raw_spinlock {
	fake::Lock lock;
};

struct wait_queue_entry {
	wait_queue_entry *next;
	fake::Task *task;	   // a sleeper,
	poll_table_struct *poller; // or somebody who polls
};
struct wait_queue_head {
	pthread_mutex_t mutex;
	wait_queue_entry *first;
	std::atomic<const void *> list; // as the head of the kernel's list: it follows itself if nobody waits
	unsigned int waiting;
};
struct poll_table_struct {
	wait_queue_head *queue;
	wait_queue_entry entry;
	unsigned int wanted;
	std::atomic<unsigned int> woken;
};

struct page {
	std::atomic<unsigned int> count;
	std::atomic<unsigned int> flushes;
	unsigned char *bytes;
};

struct miscdevice {
	const char *name;
	unsigned short mode;
};
struct file {
	char path[24];
	unsigned int f_mode;
	void *private_data;
};
struct kiocb {
	char padding[8];
	loff_t ki_pos;
	file *ki_filp;
};

struct vm_area_struct {
	unsigned long start;
	unsigned long end;
	unsigned long offset_pages;
	unsigned long flags;
	bool served;
};
struct vm_fault {
	unsigned long offset_pages;
	struct page *page;
};

// The vectors of a readv or writev, `done` bytes of which have been used.
struct iov_iter {
	struct Segment {
		char *base;
		size_t size;
	};
	const Segment *segments;
	size_t count;
	size_t done;
};
