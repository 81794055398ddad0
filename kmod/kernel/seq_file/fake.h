// SPDX-License-Identifier: GPL-2.0-only
// The fake of seq_file: how the kernel gets the text of one.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "kernel/file/fake.h"

struct seq_file {
	char *buf;
	size_t size;
	size_t count;
	const struct file *file;
	void *private_data;
};
struct seq_operations {
	int (*show)(seq_file *, void *);
	void *(*next)(seq_file *, void *, loff_t *);
	void (*stop)(seq_file *, void *);
	void *(*start)(seq_file *, loff_t *);
};

#define LAYOUT_SEQ_FILE_BUF offsetof(::seq_file, buf)
#define LAYOUT_SEQ_FILE_SIZE offsetof(::seq_file, size)
#define LAYOUT_SEQ_FILE_COUNT offsetof(::seq_file, count)
#define LAYOUT_SEQ_FILE_FILE offsetof(::seq_file, file)
#define LAYOUT_SEQ_FILE_PRIVATE offsetof(::seq_file, private_data)

#define LAYOUT_SEQ_OPERATIONS_SIZE sizeof(::seq_operations)
#define LAYOUT_SEQ_OPERATIONS_start offsetof(::seq_operations, start)
#define LAYOUT_SEQ_OPERATIONS_stop offsetof(::seq_operations, stop)
#define LAYOUT_SEQ_OPERATIONS_next offsetof(::seq_operations, next)
#define LAYOUT_SEQ_OPERATIONS_show offsetof(::seq_operations, show)

namespace fake
{

// What show() wrote, with twice the room each time that it was too little, from so many bytes on; or the negative errno that it returned.
struct SeqShown {
	int returned;
	std::string text;
	int times; // that show() ran
};
SeqShown show_seq(int (*show)(seq_file *, void *), void *data, std::size_t room = 16);

// An open file of many items, as __seq_open_private makes it: with so many zeroed bytes of state, and so much room at first.
class OpenSeqFile
{
public:
	OpenSeqFile(const seq_operations *operations, std::size_t state_size, void *private_data = nullptr,
		    std::size_t room = 16);
	~OpenSeqFile();
	OpenSeqFile(const OpenSeqFile &) = delete;
	OpenSeqFile &operator=(const OpenSeqFile &) = delete;

	// nullptr: there was no memory.
	void *state() const { return seq_.private_data; }
	// pread(2): the bytes, or "errno 5".
	std::string read(std::size_t size, std::size_t position);
	// To the end, in pieces; what an error leaves of it, and the error.
	std::string read_all(std::size_t piece);
	// How often a walk began, since it was asked the last time.
	int take_walks() { return std::exchange(walks_, 0); }

private:
	// Shows items from index_ on until `wanted` bytes are pending. 0, or a negative errno.
	int walk(std::size_t wanted);
	int skip_to(std::size_t position);

	const seq_operations *operations_;
	file file_{};
	seq_file seq_{};
	std::size_t room_;
	loff_t index_ = 0;
	std::size_t position_ = 0;
	std::string pending_;
	int walks_ = 0;
};

} // namespace fake
