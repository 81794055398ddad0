// SPDX-License-Identifier: GPL-2.0-only
// /dev/rusty_selftest_0 and _1, a misc device and a character device that can be removed while the module stays: writing "on" or "off"
// to /dev/rusty_selftest_switch registers and deregisters them, also while they are in use. Reading waits for what is written
// through the same device; a page of it can be mapped.
#pragma once

#include "kernel/chrdev/char_device.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/memory/page.hpp"
#include "kernel/memory/vec.hpp"
#include "kernel/misc/misc_device.hpp"
#include "kernel/mm/mmap.hpp"
#include "kernel/sysfs/attribute.hpp"
#include "kernel/wait/wait.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

constinit LockClass bytes_class{"selftest_bytes"};
constinit LockClass arrived_class{"selftest_arrived"};
constinit LockClass switch_class{"selftest_switch"};

class RemovableNode : public Removable
{
public:
	using Operations =
		FileOperations<operation::read, operation::write, operation::poll, operation::ioctl,
			       operation::mmap, operation::fault, operation::nonseekable>;
	struct Open {
		u64 reads = 0;
	};

	RemovableNode(Page page, unsigned int number) : page_(kernel::move(page)), number_(number)
	{
		*static_cast<u64 *>(page_.address()) = 2023 + number_;
	}

	// One byte of what was written; EAGAIN, if there is none and the file does not block.
	Result<size_t> read(Open &open, File file, UserWriter to)
	{
		auto bytes = bytes_.lock();
		if (bytes->count == 0 && file.nonblocking())
			return errors::would_block;
		TRY(arrived_.wait_interruptible(bytes, Timeout::never(),
						[](const Bytes &now) { return now.count != 0; }));
		TRY(to.write("x"));
		--bytes->count;
		++open.reads;
		return 1;
	}
	Result<size_t> write(UserReader from)
	{
		bytes_.with([&](Bytes &bytes) { bytes.count += from.size(); });
		arrived_.notify_all();
		return from.size();
	}
	PollEvents poll(PollTable table)
	{
		arrived_.poll_wait(table);
		const bool readable = bytes_.with([](const Bytes &bytes) { return bytes.count != 0; });
		return readable ? PollEvents::writable() | PollEvents::readable() : PollEvents::writable();
	}
	// How often this file has read.
	Result<int> ioctl(Open &open) { return static_cast<int>(open.reads); }
	Result<void> mmap(VmArea area)
	{
		if (area.size() != page_size || area.offset_pages() != 0)
			return errors::invalid;
		area.forbid_write_and_exec();
		area.set_vm_ops();
		return {};
	}
	FaultResult fault(PageFault fault) { return fault.map(page_); }

	Result<void> show_waiting(TextWriter &text) const
	{
		text.append(bytes_.with([](const Bytes &bytes) { return bytes.count; }));
		return {};
	}
	Result<void> store_waiting(Text text)
	{
		bytes_.with([&](Bytes &bytes) { bytes.count += text.size(); });
		arrived_.notify_all();
		return {};
	}
	static constexpr Attribute<RemovableNode> attributes[] = {
		{"waiting", 0644, &RemovableNode::show_waiting, &RemovableNode::store_waiting},
	};

private:
	struct Bytes {
		u64 count = 0;
	};
	mutable Mutex<Bytes> bytes_{bytes_class};
	CondVar arrived_{arrived_class, *this};
	Page page_;
	const unsigned int number_;
};

class RemovalSwitch : Pinned
{
public:
	using Operations = FileOperations<operation::write>;

	Result<size_t> write(UserReader from)
	{
		char text[4] = {};
		const size_t size = from.size();
		if (size > sizeof(text))
			return errors::invalid;
		TRY(from.read(Span<char>(text, size)));
		const bool on = Text(text, size).first(2) == "on";
		auto nodes = nodes_.lock();
		nodes->misc.clear();
		nodes->chars.clear();
		if (!on)
			return size;
		auto misc = TRY(MiscDevice<RemovableNode>::register_device("rusty_selftest_0", 0600,
									   TRY(Page::make(Gfp::kernel)), 0u));
		TRY(nodes->misc.push(kernel::move(misc), Gfp::kernel));
		auto character = TRY(CharDevice<RemovableNode>::register_device(
			class_, region_, 0, "rusty_selftest_1", 0600, TRY(Page::make(Gfp::kernel)), 1u));
		TRY(nodes->chars.push(kernel::move(character), Gfp::kernel));
		return size;
	}
	// Before it is registered.
	Result<void> init()
	{
		TRY(class_.create("rusty_selftest"));
		return region_.allocate("rusty_selftest", 1);
	}

private:
	struct Nodes {
		Vec<MiscDevice<RemovableNode>> misc;
		Vec<CharDevice<RemovableNode>> chars;
	};
	DeviceClass class_;
	ChrdevRegion region_;
	Mutex<Nodes> nodes_{switch_class};
};

} // namespace
} // namespace selftest
