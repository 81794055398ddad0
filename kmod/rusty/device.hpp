// SPDX-License-Identifier: GPL-2.0-only
// /dev/rusty: the file operations, and the files in sysfs, as uapi/rusty.h promises them.
#pragma once

#include "kernel/misc/misc_device.hpp"
#include "kernel/mm/mmap.hpp"
#include "kernel/sysfs/attribute.hpp"
#include "rusty/cursor.hpp"
#include "rusty/ioctl.hpp"
#include "rusty/parameters.hpp"

namespace rusty
{
namespace
{

class Device : public State
{
public:
	using Operations = FileOperations<operation::read, operation::write, operation::poll,
					  operation::ioctl, operation::mmap, operation::fault>;
	using Open = OnDemand<Cursor>;
	using State::State;

	Result<size_t> read(Open open, UserWriter to, Position position)
	{
		const auto found = open.get();
		if (!found.ok())
			return found.error();
		Cursor &cursor = found.value();

		const bool afresh = position.get() == 0 || !cursor.has_text();
		const Snapshot shown = afresh ? state->snapshot() : cursor.text();
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
		if (part.end() == text.end() && (afresh || state->snapshot() == shown))
			cursor.note_text_end(shown);
		position.advance(part.size());
		return part.size();
	}

	Result<size_t> write(UserReader from)
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
		state->set(number);
		return size;
	}

	PollEvents poll(Open open, PollTable table)
	{
		poll_wait(table);
		const Cursor *cursor = open.existing();
		PollEvents events = PollEvents::writable();
		if (cursor == nullptr || !cursor->has_seen(number().generation()))
			events |= PollEvents::readable();
		return events;
	}

	// ENOTTY: not a command of ours.
	Result<void> ioctl(File file, unsigned int command, unsigned long argument)
	{
		switch (command) {
		case RUSTY_IOC_VERSION:
			return ioctl_version(argument);
		case RUSTY_IOC_GET:
			return ioctl_get(file, argument);
		case RUSTY_IOC_SET:
			return ioctl_set(file, argument);
		case RUSTY_IOC_ADD:
			return ioctl_add(file, argument);
		case RUSTY_IOC_EXCHANGE:
			return ioctl_exchange(file, argument);
		case RUSTY_IOC_COMPARE_EXCHANGE:
			return ioctl_compare_exchange(file, argument);
		case RUSTY_IOC_SNAPSHOT:
			return ioctl_snapshot(file, argument);
		default:
			return errors::not_a_command;
		}
	}

	Result<void> mmap(VmArea area)
	{
		if (area.size() != page_size || area.offset_pages() != 0)
			return errors::invalid;
		if (area.writable() || area.executable())
			return errors::not_permitted;
		area.forbid_write_and_exec();
		area.set_vm_ops();
		return {};
	}

	// Served at each touch, not once by mmap: the page is back after MADV_DONTNEED, and mmap cannot run
	// out of memory.
	FaultResult fault(PageFault fault)
	{
		if (fault.offset_pages() != 0)
			return fault.sigbus();
		return fault.map(number().page());
	}

	s64 shown_number() const { return snapshot().number; }
	Result<void> store_number(Text text)
	{
		set(TRY(parse_number(text)));
		return {};
	}
	s64 shown_unpinned_number() const { return unpinned(); }
	Result<void> store_unpinned_number(Text text)
	{
		set_unpinned(TRY(parse_number(text)));
		return {};
	}
	Result<void> show_numbers(TextWriter &text) const
	{
		parameters::numbers.get(text);
		return {};
	}
	u64 shown_generation() const { return snapshot().generation; }
	static constexpr Attribute<Device> attributes[] = {
		{"number", 0644, &Device::shown_number, &Device::store_number},
		{"unpinned_number", 0644, &Device::shown_unpinned_number, &Device::store_unpinned_number},
		{"numbers", 0444, &Device::show_numbers},
		{"generation", 0444, &Device::shown_generation},
	};
};

} // namespace
} // namespace rusty
