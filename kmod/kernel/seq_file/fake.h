// SPDX-License-Identifier: GPL-2.0-only
// The fake of seq_file: how the kernel gets the text of one.
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

// What show() wrote, with twice the room each time that it was too little, from so many bytes on; or the negative errno that it returned.
struct SeqShown {
	int returned;
	std::string text;
	int times; // that show() ran
};
SeqShown show_seq(int (*show)(seq_file *, void *), void *data, std::size_t room = 16);

} // namespace fake
