// SPDX-License-Identifier: GPL-2.0-only
// /dev/rusty_selftest, which stays while the module is loaded: one line of text, to be written and read from a
// shell, and ioctls of disks, which a shell can call through standard tools. A failed check is EIO.
#pragma once

#include <linux/fs.h> // what user space sees of it: the ioctls of blockdev and fstrim

#include "kernel/core/parse.hpp"
#include "kernel/cpu/kernel_test.hpp"
#include "kernel/debugfs/kernel_test.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/misc/misc_device.hpp"
#include "kernel/proc/proc.hpp"
#include "kernel/seq_file/kernel_test.hpp"
#include "kernel/sysfs/group.hpp"
#include "kernel/thread/thread.hpp"
#include "kernel/trace/trace.hpp"
#include "kernel/user/kernel_test.hpp"
#include "kernel/wait/wait.hpp"

namespace selftest
{
namespace
{

constexpr Errno violated{EIO};
constinit LockClass line_class{"selftest_line"};
constinit LockClass readers_class{"selftest_readers"};

struct Line {
	char text[64];
	size_t size;
};

inline Result<int> passed_or_violated(const Outcome &outcome, Text name)
{
	if (!outcome.is_failed())
		return 0;
	outcome.print(0, name);
	return violated;
}

class Node : Pinned
{
public:
	using Operations = FileOperations<operation::open, operation::read, operation::write, operation::poll,
					  operation::ioctl>;
	// Of each open file.
	struct Open {
		bool readable;
		bool writable;
	};

	Result<Open> open(File file) { return Open{file.readable(), file.writable()}; }

	Result<size_t> read(const Open &open, UserWriter to, Position position)
	{
		if (!open.readable)
			return violated;
		const Line line = line_.with([](const Line &now) { return now; });
		if (position.get() >= line.size)
			return 0;
		const Text rest = Text(line.text, line.size).from(static_cast<size_t>(position.get()));
		const Text part = rest.first(to.size());
		TRY(to.write(part));
		position.advance(part.size());
		return part.size();
	}

	Result<size_t> write(const Open &open, UserReader from)
	{
		if (!open.writable)
			return violated;
		Line line = {};
		line.size = from.size();
		if (line.size > sizeof(line.text))
			return errors::too_long;
		TRY(from.read(Span<char>(line.text, line.size)));
		line_.with([&](Line &now) { now = line; });
		readers_.wake_pollers(PollEvents::readable());
		return line.size;
	}

	PollEvents poll(PollTable table)
	{
		readers_.poll_wait(table);
		const bool readable = line_.with([](const Line &now) { return now.size != 0; });
		return readable ? PollEvents::writable() | PollEvents::readable() : PollEvents::writable();
	}

	Result<int> ioctl(File file, unsigned int command, unsigned long argument)
	{
		switch (command) {
		case BLKGETSIZE64: // blockdev --getsize64: a u64, to be filled
			TRY(passed_or_violated(buffers_are_bounded(argument),
					       "user memory: buffers are bounded"));
			return passed_or_violated(arguments_arrive(argument, 20232023),
						  "user memory: arguments arrive");
		case FITRIM: // fstrim -v: shows `len`
			return trim(file, argument);
		default:
			return errors::not_a_command;
		}
	}

	// A number; each store passes the tracepoint.
	Result<void> show_number(TextWriter &text) const
	{
		text.append(number_.load());
		return {};
	}
	Result<void> store_number(Text text)
	{
		const s64 number = TRY(parse_integer(text));
		number_.store(number);
		trace_rusty_selftest_number(number, static_cast<u64>(number));
		return {};
	}
	Result<void> show_limits(TextWriter &text) const
	{
		text.print("{} {} {}", hidden(NumericLimits<s64>::min()), hidden(NumericLimits<s64>::max()),
			   hidden(NumericLimits<u64>::max()));
		return {};
	}
	// Returns when a read of a file in debugfs has ended, whose directory was removed meanwhile.
	Result<void> store_debugfs(Text)
	{
		TRY(passed_or_violated(debug_directory_waits_for_readers("rusty_selftest_slow"),
				       "debugfs: a directory waits for readers"));
		return {};
	}
	// 400 items, in /proc and debugfs.
	Result<void> create_items()
	{
		items.create_in(items_directory);
		return items.create();
	}
	// The number of the first item that cannot be read.
	Result<void> store_refused(Text text)
	{
		items.refuse_from(TRY(parse<u32>(text)));
		return {};
	}
	// How many CPUs are online.
	Result<void> show_cpus(TextWriter &text) const
	{
		text.append(cpus.count());
		return {};
	}
	static constexpr Attribute<Node> attributes[] = {
		{"cpus", 0444, &Node::show_cpus},
		{"debugfs", 0200, nullptr, &Node::store_debugfs},
		{"number", 0644, &Node::show_number, &Node::store_number},
		{"limits", 0444, &Node::show_limits},
		{"refused", 0200, nullptr, &Node::store_refused},
	};

	// The line of the node as bytes.
	Result<size_t> read_bytes(Span<char> to, u64 offset) const
	{
		const Line line = line_.with([](const Line &now) { return now; });
		const Text part =
			Text(line.text, sizeof(line.text)).from(static_cast<size_t>(offset)).first(to.size());
		for (size_t index = 0; index < part.size(); ++index)
			to.data()[index] = part.data()[index];
		return part.size();
	}
	Result<size_t> write_bytes(Text from, u64 offset)
	{
		line_.with([&](Line &now) {
			for (size_t index = 0; index < from.size(); ++index)
				now.text[offset + index] = from.data()[index];
		});
		return from.size();
	}
	bool is_visible(Text name) const { return !(name == "hidden"); }
	static constexpr Attribute<Node> grouped[] = {
		{"limits", 0444, &Node::show_limits},
		{"hidden", 0444, &Node::show_limits},
	};
	static constexpr BinAttribute<Node> bytes[] = {
		{"bytes", 0644, sizeof(Line::text), &Node::read_bytes, &Node::write_bytes},
	};
	static constexpr AttributeGroup<Node> attribute_groups[] = {
		{"group", grouped, &Node::is_visible},
		{nullptr, bytes},
	};

	// More than a page.
	Result<void> show_lines(TextWriter &text) const
	{
		for (int line = 0; line < 1000; ++line)
			text.print("line {}\n", line);
		return {};
	}
	ProcFile<&Node::show_lines> lines{*this};

	CpuCounter cpus;
	SeqItems items;

	DebugShown debug{"rusty_selftest"};
	DebugDirectory items_directory{"rusty_selftest_items"};

	// Not printed; only visible in ps.
	Thread<Node> idler{[](Node &) {}, *this};

private:
	// fstrim asks for everything (start 0, len 2^64 - 1), having opened the file for reading only.
	static Result<int> trim(File file, unsigned long argument)
	{
		UserInOut<fstrim_range> user(argument);
		fstrim_range range = TRY(kernel::move(user).load());
		if (range.start != 0 || range.len != NumericLimits<u64>::max() || !file.readable() ||
		    file.writable())
			return violated;
		range.len = 32023202;
		TRY(user.store(range));
		return 0;
	}

	mutable Mutex<Line> line_{line_class};
	WaitQueue readers_{readers_class};
	Atomic64 number_{2023};
};

} // namespace
} // namespace selftest
