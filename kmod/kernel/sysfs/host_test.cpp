// SPDX-License-Identifier: GPL-2.0-only
// A device's files in sysfs: their names and modes, what they show and store, and when.
#include "kernel/sysfs/attribute.hpp"

#include <atomic>
#include <cerrno>
#include <memory>
#include <string>
#include <thread>

#include "kernel/core/parse.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/misc/misc_device.hpp"
#include "kernel/sysfs/group.hpp"
#include "kernel/wait/wait.hpp"
#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

constinit LockClass data_class{"data"};
constinit LockClass queue_class{"queue"};

struct Level {
	Result<void> show(TextWriter &text) const
	{
		if (level < 0)
			return Errno(EDOM);
		text.print("{} of {}", level, 10);
		return {};
	}
	int level = 3;
};

struct Lamp : Removable, Level {
	using Operations = FileOperations<>;

	Result<void> show_level(TextWriter &text) const { return show(text); }
	Result<void> store_level(Text text)
	{
		level = TRY(parse<int>(text));
		return {};
	}
	Result<void> show_nothing(TextWriter &) const { return {}; }
	Result<void> show_much(TextWriter &text) const
	{
		while (!text.full())
			text.append('m');
		return {};
	}
	// Waits until the device goes.
	Result<void> store_command(Text)
	{
		auto waiting = waiting_.lock();
		*waiting = true;
		return gone_.wait_interruptible(waiting, Timeout::never(), [](bool &) { return false; });
	}
	static constexpr Attribute<Lamp> attributes[] = {
		{"level", 0644, &Lamp::show_level, &Lamp::store_level},
		{"nothing", 0400, &Lamp::show_nothing},
		{"much", 0444, &Lamp::show_much},
		{"command", 0200, nullptr, &Lamp::store_command},
	};

	Mutex<bool> waiting_{data_class, false};
	CondVar gone_{queue_class, *this};
};

struct Other : Level {
	using Operations = FileOperations<>;
	Result<void> show_level(TextWriter &text) const { return show(text); }
	static constexpr Attribute<Other> attributes[] = {{"level", 0444, &Other::show_level}};
};

// Files in its own directory, in one of their own, and binary ones.
struct Chip : Removable {
	using Operations = FileOperations<>;
	Result<void> show_name(TextWriter &text) const
	{
		text.append("chip");
		return {};
	}
	Result<void> show_least(TextWriter &text) const
	{
		text.append(least);
		return {};
	}
	Result<void> store_least(Text text)
	{
		least = TRY(parse<int>(text));
		return {};
	}
	Result<size_t> read_memory(Span<char> to, u64 offset) const
	{
		if (offset == 5)
			return Errno(EDOM);
		for (size_t index = 0; index < to.size(); ++index)
			to.data()[index] = memory[offset + index];
		return to.size();
	}
	Result<size_t> write_memory(Text from, u64 offset)
	{
		for (size_t index = 0; index < from.size(); ++index)
			memory[offset + index] = from.data()[index];
		return from.size();
	}
	Result<size_t> write_stream(Text from, u64 offset)
	{
		streamed = offset;
		return from.size();
	}
	bool has(Text name) const { return !hides || !(name == "hidden" || name == "secret"); }
	static constexpr Attribute<Chip> attributes[] = {{"name", 0444, &Chip::show_name}};
	static constexpr Attribute<Chip> limits[] = {
		{"least", 0644, &Chip::show_least, &Chip::store_least},
		{"hidden", 0444, &Chip::show_least},
	};
	static constexpr BinAttribute<Chip> bins[] = {
		{"memory", 0600, 8, &Chip::read_memory, &Chip::write_memory},
		{"stream", 0200, 0, nullptr, &Chip::write_stream},
	};
	static constexpr BinAttribute<Chip> more[] = {{"secret", 0400, 8, &Chip::read_memory}};
	static constexpr AttributeGroup<Chip> attribute_groups[] = {
		{"limits", limits, more, &Chip::has},
		{nullptr, bins},
	};
	explicit Chip(bool hides) : hides(hides) {}
	bool hides;
	int least = 1;
	u64 streamed = 0;
	char memory[8] = {'0', '1', '2', '3', '4', '5', '6', '7'};
};

struct Files : Fresh {
	std::unique_ptr<MiscDevice<Lamp>> owner =
		std::make_unique<MiscDevice<Lamp>>(MiscDevice<Lamp>::register_device("lamp", 0600).value());
	MiscDevice<Lamp> &lamp = *owner;
	miscdevice *raw = fake::registered("lamp");

	std::string show(std::string_view name) { return fake::show_attribute(raw, name); }
	long store(std::string_view name, std::string_view text)
	{
		return fake::store_attribute(raw, name, text);
	}
};

} // namespace

TEST_CASE_METHOD(Files, "a device has the files that it lists, of their modes, and no others")
{
	CHECK(fake::attribute_mode(raw, "level") == 0644);
	CHECK(fake::attribute_mode(raw, "nothing") == 0400);
	CHECK(fake::attribute_mode(raw, "much") == 0444);
	CHECK(fake::attribute_mode(raw, "command") == 0200);
	CHECK(show("other") == fake::errno_text(ENOENT));
	CHECK(raw->groups[1] == nullptr);
	CHECK(raw->groups[0]->name == nullptr);
	CHECK(raw->groups[0]->attrs[3] != nullptr);
	CHECK(raw->groups[0]->attrs[4] == nullptr);
}

TEST_CASE_METHOD(Files, "a file shows one line, of a device that is its own")
{
	MiscDevice<Other, Lifetime::module> other("other");
	REQUIRE(other.register_device(0600).ok());
	other->level = 5;
	CHECK(show("level") == "3 of 10\n");
	CHECK(fake::show_attribute(fake::registered("other"), "level") == "5 of 10\n");
	lamp->level = 4;
	CHECK(show("level") == "4 of 10\n");
	CHECK(show("nothing") == "\n");
}

TEST_CASE_METHOD(Files, "what has no room in a page is cut, the newline never")
{
	CHECK(show("much") == std::string(LAYOUT_SYSFS_SIZE - 2, 'm') + '\n');
}

TEST_CASE_METHOD(Files, "a store is given the text as it was written and takes all of it, or says its errno")
{
	CHECK(store("level", " 0x8\n") == 5);
	CHECK(lamp->level == 8);
	CHECK(store("level", "x") == -EINVAL);
	CHECK(store("level", "") == -EINVAL);
	CHECK(store("level", std::string_view("1\0", 2)) == -EINVAL);
	CHECK(store("level", std::string_view("129", 2)) == 2); // the text ends where its size says
	CHECK(lamp->level == 12);
	CHECK(store("level", "2147483648") == -ERANGE);
	CHECK(lamp->level == 12);
	CHECK(store("level", "-1") == 2);
	CHECK(show("level") == fake::errno_text(EDOM));
}

TEST_CASE_METHOD(Files, "a file that only shows cannot be stored to, and one that only stores shows nothing")
{
	CHECK(store("nothing", "1") == -EIO);
	CHECK(show("command") == fake::errno_text(EIO));
}

TEST_CASE_METHOD(
	Files, "a store that waits in the device wakes with ENODEV when it goes, and the device waits for it")
{
	std::atomic<fake::Task *> task = nullptr;
	std::atomic<long> stored = 0;
	std::thread storing([&] {
		task = fake::current_task();
		stored = store("command", "wait");
	});
	while (task == nullptr || !lamp->waiting_.with([](bool &waiting) { return waiting; }) ||
	       !fake::is_asleep(task))
		std::this_thread::yield();
	owner.reset();
	CHECK(stored == -ENODEV);
	storing.join();
	CHECK(fake::live_allocations() == 0);
}

TEST_CASE_METHOD(Fresh, "a group's files stand in its directory, or in the device's own, and those are there "
			"that are visible")
{
	auto all = MiscDevice<Chip>::register_device("all", 0600, false);
	auto some = MiscDevice<Chip>::register_device("some", 0600, true);
	REQUIRE((all.ok() && some.ok()));
	miscdevice *const raw = fake::registered("all");
	miscdevice *const hiding = fake::registered("some");
	CHECK(fake::show_attribute(raw, "name") == "chip\n");
	CHECK(fake::show_attribute(raw, "limits/least") == "1\n");
	CHECK(fake::show_attribute(raw, "least") == fake::errno_text(ENOENT));
	CHECK(fake::store_attribute(raw, "limits/least", "5") == 1);
	CHECK(all.value()->least == 5);
	CHECK(fake::show_attribute(hiding, "limits/least") == "1\n");
	CHECK(fake::attribute_mode(raw, "limits/hidden") == 0444);
	CHECK(fake::attribute_mode(hiding, "limits/hidden") == 0);
	CHECK(fake::bin_mode(*raw->this_device, raw->groups, "limits/secret") == 0400);
	CHECK(fake::bin_mode(*hiding->this_device, hiding->groups, "limits/secret") == 0);
	CHECK(fake::bin_mode(*raw->this_device, raw->groups, "memory") == 0600);
	CHECK(raw->groups[3] == nullptr);
}

TEST_CASE_METHOD(Fresh, "a binary file is read and written in parts, of a device that is its own")
{
	auto made = MiscDevice<Chip>::register_device("chip", 0600, false);
	REQUIRE(made.ok());
	device &raw = *fake::registered("chip")->this_device;
	const auto groups = fake::registered("chip")->groups;
	CHECK(fake::read_bin(raw, groups, "memory", 0, 100) == "01234567");
	CHECK(fake::read_bin(raw, groups, "memory", 6, 100) == "67");
	CHECK(fake::read_bin(raw, groups, "memory", 8, 1).empty());
	CHECK(fake::read_bin(raw, groups, "memory", 5, 1) == fake::errno_text(EDOM));
	CHECK(fake::write_bin(raw, groups, "memory", 2, "ab") == 2);
	CHECK(fake::write_bin(raw, groups, "memory", 7, "xyz") == 1);
	CHECK(fake::read_bin(raw, groups, "limits/secret", 0, 8) == "01ab456x");
	CHECK(fake::write_bin(raw, groups, "limits/secret", 0, "x") == -EIO);
	CHECK(fake::read_bin(raw, groups, "stream", 0, 1) == fake::errno_text(EIO));
	CHECK(fake::write_bin(raw, groups, "stream", loff_t{1} << 40, "x") == 1);
	CHECK(made.value()->streamed == u64{1} << 40);
}
