// SPDX-License-Identifier: GPL-2.0-only
// fifo: /dev/fifo0, /dev/fifo1, ... What is written to one is read from it, in its order, by the first reader. Reading waits for
// bytes and writing for room, or is EAGAIN (O_NONBLOCK); poll; an ioctl says how much a file has read; sysfs shows how full it is.
// (A call moves what lies in one piece: at the end of the room it is a short one, as read(2) and write(2) may be.)
#include "kernel/lock/mutex.hpp"
#include "kernel/memory/vec.hpp"
#include "kernel/misc/misc_device.hpp"
#include "kernel/param/parameter.hpp"
#include "kernel/sysfs/attribute.hpp"
#include "kernel/wait/wait.hpp"
#include "uapi/fifo.h"

namespace fifo
{
namespace
{

using namespace kernel;

constexpr size_t room = 4096;

constinit LockClass bytes_class{"fifo_bytes"};
constinit LockClass readers_class{"fifo_readers"};
constinit LockClass writers_class{"fifo_writers"};

// The bytes that wait to be read: `count` from `first` on, around the end.
struct Bytes {
	char bytes[room];
	size_t first = 0;
	size_t count = 0;

	// The longest piece that lies in one, of what is there, and of the room behind it.
	Span<char> filled() { return Span<char>(bytes + first, min(count, room - first)); }
	Span<char> empty()
	{
		const size_t start = (first + count) % room;
		return Span<char>(bytes + start, min(room - count, room - start));
	}
};

class Fifo : public Removable
{
public:
	using Operations = FileOperations<operation::read, operation::write, operation::poll,
					  operation::ioctl, operation::nonseekable>;
	// Of each open file.
	struct Open {
		Atomic64 read{0};
	};

	Result<size_t> read(Open &open, File file, UserWriter to)
	{
		auto bytes = bytes_.lock();
		if (bytes->count == 0 && file.nonblocking())
			return errors::would_block;
		TRY(readers_.wait_interruptible(bytes, Timeout::never(),
						[](const Bytes &now) { return now.count != 0; }));
		const Span<char> part = bytes->filled().first(to.size());
		TRY(to.write(Text(part.data(), part.size())));
		bytes->first = (bytes->first + part.size()) % room;
		bytes->count -= part.size();
		open.read.store(open.read.load() + static_cast<s64>(part.size()));
		writers_.notify_all();
		return part.size();
	}

	Result<size_t> write(File file, UserReader from)
	{
		auto bytes = bytes_.lock();
		if (bytes->count == room && file.nonblocking())
			return errors::would_block;
		TRY(writers_.wait_interruptible(bytes, Timeout::never(),
						[](const Bytes &now) { return now.count != room; }));
		const Span<char> part = bytes->empty().first(from.size());
		TRY(from.read(part));
		bytes->count += part.size();
		readers_.notify_all();
		return part.size();
	}

	PollEvents poll(PollTable table)
	{
		readers_.poll_wait(table);
		writers_.poll_wait(table);
		const size_t count = filled();
		return (count != 0 ? PollEvents::readable() : PollEvents()) |
		       (count != room ? PollEvents::writable() : PollEvents());
	}

	Result<void> ioctl(Open &open, unsigned int command, unsigned long argument)
	{
		if (command != FIFO_IOC_BYTES_READ)
			return errors::not_a_command;
		return UserOut<u64>(argument).store(static_cast<u64>(open.read.load()));
	}

	Result<void> show_filled(TextWriter &text) const
	{
		text.append(filled());
		return {};
	}
	static constexpr Attribute<Fifo> attributes[] = {{"filled", 0444, &Fifo::show_filled}};

private:
	size_t filled() const
	{
		return bytes_.with([](const Bytes &now) { return now.count; });
	}

	mutable Mutex<Bytes> bytes_{bytes_class};
	CondVar readers_{readers_class, *this};
	CondVar writers_{writers_class, *this};
};

Result<void> at_most_16(const unsigned int &count)
{
	return count <= 16 ? Result<void>() : errors::out_of_range;
}

} // namespace
} // namespace fifo

namespace parameters
{
namespace
{
constinit kernel::Parameter<unsigned int> devices{2, fifo::at_most_16};
} // namespace
} // namespace parameters

namespace fifo
{
namespace
{

class Module
{
public:
	static Result<Box<Module>> create()
	{
		auto module = TRY(Box<Module>::make(Gfp::kernel));
		for (unsigned int number = 0; number < parameters::devices.value(); ++number) {
			const auto name = TRY(DeviceName::format("fifo{}", number));
			TRY(module->devices_.push(TRY(MiscDevice<Fifo>::register_device(name, 0666)),
						  Gfp::kernel));
		}
		return module;
	}

private:
	Vec<MiscDevice<Fifo>> devices_;
};

} // namespace
} // namespace fifo
