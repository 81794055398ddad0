// SPDX-License-Identifier: GPL-2.0-only
// ring: /dev/ring0, /dev/ring1, ... A timer of each device takes samples, which lie in a ring of its own: any number of readers follow it,
// each at its own pace, by read(2), poll(2) or in a mapping. The timer waits for no reader: a reader that is too slow misses the oldest samples.
// /sys/class/ring/ringN/period_us says how often; /sys/kernel/debug/ringN counts samples, and those that readers missed.
#include "kernel/chrdev/char_device.hpp"
#include "kernel/debugfs/debugfs.hpp"
#include "kernel/hrtimer/hrtimer.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/memory/vec.hpp"
#include "kernel/mm/mappable_buffer.hpp"
#include "kernel/mm/mmap.hpp"
#include "kernel/param/parameter.hpp"
#include "kernel/sysfs/attribute.hpp"
#include "kernel/wait/wait.hpp"
#include "uapi/ring.h"

namespace ring
{
namespace
{

using namespace kernel;

constexpr u32 most_devices = 16;
constexpr u32 slots = 1024; // a power of two: numbers of records run through 2^32
// (One less than there is room for: in the slot of the oldest one the next may be in the making.)
constexpr u32 readable_slots = slots - 1;
constexpr u32 records_offset = page_size;
constexpr u32 pages = 1 + (slots * sizeof(ring_record) + page_size - 1) / page_size;
// The most that one read(2) copies: it does so on the stack.
constexpr u32 most_at_once = 16;

constinit LockClass cursor_class{"ring_cursor"};
constinit LockClass readers_class{"ring_readers"};

Result<void> possible_period(const u32 &microseconds)
{
	const bool possible = microseconds == 0 || (microseconds >= 50 && microseconds <= 10'000'000);
	return possible ? Result<void>() : errors::out_of_range;
}

// The mapped memory: no mapping can be written to, so the driver can rely on its contents.
class Records
{
public:
	static Result<Records> make()
	{
		auto memory = TRY(MappableBuffer::make(pages));
		const ring_header header{0, slots, records_offset, pages * u32{page_size}};
		TRY(memory.write(0, Text(reinterpret_cast<const char *>(&header), sizeof(header))));
		Atomic<u32> *const head = TRY(memory.word<u32>(0));
		return Records(kernel::move(memory), head);
	}

	const MappableBuffer &memory() const { return memory_; }
	Atomic<u32> &head() { return *head_; }
	/// For the writer. Everything that was read of the record that lies there is void from now on.
	void push(u64 time, u32 device)
	{
		const u32 number = head_->load();
		const ring_record record{time, number, device};
		(void)memory_.write(offset_of(number),
				    Text(reinterpret_cast<const char *>(&record), sizeof(record)));
		head_->store_release(number + 1);
	}
	/// Copies as many as lie in one piece from this number on, which must not be the head. False: it is there no more.
	bool copy(u32 first, Span<ring_record> to) const
	{
		(void)memory_.read(offset_of(first), Span<char>(reinterpret_cast<char *>(to.data()),
								to.size() * sizeof(ring_record)));
		acquire_fence();
		return head_->load() - first <= readable_slots;
	}
	static u32 in_one_piece(u32 first) { return slots - first % slots; }

private:
	Records(MappableBuffer &&memory, Atomic<u32> *head) : memory_(kernel::move(memory)), head_(head) {}
	static size_t offset_of(u32 number) { return records_offset + number % slots * sizeof(ring_record); }

	MappableBuffer memory_;
	Atomic<u32> *head_; // in memory_
};

class Ring : public Removable
{
public:
	using Operations =
		FileOperations<operation::read, operation::poll, operation::mmap, operation::nonseekable>;

	Ring(u32 number, Records &&records, const DeviceName &name, u32 period)
		: number_(number), records_(kernel::move(records)), period_(period), debug_(name)
	{
		debug_.create_number("samples", records_.head());
		debug_.create_number("missed", missed_);
		run();
	}

	// Of each open file: the number of the record that it reads next. (The first one is the next that is made.)
	struct Open {
		explicit Open(Ring &ring) : next(cursor_class, ring.records_.head().load()) {}
		Mutex<u32> next;
	};

	Result<size_t> read(Open &open, File file, UserWriter to)
	{
		if (to.size() < sizeof(ring_record))
			return errors::invalid;
		auto next = open.next.lock();
		if (*next == head()) {
			if (file.nonblocking())
				return errors::would_block;
			TRY(readers_.wait_interruptible(next, Timeout::never(),
							[this](u32 now) { return now != head(); }));
		}
		ring_record records[most_at_once];
		const auto wanted =
			static_cast<u32>(min(to.size() / sizeof(ring_record), size_t{most_at_once}));
		u32 first = 0, count = 0;
		do {
			const u32 end = head();
			first = end - *next > readable_slots ? end - readable_slots : *next;
			count = min(min(wanted, end - first), Records::in_one_piece(first));
		} while (!records_.copy(first, Span<ring_record>(records, count)));
		const Text bytes(reinterpret_cast<const char *>(records), count * sizeof(ring_record));
		TRY(to.write(bytes));
		if (first != *next)
			missed_.add(first - *next);
		*next = first + count;
		return bytes.size();
	}

	PollEvents poll(Open &open, PollTable table)
	{
		readers_.poll_wait(table);
		const bool more = open.next.with([this](u32 now) { return now != head(); });
		return more ? PollEvents::readable() : PollEvents();
	}

	Result<void> mmap(VmArea area)
	{
		if (area.writable() || area.executable())
			return errors::not_permitted;
		area.forbid_write_and_exec();
		return area.map(records_.memory());
	}

	Result<void> show_period(TextWriter &text) const
	{
		text.append(period_.load());
		return {};
	}
	Result<void> store_period(Text text)
	{
		const u32 wanted = TRY(parse<u32>(text));
		TRY(possible_period(wanted));
		period_.store(wanted);
		run();
		return {};
	}
	static constexpr Attribute<Ring> attributes[] = {
		{"period_us", 0644, &Ring::show_period, &Ring::store_period}};

private:
	u32 head() { return records_.head().load_acquire(); }
	Duration period() const { return Duration::microseconds(period_.load()); }
	void run()
	{
		if (period_.load() != 0)
			timer_.start(period());
	}
	// (Hard interrupt context. An interval of 0 stops it here.)
	HrTimerRestart tick()
	{
		if (removed() || period_.load() == 0)
			return HrTimerRestart::no();
		records_.push(static_cast<u64>(Ktime::now().since_start().in_nanoseconds()), number_);
		readers_.notify_all();
		return timer_.restart(period());
	}

	u32 number_;
	Records records_;
	Atomic<u64> missed_{0};
	Atomic<u32> period_;
	CondVar readers_{readers_class, *this};
	HrTimer<&Ring::tick> timer_{*this};
	DebugDirectory debug_;
};

Result<void> possible_number(const unsigned int &count)
{
	return count <= most_devices ? Result<void>() : errors::out_of_range;
}

} // namespace
} // namespace ring

namespace parameters
{
namespace
{
constinit kernel::Parameter<unsigned int> devices{2, ring::possible_number};
constinit kernel::Parameter<unsigned int> period_us{1000, ring::possible_period};
} // namespace
} // namespace parameters

namespace ring
{
namespace
{

class Module
{
public:
	static Result<Box<Module>> create()
	{
		auto module = TRY(Box<Module>::make(Gfp::kernel));
		TRY(module->class_.create("ring"));
		TRY(module->region_.allocate("ring", most_devices));
		for (u32 number = 0; number < parameters::devices.value(); ++number) {
			const auto name = TRY(DeviceName::format("ring{}", number));
			TRY(module->rings_.push(
				TRY(CharDevice<Ring>::register_device(
					module->class_, module->region_, number, name, 0444, number,
					TRY(Records::make()), name, parameters::period_us.value())),
				Gfp::kernel));
		}
		return module;
	}

private:
	DeviceClass class_;
	ChrdevRegion region_;
	Vec<CharDevice<Ring>> rings_;
};

} // namespace
} // namespace ring
