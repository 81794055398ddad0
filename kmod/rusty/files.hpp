// SPDX-License-Identifier: GPL-2.0-only
// The file operations of /dev/rusty, as uapi/rusty.h promises them.
#pragma once

#include "kernel/file.hpp"
#include "kernel/format.hpp"
#include "kernel/parse.hpp"
#include "kernel/user.hpp"
#include "rusty/cursor.hpp"
#include "rusty/device.hpp"
#include "rusty/ioctl.hpp"

namespace rusty
{
namespace
{

// The text that every way in takes: write(2), sysfs, parameters. EINVAL, ERANGE, EMSGSIZE.
inline Result<s64> parse_number(Text text)
{
	if (text.size() > RUSTY_TEXT_MAX)
		return errors::too_long;
	return parse_integer(text);
}

class Files
{
public:
	static Result<size_t> read(File file, UserWriter to, Position position)
	{
		auto found = Cursor::of(file);
		if (!found.ok())
			return found.error();
		Cursor &cursor = found.value();

		const bool afresh = position.get() == 0 || !cursor.has_text();
		const Snapshot shown = afresh ? device->snapshot() : cursor.text();
		KERNEL_UNINITIALIZED char room[decimal_max + 1];
		char *const end = room + sizeof(room);
		end[-1] = '\n';
		const char *const start = format_decimal_before(end - 1, shown.number);

		const Text text(start, static_cast<size_t>(end - start));
		if (position.get() >= text.size())
			return 0;
		const Text part = text.from(static_cast<size_t>(position.get())).first(to.size());
		if (part.empty())
			return 0;
		TRY(to.write(part));
		if (afresh)
			cursor.note_text(shown);
		// cppcheck-suppress mismatchingContainerExpression ; part is a part of text
		if (part.end() == text.end() && (afresh || device->snapshot() == shown))
			cursor.note_text_end(shown);
		position.advance(part.size());
		return part.size();
	}

	static Result<size_t> write(File, UserReader from, Position)
	{
		const size_t size = from.size();
		if (size == 0)
			return 0;
		if (size > RUSTY_TEXT_MAX)
			return errors::too_long;
		KERNEL_UNINITIALIZED char room[RUSTY_TEXT_MAX];
		const Span<char> text(room, size);
		TRY(from.read(text));
		const s64 number = TRY(parse_number(Text(room, size)));
		device->set(number);
		return size;
	}

	static unsigned int poll(File file, poll_table_struct *table)
	{
		device->poll_wait(file.raw(), table);
		const Cursor *cursor = Cursor::existing(file);
		unsigned int events = LAYOUT_EPOLLOUT | LAYOUT_EPOLLWRNORM;
		if (cursor == nullptr || !cursor->has_seen(device->number().generation()))
			events |= LAYOUT_EPOLLIN | LAYOUT_EPOLLRDNORM;
		return events;
	}

	static Result<void> ioctl(File file, unsigned int command, unsigned long argument)
	{
		return rusty::ioctl(file, command, argument);
	}

	static Result<void> mmap(File, VmArea area)
	{
		if (area.size() != LAYOUT_PAGE_SIZE || area.offset_pages() != 0)
			return errors::invalid;
		if (area.writable() || area.executable())
			return errors::not_permitted;
		area.keep_read_only();
		area.serve_faults();
		return {};
	}

	// Served at each touch, not once by mmap: the page is back after MADV_DONTNEED, and mmap cannot run
	// out of memory.
	static vm_fault_t fault(PageFault fault)
	{
		if (fault.offset_pages() != 0)
			return fault.refuse();
		return fault.map(device->number().page());
	}

	static void release(File file) { Cursor::release(file); }
};

} // namespace
} // namespace rusty
