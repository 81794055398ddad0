// SPDX-License-Identifier: GPL-2.0-only
// What one open file remembers of its reads: the number whose text it is reading, and the generation that it
// saw last. Made at the first read (open allocates nothing), kept in the file's word, freed when the file is
// released.
//
// Threads that share a file may be in here at once: each word is whole, and of a number that was read through
// this file.
#pragma once

#include "kernel/atomic.hpp"
#include "kernel/file.hpp"
#include "kernel/miscdevice.hpp"
#include "rusty/number.hpp"

namespace rusty
{
namespace
{

class Cursor
{
public:
	// The file's cursor, which is made if there is none yet. ENOMEM. Sleeps.
	static Result<Cursor &> of(File file)
	{
		void *const word = file.word();
		if (!is_fresh(word)) [[likely]]
			return *static_cast<Cursor *>(word);
		return first(file);
	}
	// nullptr: nothing was read yet.
	static Cursor *existing(File file)
	{
		void *const word = file.word();
		return is_fresh(word) ? nullptr : static_cast<Cursor *>(word);
	}
	// The file goes.
	static void release(File file) { Box<Cursor>::take(existing(file)); }

	// The word that every file starts with.
	static constinit const void *fresh_word;

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
	// (Once for a file, so apart from what each read runs through.)
	[[gnu::noinline, gnu::cold]] static Result<Cursor &> first(File file)
	{
		void *const fresh = file.word();
		if (!is_fresh(fresh)) // another thread was faster
			return *static_cast<Cursor *>(fresh);
		auto made = TRY(Box<Cursor>::make(Gfp::kernel_account));
		void *const found = file.compare_exchange_word(fresh, made.get());
		if (found != fresh)
			return *static_cast<Cursor *>(found);
		return *made.release();
	}
	static bool is_fresh(const void *word) { return word == fresh_word; }

	Atomic64 number_{0};
	Atomic64 text_generation_{0};
	Atomic64 generation_{-1}; // no device gets there
	Flag has_text_;
};

constinit const void *Cursor::fresh_word = nullptr;

} // namespace
} // namespace rusty
