// SPDX-License-Identifier: GPL-2.0-only
// What one open file remembers of its reads: the number whose text it is reading, and the generation that it
// saw last. Made at the first read (open allocates nothing), freed when the file is released.
//
// Threads that share a file may be in here at once: each word is whole, and of a number that was read through
// this file.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/file/on_demand.hpp"
#include "rusty/number.hpp"

namespace rusty
{
namespace
{

class Cursor
{
public:
	void note_seen(u64 generation) { generation_.store(static_cast<s64>(generation)); }
	// The text of `shown` is being read.
	void note_text(const Snapshot &shown)
	{
		number_.store(shown.number);
		text_generation_.store(static_cast<s64>(shown.generation));
		has_text_.set();
	}
	// The end of its text has been reached: only now the number has been read, and poll waits for the next. (An
	// ioctl may have seen a newer one meanwhile, and that stays seen.)
	void note_text_end(const Snapshot &shown)
	{
		if (static_cast<s64>(shown.generation) > generation_.load())
			note_seen(shown.generation);
	}
	bool has_text() const { return has_text_.is_set(); }
	// Whose text is being read. Threads that read parts of texts through one file may have mixed one's number with another's
	// generation: it is a moment's for certain only if it is still the device's.
	Snapshot text() const { return {number_.load(), static_cast<u64>(text_generation_.load())}; }
	bool has_seen(u64 generation) const { return generation_.load() == static_cast<s64>(generation); }

private:
	Atomic64 number_{0};
	Atomic64 text_generation_{0};
	Atomic64 generation_{-1}; // no device gets there
	Flag has_text_;
};

} // namespace
} // namespace rusty
