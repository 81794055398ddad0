// SPDX-License-Identifier: GPL-2.0-only
// A counted device that goes while files of it are open, read, mapped and waited for.
#include <atomic>
#include <cerrno>
#include <memory>
#include <optional>
#include <thread>

#include "kernel/lock/mutex.hpp"
#include "kernel/misc/host_test_lamp.hpp"
#include "kernel/wait/wait.hpp"

using namespace kernel;

namespace
{

constinit LockClass data_class{"data"};
constinit LockClass queue_class{"queue"};

// A bell that is waited for.
struct Bell : Removable {
	using Operations = FileOperations<operation::read, operation::write, operation::poll>;
	Result<size_t> read(UserWriter to, File file)
	{
		auto rung = rung_.lock();
		if (*rung == 0 && file.nonblocking())
			return errors::would_block;
		TRY(ringing_.wait_interruptible(rung, Timeout::never(), [](int &rung) { return rung != 0; }));
		TRY(to.write(Text("r")));
		--*rung;
		return size_t{1};
	}
	Result<size_t> write(UserReader from)
	{
		rung_.with([](int &rung) { ++rung; });
		ringing_.notify_one();
		return from.size();
	}
	PollEvents poll(PollTable table)
	{
		ringing_.poll_wait(table);
		return rung_.with(
			[](int &rung) { return rung == 0 ? PollEvents() : PollEvents::readable(); });
	}
	~Bell() { Lives::destroyed += 'B'; }

	Mutex<int> rung_{data_class, 0};
	CondVar ringing_{queue_class, *this};
};

template <typename D>
using Owner = std::unique_ptr<MiscDevice<D>>;

template <typename D, typename... Arguments>
Owner<D> registered(Arguments... arguments)
{
	auto made = MiscDevice<D>::register_device("device", 0600, arguments...);
	REQUIRE(made.ok());
	return std::make_unique<MiscDevice<D>>(kernel::move(made).value());
}

// Reads in a thread of its own, and sleeps in it when this is made.
class BlockedReader
{
public:
	explicit BlockedReader(fake::OpenFile &file)
		: thread_([this, &file] {
			  task_ = fake::current_task();
			  read_ = file.read();
		  })
	{
		while (task_ == nullptr || !fake::is_asleep(task_))
			std::this_thread::yield();
	}
	std::string read()
	{
		thread_.join();
		return read_;
	}

private:
	std::atomic<fake::Task *> task_ = nullptr;
	std::string read_;
	std::thread thread_;
};

} // namespace

TEST_CASE_METHOD(Misc,
		 "files that are open when the device goes say ENODEV to everything until they are closed")
{
	fake::module_lives(true);
	auto device = registered<Lamp>('a');
	miscdevice *const raw = fake::registered();
	fake::OpenMisc file(raw);
	fake::OpenMisc vectors(raw, fake::reading | fake::writing, 0, fake::Way::vectors);
	fake::Mapping mapping(file);
	CHECK(mapping.touch() == 0);
	CHECK(file.ioctl(0, 0) == 102); // the fault was one call of this file's
	device.reset();
	CHECK(fake::registered() == nullptr);
	CHECK(Lives::destroyed.empty());
	for (fake::OpenMisc *each : {&file, &vectors}) {
		CHECK(each->read() == fake::errno_text(ENODEV));
		CHECK(each->write("abc") == -ENODEV);
		CHECK(each->ioctl(0, 0) == -ENODEV);
		CHECK(each->compat_ioctl(0, 0) == -ENODEV);
		CHECK(each->poll() == (LAYOUT_EPOLLHUP | LAYOUT_EPOLLERR));
		CHECK(fake::Mapping(*each).mapped() == -ENODEV);
	}
	CHECK(mapping.touch() == LAYOUT_VM_FAULT_SIGBUS);
	CHECK(mapping.page() == nullptr);
	CHECK(Lives::states == 2);
	file.close();
	CHECK(Lives::states == 1);
	CHECK(Lives::destroyed.empty());
	vectors.close();
	CHECK(Lives::destroyed == "a");
	CHECK(Lives::states == 0);
}

TEST_CASE_METHOD(Misc, "a device whose files are closed already goes with its owner, once")
{
	fake::module_lives(true);
	auto device = registered<Lamp>('a');
	{
		fake::OpenMisc first(fake::registered());
		fake::OpenMisc second(fake::registered());
		CHECK(first.opened() + second.opened() == 0);
	}
	CHECK(Lives::destroyed.empty());
	device.reset();
	CHECK(Lives::destroyed == "a");
}

TEST_CASE_METHOD(Misc, "the memory of a page that is mapped outlives device, file and module")
{
	fake::module_lives(true);
	auto device = registered<Lamp>('a');
	std::optional<fake::OpenMisc> file(std::in_place, fake::registered());
	fake::Mapping mapping(*file);
	REQUIRE(mapping.touch() == 0);
	device.reset();
	file.reset();
	CHECK(Lives::destroyed == "a");
	CHECK(mapping.page()->count == 1);
	CHECK(mapping.page()->bytes[0] == 0);
}

TEST_CASE_METHOD(Misc, "a name is free again when its device has gone, also while files of it are open")
{
	fake::module_lives(true);
	auto first = registered<Lamp>('a');
	fake::OpenMisc old(fake::registered());
	first.reset();
	auto second = registered<Lamp>('b');
	fake::OpenMisc young(fake::registered());
	CHECK(old.read() == fake::errno_text(ENODEV));
	CHECK(young.read() == "b");
	old.close();
	CHECK(Lives::destroyed == "a");
	CHECK(young.read() == "b");
	young.close();
}

TEST_CASE_METHOD(Misc, "readers that are asleep when the device goes wake with ENODEV, and a poller hangs up")
{
	fake::module_lives(true);
	auto device = registered<Bell>();
	fake::OpenMisc first(fake::registered());
	fake::OpenMisc second(fake::registered());
	fake::OpenMisc polled(fake::registered());
	fake::Poller poller;
	CHECK(polled.poll(poller.table()) == 0);
	{
		BlockedReader one(first);
		BlockedReader another(second);
		device.reset();
		CHECK(one.read() == fake::errno_text(ENODEV));
		CHECK(another.read() == fake::errno_text(ENODEV));
	}
	CHECK((poller.woken() & LAYOUT_EPOLLHUP) != 0);
	CHECK(polled.poll(poller.table()) == (LAYOUT_EPOLLHUP | LAYOUT_EPOLLERR));
	CHECK(Lives::destroyed.empty());
	first.close();
	second.close();
}

TEST_CASE_METHOD(Misc, "a reader that waits gets what is written; one that is not to wait gets EAGAIN")
{
	fake::module_lives(true);
	auto device = registered<Bell>();
	fake::OpenMisc reader(fake::registered());
	fake::OpenMisc impatient(fake::registered(), fake::reading, fake::nonblocking);
	CHECK(impatient.read() == fake::errno_text(EAGAIN));
	BlockedReader blocked(reader);
	CHECK(fake::OpenMisc(fake::registered()).write("x") == 1);
	CHECK(blocked.read() == "r");
	CHECK(impatient.read() == fake::errno_text(EAGAIN));
	device.reset();
	CHECK(impatient.read() == fake::errno_text(ENODEV));
}
