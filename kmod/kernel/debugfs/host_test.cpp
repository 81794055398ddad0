// SPDX-License-Identifier: GPL-2.0-only
// Files in debugfs: what they show and take, that nothing depends on them, and that they go.
#include "kernel/debugfs/debugfs.hpp"

#include <atomic>
#include <thread>

#include "tests/kit/host/fresh.hpp"

using kernel::Atomic;
using kernel::DebugBlob;
using kernel::DebugDirectory;
using kernel::DebugMode;
using kernel::DeviceName;
using kernel::Errno;
using kernel::Result;
using kernel::Span;
using kernel::TextWriter;

namespace
{

class Engine : kernel::Pinned
{
public:
	Engine()
	{
		debug_.create_number("u8", u8_, DebugMode::read_write);
		debug_.create_number("u16", u16_);
		debug_.create_number("u32", u32_);
		debug_.create_number("u64", u64_);
		debug_.create_number("size", size_);
		debug_.create_number("atomic", atomic_);
		debug_.create_number("atomic64", atomic64_, DebugMode::read_write);
		debug_.create_number("atomic32", atomic32_, DebugMode::read_write);
		debug_.create_hex("x8", u8_);
		debug_.create_hex("x16", u16_);
		debug_.create_hex("x32", u32_);
		debug_.create_hex("x64", u64_);
		debug_.create_hex("xatomic32", atomic32_);
		debug_.create_hex("xatomic64", atomic64_);
		debug_.create_bool("verbose", verbose_, DebugMode::read_write);
		debug_.create_blob("bytes", blob_);
		debug_.create_file<&Engine::show>("state", *this);
	}
	Result<void> show(TextWriter &text) const
	{
		for (int line = 0; line < lines; ++line)
			text.print("line {}\n", line);
		return returned;
	}
	int lines = 1;
	Result<void> returned;
	u8 u8_ = 0x2a;
	u16 u16_ = 0x102;
	u32 u32_ = 0x1020304;
	u64 u64_ = 0x102030405060708;
	size_t size_ = 77;
	Atomic<size_t> atomic_{5};
	Atomic<u32> atomic32_{4294967295};
	Atomic<u64> atomic64_{18446744073709551615u};
	bool verbose_ = false;
	const u8 bytes_[3] = {'a', 0, 'b'};

private:
	DebugBlob blob_{bytes_};
	DebugDirectory debug_{"engine"};
};

std::string read(const std::string &name)
{
	return fake::read_debugfs("engine/" + name);
}

} // namespace

TEST_CASE_METHOD(Fresh, "files in debugfs show numbers as they are when they are read")
{
	fake::module_lives(true);
	Engine engine;
	CHECK(read("u8") == "42\n");
	CHECK(read("u16") == "258\n");
	CHECK(read("u32") == "16909060\n");
	CHECK(read("u64") == "72623859790382856\n");
	CHECK(read("size") == "77\n");
	CHECK(read("x8") == "0x2a\n");
	CHECK(read("x16") == "0x0102\n");
	CHECK(read("x32") == "0x01020304\n");
	CHECK(read("x64") == "0x0102030405060708\n");
	CHECK(read("atomic") == "5\n");
	CHECK(read("atomic32") == "4294967295\n");
	CHECK(read("atomic64") == "18446744073709551615\n");
	CHECK(read("xatomic32") == "0xffffffff\n");
	CHECK(read("xatomic64") == "0xffffffffffffffff\n");
	engine.atomic64_.store(6);
	engine.u8_ = 7;
	CHECK(read("atomic64") == "6\n");
	CHECK(read("xatomic64") == "0x0000000000000006\n");
	CHECK(read("u8") == "7\n");
	CHECK(read("bytes") == std::string("a\0b", 3));
}

TEST_CASE_METHOD(
	Fresh,
	"those that may be written change what they show, and an Atomic takes no more than it can hold")
{
	fake::module_lives(true);
	Engine engine;
	CHECK(fake::mode_of_debugfs("engine/u16") == 0444);
	CHECK(fake::mode_of_debugfs("engine/state") == 0444);
	CHECK(fake::mode_of_debugfs("engine/bytes") == 0444);
	CHECK(fake::mode_of_debugfs("engine/atomic") == 0444);
	CHECK(fake::mode_of_debugfs("engine/atomic32") == 0644);
	CHECK(fake::write_debugfs("engine/u8", "9") == 1);
	CHECK(engine.u8_ == 9);
	CHECK(fake::write_debugfs("engine/verbose", "Y") == 1);
	CHECK(engine.verbose_);
	CHECK(read("verbose") == "Y\n");
	CHECK(fake::write_debugfs("engine/atomic32", "0xfffffffe") == 10);
	CHECK(engine.atomic32_.load() == 0xfffffffe);
	CHECK(fake::write_debugfs("engine/atomic32", "4294967296") == -ERANGE);
	CHECK(engine.atomic32_.load() == 0xfffffffe);
	CHECK(fake::write_debugfs("engine/atomic64", "18446744073709551614") == 20);
	CHECK(engine.atomic64_.load() == 18446744073709551614u);
}

TEST_CASE_METHOD(Fresh, "a text in debugfs may be of any length, and its error is that of the read")
{
	Engine engine;
	CHECK(read("state") == fake::errno_text(ENODEV)); // the module is being loaded
	CHECK(fake::write_debugfs("engine/atomic32", "1") == -ENODEV);
	fake::module_lives(true);
	CHECK(read("state") == "line 0\n");
	engine.lines = 10;
	CHECK(read("state").size() == 70);
	engine.lines = 0;
	CHECK(read("state").empty());
	engine.returned = Errno(ENXIO);
	CHECK(read("state") == fake::errno_text(ENXIO));
}

namespace
{

// Shows its numbers, each an item.
struct Numbers {
	struct Walk {
		explicit Walk(Numbers &numbers) : numbers(numbers) { ++numbers.walks; }
		~Walk() { --numbers.walks; }
		Result<const u32 *> start(u64 position) const
		{
			if (numbers.refuses)
				return Errno(ENXIO);
			return position < 3 ? &numbers.values[position] : nullptr;
		}
		const u32 *next(const u32 &number) const
		{
			return &number == &numbers.values[2] ? nullptr : &number + 1;
		}
		Result<void> show(const u32 &number, TextWriter &text) const
		{
			text.print("{}\n", number);
			return {};
		}
		Numbers &numbers;
	};
	u32 values[3] = {1, 4000000000, 3};
	int walks = 0;
	bool refuses = false;
};

} // namespace

TEST_CASE_METHOD(Fresh, "many items are a file in debugfs, which reads them one after the other")
{
	Numbers numbers;
	DebugDirectory debug("numbers");
	debug.create_seq_file<Numbers::Walk>("all", numbers);
	CHECK(fake::mode_of_debugfs("numbers/all") == 0444);
	CHECK(fake::read_debugfs("numbers/all") == fake::errno_text(ENODEV)); // the module is being loaded
	fake::module_lives(true);
	CHECK(fake::read_debugfs("numbers/all") == "1\n4000000000\n3\n");
	fake::fail_allocation(1);
	CHECK(fake::read_debugfs("numbers/all") == fake::errno_text(ENOMEM));
	numbers.refuses = true;
	CHECK(fake::read_debugfs("numbers/all") == fake::errno_text(ENXIO));
	CHECK(numbers.walks == 0);
}

TEST_CASE_METHOD(Fresh, "a directory in debugfs goes with all that is in it, and its name is free again")
{
	for (int times = 0; times < 2; ++times) {
		{
			Engine engine;
			const DebugDirectory other(DeviceName::format("engine{}", 2).value());
			CHECK(fake::entries_of_debugfs() == 19);
		}
		CHECK(fake::entries_of_debugfs() == 0);
	}
	Engine first;
	{
		Engine second; // without files: the name is taken
		CHECK(fake::entries_of_debugfs() == 18);
	}
	CHECK(fake::entries_of_debugfs() == 18);
}

TEST_CASE_METHOD(Fresh, "without debugfs, or without memory for it, nothing else changes")
{
	{
		fake::disable_debugfs();
		Engine engine;
		CHECK(fake::entries_of_debugfs() == 0);
	}
	fake::reset();
	CHECK(with_each_failing_allocation([] {
		      Engine engine;
		      if (fake::allocation_failed())
			      CHECK(fake::entries_of_debugfs() < 18);
	      }) == 18);
}

TEST_CASE_METHOD(Fresh, "a directory in debugfs does not go while one of its files is read")
{
	fake::module_lives(true);
	struct Slow : kernel::Pinned {
		Result<void> show(TextWriter &text) const
		{
			started = true;
			std::this_thread::sleep_for(std::chrono::milliseconds(50));
			ended = true;
			text.append("slow\n");
			return {};
		}
		mutable std::atomic<bool> started = false, ended = false;
	} slow;
	std::string text;
	std::thread reader;
	{
		DebugDirectory debug("slow");
		debug.create_file<&Slow::show>("text", slow);
		reader = std::thread([&] { text = fake::read_debugfs("slow/text"); });
		while (!slow.started)
			std::this_thread::yield();
	}
	CHECK(slow.ended);
	reader.join();
	CHECK(text == "slow\n");
}
