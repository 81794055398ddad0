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
