// SPDX-License-Identifier: GPL-2.0-only
// Directories in debugfs: they come and go. (What is read and written selftest.sh sees, in those that the module's node has.)
#pragma once

#include "kernel/debugfs/debugfs.hpp"
#include "kernel/memory/box.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// A file of each kind.
class DebugShown : Pinned
{
public:
	explicit DebugShown(const DeviceName &name) : directory_(name)
	{
		directory_.create_number("u8", u8_, DebugMode::read_write);
		directory_.create_hex("x8", u8_);
		directory_.create_number("u16", u16_, DebugMode::read_write);
		directory_.create_hex("x16", u16_);
		directory_.create_number("u32", u32_, DebugMode::read_write);
		directory_.create_hex("x32", u32_);
		directory_.create_number("u64", u64_, DebugMode::read_write);
		directory_.create_hex("x64", u64_);
		directory_.create_number("size", size_, DebugMode::read_write);
		directory_.create_number("atomic32", atomic32_, DebugMode::read_write);
		directory_.create_hex("xatomic32", atomic32_);
		directory_.create_number("atomic64", atomic64_, DebugMode::read_write);
		directory_.create_hex("xatomic64", atomic64_);
		directory_.create_bool("bool", bool_, DebugMode::read_write);
		directory_.create_blob("blob", blob_);
		directory_.create_file<&DebugShown::show>("all", *this);
		directory_.create_file<&DebugShown::show_lines>("lines", *this);
		directory_.create_file<&DebugShown::fail>("error", *this);
	}
	Result<void> show(TextWriter &text) const
	{
		text.print("{} {} {} {} {} {} {} {}\n", u8_, u16_, u32_, u64_, size_, atomic32_.load(),
			   atomic64_.load(), bool_ ? Text("Y") : Text("N"));
		return {};
	}
	// More than a page.
	Result<void> show_lines(TextWriter &text) const
	{
		for (int line = 0; line < 1000; ++line)
			text.print("line {}\n", line);
		return {};
	}
	Result<void> fail(TextWriter &) const { return Errno(ENXIO); }

private:
	u8 u8_ = 1;
	u16 u16_ = 2;
	u32 u32_ = 3;
	u64 u64_ = 4;
	size_t size_ = 5;
	Atomic<u32> atomic32_{6};
	Atomic<u64> atomic64_{7};
	bool bool_ = false;
	u8 bytes_[6] = {'b', 'y', 't', 'e', 's', '\n'};
	DebugBlob blob_{bytes_};
	DebugDirectory directory_;
};

// A file whose text takes its time.
class DebugSlow : Pinned
{
public:
	Result<void> show(TextWriter &text) const
	{
		begun_.set();
		sleep(500_ms);
		text.append("slow\n");
		ended_.set();
		return {};
	}
	bool has_begun() const { return begun_.is_set(); }
	bool has_ended() const { return ended_.is_set(); }

private:
	mutable Flag begun_;
	mutable Flag ended_;
};

// selftest.sh has the file read meanwhile.
inline Outcome debug_directory_waits_for_readers(const DeviceName &name)
{
	DebugSlow slow;
	{
		DebugDirectory directory(name);
		directory.create_file<&DebugSlow::show>("text", slow);
		EXPECT(eventually([&] { return slow.has_begun(); }));
		EXPECT(!slow.has_ended());
	}
	EXPECT(slow.has_ended());
	return {};
}

// (A name that is taken would be a line in the log, which selftest.sh does not expect.)
Outcome debug_directory_comes_and_goes()
{
	for (int times = 0; times < 3; ++times) {
		auto shown = TRY(Box<DebugShown>::make(Gfp::kernel, DeviceName("rusty_selftest_debugfs")));
		DebugDirectory another(TRY(DeviceName::format("rusty_selftest_debugfs{}", times)));
		another.create_file<&DebugShown::show>("all", *shown);
	}
	return {};
}

constexpr Test debugfs_tests[] = {
	{"debugfs: directories with all kinds of files come and go", debug_directory_comes_and_goes},
};

} // namespace
} // namespace selftest
