// SPDX-License-Identifier: GPL-2.0-only
// Character devices of a class of one's own: their numbers, nodes and files, also when the device goes while files are open.
#include <atomic>
#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "kernel/chrdev/char_device.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/wait/wait.hpp"
#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

constinit LockClass data_class{"data"};
constinit LockClass queue_class{"queue"};
std::string destroyed;

// With state of each file; read waits for the device's end, if it is asked to.
struct Bell : Removable {
	using Operations = FileOperations<operation::read, operation::write, operation::poll,
					  operation::ioctl, operation::nonseekable, operation::uevent>;
	struct Open {
		long calls = 0;
	};
	explicit Bell(char name) : name(name) {}
	~Bell() { destroyed += name; }
	Result<size_t> read(Open &open, UserWriter to, File file)
	{
		++open.calls;
		if (!file.nonblocking()) {
			auto rung = rung_.lock();
			TRY(ringing_.wait_interruptible(rung, Timeout::never(),
							[](int &rung) { return rung != 0; }));
		}
		TRY(to.write(Text(&name, 1)));
		return size_t{1};
	}
	Result<size_t> write(UserReader from)
	{
		rung_.with([](int &rung) { ++rung; });
		ringing_.notify_all();
		return from.size();
	}
	PollEvents poll(PollTable table)
	{
		ringing_.poll_wait(table);
		return PollEvents();
	}
	Result<long> ioctl(Open &open) { return open.calls; }
	Result<void> uevent(UeventEnv &env) const { return env.add("BELL", "{}", Text(&name, 1)); }

	char name;
	Mutex<int> rung_{data_class, 0};
	CondVar ringing_{queue_class, *this};
};

// Without anything.
struct Plain : Removable {
	using Operations = FileOperations<operation::read>;
	Result<size_t> read(UserWriter to)
	{
		TRY(to.write("plain"));
		return size_t{5};
	}
};

struct Chars : Fresh {
	Chars()
	{
		destroyed.clear();
		fake::module_lives(true);
		REQUIRE(bells.create("bell").ok());
		REQUIRE(region.allocate("bell", 4).ok());
	}
	template <typename D = Bell, typename... Arguments>
	Result<CharDevice<D>> make(u32 index, Arguments... arguments)
	{
		const auto name = DeviceName::format("bell{}", index);
		return CharDevice<D>::register_device(bells, region, index, name.value(), 0640, arguments...);
	}
	fake::Node node(u32 index) { return fake::Node(region.number(index).value()); }

	DeviceClass bells;
	ChrdevRegion region;
};

constexpr unsigned int both = fake::reading | fake::writing;

} // namespace

TEST_CASE_METHOD(Chars, "a region has as many numbers as were asked for, once")
{
	ChrdevRegion other;
	CHECK(other.count() == 0);
	CHECK(other.number(0).error() == errors::invalid);
	CHECK(other.allocate("none", 0).error() == errors::invalid);
	CHECK(other.allocate("many", (1u << 20) + 1).error() == errors::invalid);
	fake::refuse_regions(-EBUSY);
	CHECK(other.allocate("other", 1).error() == errors::busy);
	CHECK(other.count() == 0);
	fake::refuse_regions(0);
	REQUIRE(other.allocate("other", 1 << 20).ok());
	CHECK(other.allocate("other", 1).error() == errors::busy);
	CHECK(other.major() != region.major());
	CHECK(other.number(0).value() == other.major() << 20);
	CHECK(other.number((1 << 20) - 1).ok());
	CHECK(other.number(1 << 20).error() == errors::invalid);
	CHECK(make(4, 'e').error() == errors::invalid);
}

TEST_CASE_METHOD(Chars, "each number has a device of its own, and each file a state of its own")
{
	auto first = make(0, 'a');
	auto second = make(1, 'b');
	auto plain = make<Plain>(3);
	REQUIRE((first.ok() && second.ok() && plain.ok()));
	CHECK(fake::classes() == "bell: bell0 bell1 bell3");
	CHECK(fake::take_uevents() == "add bell0 BELL=a; add bell1 BELL=b; add bell3");
	CHECK(fake::node_mode(fake::device_named("bell1")) == 0640);
	fake::Node nodes[] = {node(0), node(1), node(2), node(3)};
	fake::OpenChar of_first(nodes[0], both, fake::nonblocking);
	fake::OpenChar again(nodes[0], both, fake::nonblocking);
	fake::OpenChar of_second(nodes[1], both, fake::nonblocking);
	fake::OpenChar of_plain(nodes[3]);
	CHECK(fake::OpenChar(nodes[2]).opened() == -ENXIO);
	CHECK(of_first.read() + of_first.read() + again.read() + of_second.read() + of_plain.read() ==
	      "aaabplain");
	CHECK(of_first.ioctl(0, 0) * 10 + again.ioctl(0, 0) == 21);
	CHECK(of_first.seek(0, 0) == -ESPIPE);
	CHECK(of_plain.seek(0, 0) == 0);
	CHECK(of_plain.write("x") == -EINVAL);
}

TEST_CASE_METHOD(Chars, "whichever allocation fails, no character device is registered or left")
{
	const unsigned int allocations = with_each_failing_allocation([&] {
		auto made = make(0, 'a');
		CHECK((made.ok() || made.error() == errors::no_memory));
		CHECK((fake::device_named("bell0") != nullptr) == made.ok());
		fake::Node zero = node(0);
		const int opened = fake::OpenChar(zero).opened();
		CHECK((opened == -ENXIO) == !made.ok());
		CHECK((opened == 0) == !fake::allocation_failed());
	});
	CHECK(allocations == 5); // (the last is the state of the file)
	DeviceClass uncreated;
	CHECK(CharDevice<Plain>::register_device(uncreated, region, 0, "x", 0600).error() == errors::invalid);
}

TEST_CASE_METHOD(Chars, "a number that is taken, and a device that is refused, is the errno; destroyed once")
{
	auto first = make(0, 'a');
	CHECK(CharDevice<Bell>::register_device(bells, region, 0, "other", 0600, 'b').error() ==
	      errors::exists);
	CHECK(CharDevice<Bell>::register_device(bells, region, 1, "bell0", 0600, 'c').error() ==
	      errors::exists);
	fake::refuse_devices(-EBUSY);
	CHECK(make(2, 'd').error() == errors::busy);
	CHECK(destroyed == "bcd");
	fake::Node zero = node(0);
	CHECK(fake::OpenChar(zero, both, fake::nonblocking).read() == "a");
}

TEST_CASE_METHOD(Chars, "files that are open when the device goes say ENODEV, and the last one ends it")
{
	auto device = std::make_unique<Result<CharDevice<Bell>>>(make(0, 'a'));
	fake::Node zero = node(0);
	fake::OpenChar first(zero, both, fake::nonblocking);
	fake::OpenChar second(zero);
	std::optional<fake::Poller> poller(std::in_place);
	CHECK(second.poll(poller->table()) == 0);
	std::atomic<fake::Task *> task = nullptr;
	std::string read;
	std::thread reading([&] {
		task = fake::current_task();
		read = second.read();
	});
	while (task == nullptr || !fake::is_asleep(task))
		std::this_thread::yield();
	device.reset();
	reading.join();
	CHECK(read == fake::errno_text(ENODEV));
	CHECK((poller->woken() & LAYOUT_EPOLLHUP) != 0);
	poller.reset();
	CHECK(fake::classes() == "bell:");
	CHECK(first.read() == fake::errno_text(ENODEV));
	CHECK(first.write("x") == -ENODEV);
	CHECK(first.ioctl(0, 0) == -ENODEV);
	CHECK(first.poll() == (LAYOUT_EPOLLHUP | LAYOUT_EPOLLERR));
	// (The node that somebody made still leads to it; one that is found anew does not.)
	CHECK(fake::OpenChar(zero).opened() == -ENODEV);
	fake::Node found = node(0);
	CHECK(fake::OpenChar(found).opened() == -ENXIO);
	auto next = make(0, 'b');
	fake::OpenChar young(found, both, fake::nonblocking);
	CHECK(young.read() == "b");
	first.close();
	CHECK(destroyed.empty());
	second.close();
	CHECK(destroyed == "a");
	fake::OpenChar renewed(zero, both, fake::nonblocking);
	CHECK(renewed.read() == "b");
}

TEST_CASE_METHOD(Chars, "a file can be opened when the module is loaded, not while it is being loaded")
{
	fake::module_lives(false);
	auto device = make(0, 'a');
	fake::Node zero = node(0);
	CHECK(fake::OpenChar(zero).opened() == -ENODEV);
	fake::module_lives(true);
	CHECK(fake::OpenChar(zero).opened() == 0);
	fake::module_lives(false);
}
