// SPDX-License-Identifier: GPL-2.0-only
// The fake of /proc: its files by name, and what a read of one gives.
#pragma once

#include <cstddef>
#include <string>

struct seq_file {
	char *buf;
	size_t size;
	size_t count;
	void *private_data;
};

#define LAYOUT_SEQ_FILE_BUF offsetof(::seq_file, buf)
#define LAYOUT_SEQ_FILE_SIZE offsetof(::seq_file, size)
#define LAYOUT_SEQ_FILE_COUNT offsetof(::seq_file, count)
#define LAYOUT_SEQ_FILE_PRIVATE offsetof(::seq_file, private_data)

namespace fake
{

// "no such file", "errno 5", or the text; as the kernel reads it, with more room each time that it is too little, from so many bytes on.
std::string read_proc(const std::string &name, std::size_t room = 16);
unsigned short mode_of_proc(const std::string &name);
// How often show() ran for the last read.
int shows();

} // namespace fake
