// SPDX-License-Identifier: GPL-2.0-only
// /dev/rusty_selftest, which stays while the module is loaded: one line of text, to be written and read from a
// shell, and ioctls that a shell can call through tools that know them of disks. What is wrong there is EIO.
#pragma once

#include <linux/fs.h> // what user space sees of it: the ioctls of blockdev and fstrim

#include "kernel/file.hpp"
#include "device_tests.hpp"
#include "thread_tests.hpp"
#include "user_tests.hpp"

namespace selftest
{
namespace
{

constexpr Errno broken_promise{EIO};
constinit LockClass line_class{"selftest_line"};
constinit LockClass readers_class{"selftest_readers"};

struct Line {
	char text[64];
	size_t size;
};

struct Node : Pinned {
	Mutex<Line> line{line_class};
	WaitQueue readers{readers_class};
	// Only to be seen in ps.
	Thread<Node> idler{[](Node &) {}, *this};
	// Last, so that it goes first.
	MiscDevice misc;
};

// Set before the node can be opened; an open file holds the module, and with it the node.
constinit Node *node = nullptr;

// What an open file's word points to.
struct Opened {
	bool readable;
	bool writable;

	static Opened &of(File file) { return *static_cast<Opened *>(file.word()); }
};

Result<size_t> passed_or_broken(const Outcome &outcome, Text name)
{
	if (!outcome.is_failed())
		return 0;
	outcome.print(0, name);
	return broken_promise;
}

class Files
{
public:
	// The word starts as the device's address, and is exchanged only if it is what was expected.
	static Result<void> open(File file)
	{
		void *const fresh = file.word();
		if (fresh != node->misc.first_word())
			return broken_promise;
		auto opened = TRY(Box<Opened>::make(Gfp::kernel, Opened{file.readable(), file.writable()}));
		if (file.compare_exchange_word(nullptr, opened.get()) != fresh || file.word() != fresh)
			return broken_promise;
		if (file.compare_exchange_word(fresh, opened.get()) != fresh || file.word() != opened.get())
			return broken_promise;
		(void)opened.release();
		return {};
	}
	static void release(File file) { Box<Opened>::take(&Opened::of(file)); }

	template <typename Writer>
	static Result<size_t> read(File file, Writer to, Position position)
	{
		if (!Opened::of(file).readable)
			return broken_promise;
		const Line line = *node->line.lock();
		if (position.get() >= line.size)
			return 0;
		const Text rest = Text(line.text, line.size).from(static_cast<size_t>(position.get()));
		const Text part = rest.first(to.size());
		TRY(to.write(part));
		position.advance(part.size());
		return part.size();
	}

	template <typename Reader>
	static Result<size_t> write(File file, Reader from, Position)
	{
		if (!Opened::of(file).writable)
			return broken_promise;
		Line line = {};
		line.size = from.size();
		if (line.size > sizeof(line.text))
			return errors::too_long;
		TRY(from.read(Span<char>(line.text, line.size)));
		*node->line.lock() = line;
		node->readers.wake_pollers(LAYOUT_EPOLLIN | LAYOUT_EPOLLRDNORM);
		return line.size;
	}

	static unsigned int poll(File file, poll_table_struct *table)
	{
		node->readers.poll_wait(file.raw(), table);
		const bool readable = node->line.lock()->size != 0;
		return LAYOUT_EPOLLOUT | LAYOUT_EPOLLWRNORM |
		       (readable ? LAYOUT_EPOLLIN | LAYOUT_EPOLLRDNORM : 0);
	}

	static Result<size_t> ioctl(File file, unsigned int command, unsigned long argument)
	{
		switch (command) {
		case BLKGETSIZE64: // blockdev --getsize64: a u64, to be filled
			TRY(passed_or_broken(buffers_are_bounded(argument),
					     "user memory: buffers are bounded"));
			return passed_or_broken(arguments_arrive(argument, 20232023),
						"user memory: arguments arrive");
		case FITRIM: // fstrim -v: shows `len`
			return trim(file, UserInOut<fstrim_range>(argument));
		default:
			return errors::not_a_command;
		}
	}

private:
	// fstrim asks for everything (start 0, len 2^64 - 1), having opened the file for reading only.
	static Result<size_t> trim(File file, UserInOut<fstrim_range> argument)
	{
		fstrim_range range = TRY(argument.load());
		if (range.start != 0 || range.len != largest<u64> || !file.readable() || file.writable())
			return broken_promise;
		range.len = 32023202;
		TRY(argument.store(range));
		return 0;
	}
};

// A number in sysfs; each store passes the tracepoint.
class TracedNumber
{
public:
	Result<void> set(Text text)
	{
		const s64 number = TRY(parse_integer(text));
		number_.store(number);
		trace_rusty_selftest_number(number, static_cast<u64>(number));
		return {};
	}
	void get(TextWriter &writer) const { writer.append(number_.load()); }

private:
	Atomic64 number_{2023};
};

struct Limits {
	void get(TextWriter &writer) const
	{
		const Argument arguments[] = {Argument(hidden(smallest<s64>)), Argument(hidden(largest<s64>)),
					      Argument(hidden(largest<u64>))};
		append_formatted(writer, "{} {} {}", arguments);
	}
};

} // namespace
} // namespace selftest

namespace attributes
{
namespace
{
constinit selftest::TracedNumber number;
constinit selftest::Limits limits;
} // namespace
} // namespace attributes
