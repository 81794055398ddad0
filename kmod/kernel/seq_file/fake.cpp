// SPDX-License-Identifier: GPL-2.0-only
// How the kernel gets the text of a seq_file.
#include <vector>

#include "kernel/layouts.h"
#include "tests/kit/host/fake.hpp"

fake::SeqShown fake::show_seq(int (*show)(seq_file *, void *), void *data, std::size_t room)
{
	for (int times = 1;; ++times, room *= 2) {
		std::vector<char> page(room + 1, '#');
		seq_file seq{page.data(), room, 0, data};
		const int returned = show(&seq, nullptr);
		if (page[room] != '#')
			violated("what shows a seq_file wrote beyond its room");
		if (returned != 0)
			return {returned, "", times};
		if (seq.count < room)
			return {0, std::string(page.data(), seq.count), times};
	}
}
