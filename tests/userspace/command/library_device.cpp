// SPDX-License-Identifier: MIT
// rusty::Device: opening, refusals, each call, waiting, and its use by many threads.
#include "catch.hpp"

#include "guest.hpp"

#include <grp.h>
#include <rusty/rusty.hpp>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>

using guest::Loaded;
using guest::put;
using guest::state;
using guest::Unloaded;
using namespace std::chrono_literals;

namespace
{

static_assert(!std::is_copy_constructible_v<rusty::Device> &&
	      std::is_nothrow_move_constructible_v<rusty::Watcher>);
static_assert(!std::is_copy_constructible_v<rusty::Watcher> &&
	      !std::is_copy_assignable_v<rusty::MappedNumber>);
static_assert(!std::is_copy_constructible_v<rusty::Monitor> && std::is_move_constructible_v<rusty::Monitor>);
static_assert(std::is_move_constructible_v<rusty::Device> && std::is_move_assignable_v<rusty::Device>);

// The code of the std::system_error that `work` throws; its text must contain the second argument, if there is one.
template <class Work>
std::error_code code_of(Work work, std::string part = {})
{
	try {
		work();
	} catch (const std::system_error &error) {
		INFO(error.what());
		CHECK(std::string(error.what()).find(part) != std::string::npos);
		return error.code();
	}
	return {};
}

const std::filesystem::path node = guest::device;

} // namespace

TEST_CASE_METHOD(Loaded, "Device: found by libudev and opened by path are the same", "[library]")
{
	CHECK(rusty::find_node() == node);
	CHECK(rusty::find_device().get() == 2023);
	CHECK(rusty::Device(node).node() == node);
	CHECK(rusty::driver_abi(node) == RUSTY_ABI_VERSION);
	const int here = open(".", O_PATH | O_CLOEXEC);
	REQUIRE(chdir("/dev") == 0);
	const rusty::Device relative("rusty");
	REQUIRE(fchdir(here) == 0);
	close(here);
	CHECK(relative.node() == node);
	CHECK(relative.wait_until([](const rusty::Snapshot &) { return true; })->number == 2023);
}

TEST_CASE_METHOD(Unloaded, "Device: without the module the path is the fallback, and opening it ENOENT",
		 "[library]")
{
	CHECK(rusty::find_node() == node);
	CHECK(code_of([] { rusty::find_device(); }, "cannot open /dev/rusty: ") ==
	      std::errc::no_such_file_or_directory);
	CHECK(code_of([] { rusty::MappedNumber mapped(node); }) == std::errc::no_such_file_or_directory);
	CHECK(code_of([] { rusty::Watcher watcher(node); }) == std::errc::no_such_file_or_directory);
}

TEST_CASE_METHOD(Loaded, "Device: anything else is foreign", "[library]")
{
	REQUIRE(mkfifo("/tmp/library-fifo", 0666) == 0);
	for (const char *path : {"/dev/null", "/tmp", "/tmp/library-fifo", "/proc/self/exe"}) {
		INFO(path);
		CHECK(code_of([&] { rusty::Device device(path); }, "not the device") ==
		      rusty::Error::foreign_node);
		CHECK(code_of([&] { rusty::Watcher watcher(path); }) == rusty::Error::foreign_node);
		CHECK(code_of([&] { rusty::MappedNumber mapped(path); }) == rusty::Error::foreign_node);
		CHECK(code_of([&] { rusty::driver_abi(path); }) == rusty::Error::foreign_node);
	}
	unlink("/tmp/library-fifo");
	CHECK(rusty::make_error_code(rusty::Error::abi_mismatch).category().name() == std::string("rusty"));
}

// A container with only the node: no /sys, no udev.
TEST_CASE_METHOD(Loaded, "Device: works where there is only the node", "[library]")
{
	const guest::Child container([] {
		if (mkdir("/tmp/jail", 0755) != 0 || mkdir("/tmp/jail/dev", 0755) != 0)
			return 1;
		struct stat status {
		};
		if (stat(node.c_str(), &status) != 0 ||
		    mknod("/tmp/jail/dev/rusty", S_IFCHR | 0666, status.st_rdev) != 0 ||
		    mknod("/tmp/jail/dev/null", S_IFCHR | 0666, makedev(1, 3)) != 0 ||
		    chroot("/tmp/jail") != 0 || chdir("/") != 0)
			return 2;
		if (rusty::find_node() != node || rusty::find_device().add(1) != 2024)
			return 3;
		// Without sysfs only RUSTY_IOC_VERSION shows that it is another device.
		return code_of([] { rusty::Device device("/dev/null"); }) == rusty::Error::foreign_node ? 0
													: 4;
	});
	CHECK(const_cast<guest::Child &>(container).wait() == 0);
	std::filesystem::remove_all("/tmp/jail");
}

TEST_CASE_METHOD(Loaded, "Device: each call is one step of the device", "[library]")
{
	rusty::Device device(node);
	device.set(-1);
	CHECK(device.get() == -1);
	CHECK(device.add(11) == 10);
	CHECK(device.exchange(INT64_MAX) == 10);
	CHECK(code_of([&] { device.add(1, rusty::Overflow::refuse); }, "cannot add to /dev/rusty") ==
	      std::errc::value_too_large);
	CHECK(device.get() == INT64_MAX);
	CHECK(device.add(1) == INT64_MIN);
	const auto refused = device.compare_exchange(1, 2);
	CHECK_FALSE(refused.exchanged);
	CHECK(refused.previous == INT64_MIN);
	const auto done = device.compare_exchange(INT64_MIN, 2);
	CHECK(done.exchanged);
	CHECK(done.previous == INT64_MIN);
	const auto now = device.snapshot();
	CHECK(now.number == 2);
	CHECK(now.generation == state().generation);
	rusty::Device moved(std::move(device));
	CHECK(moved.get() == 2);
}

TEST_CASE_METHOD(Loaded, "Device: an access for which it was not opened is refused", "[library]")
{
	rusty::Device reader(node, rusty::Access::read), writer(node, rusty::Access::write);
	writer.set(5);
	CHECK(reader.get() == 5);
	const auto before = state();
	CHECK(code_of([&] { reader.set(1); }, "cannot set /dev/rusty") == std::errc::bad_file_descriptor);
	CHECK(code_of([&] { reader.exchange(1); }) == std::errc::bad_file_descriptor);
	CHECK(code_of([&] { writer.get(); }, "cannot read /dev/rusty") == std::errc::bad_file_descriptor);
	CHECK(code_of([&] { writer.add(1); }) == std::errc::bad_file_descriptor);
	CHECK(state() == before);
	guest::Child stranger([] {
		if (setgid(65534) != 0 || setgroups(0, nullptr) != 0 || setuid(65534) != 0)
			return 1;
		return code_of([] { rusty::Device device(node); }) == std::errc::permission_denied &&
				       rusty::Device(node, rusty::Access::read).get() == 5
			       ? 0
			       : 2;
	});
	CHECK(stranger.wait() == 0);
}

TEST_CASE_METHOD(Loaded, "Device: a store before the wait ends it at once, one during it too", "[library]")
{
	rusty::Device device(node);
	const auto before = device.snapshot();
	CHECK_FALSE(device.wait_changed(before.generation, rusty::after(0ms)));
	const auto begun = std::chrono::steady_clock::now();
	CHECK_FALSE(device.wait_changed(before.generation, rusty::after(30ms)));
	CHECK(std::chrono::steady_clock::now() - begun >= 30ms);
	CHECK_FALSE(device.wait_changed(before.generation, rusty::Deadline::min()));
	device.set(before.number);
	CHECK(device.wait_changed(before.generation) ==
	      rusty::Snapshot{before.number, before.generation + 1});
	const auto now = device.snapshot();
	std::jthread storer([&device] {
		std::this_thread::sleep_for(50ms);
		device.set(9);
	});
	CHECK(device.wait_changed(now.generation)->number == 9);
	CHECK(device.wait_until([](const rusty::Snapshot &seen) { return seen.number == 9; },
				rusty::after(0ms)));
	CHECK_FALSE(device.wait_until([](const rusty::Snapshot &) { return false; }, rusty::after(20ms)));
}

TEST_CASE_METHOD(Loaded,
		 "Device: a stop ends each wait, also if it was requested before, also during many changes",
		 "[library]")
{
	const rusty::Device device(node);
	std::stop_source stopped;
	stopped.request_stop();
	CHECK_FALSE(device.wait_changed(device.snapshot().generation, rusty::never, stopped.get_token()));
	std::stop_source later;
	std::jthread stopper([&later] {
		std::this_thread::sleep_for(50ms);
		later.request_stop();
	});
	CHECK_FALSE(device.wait_changed(device.snapshot().generation, rusty::never, later.get_token()));
	std::jthread storm([](const std::stop_token &end) {
		for (rusty::Device own(node); !end.stop_requested();)
			own.add(1);
	});
	std::stop_source soon;
	std::jthread ender([&soon] {
		std::this_thread::sleep_for(50ms);
		soon.request_stop();
	});
	const auto never_true = [](const rusty::Snapshot &) { return false; };
	CHECK_FALSE(device.wait_until(never_true, rusty::never, soon.get_token()));
	CHECK_FALSE(device.wait_until(never_true, rusty::after(50ms)));
}

// Eight threads share one Device: four wait for each value of a counter that the others increment. If a read by another
// thread could take away the readiness, a wait would never end.
TEST_CASE_METHOD(Loaded, "Device: threads that share it wait and change without losing a wake-up",
		 "[library]")
{
	rusty::Device device(node);
	device.set(0);
	std::atomic<int> late = 0;
	{
		std::vector<std::jthread> threads;
		for (int each = 0; each < 4; ++each) {
			threads.emplace_back([&] {
				for (std::int64_t wanted = 20; wanted <= 400; wanted += 20)
					late += !device.wait_until(
						[&](const rusty::Snapshot &now) {
							return now.number >= wanted;
						},
						rusty::after(20s));
			});
			threads.emplace_back([&] {
				for (int i = 0; i < 100; ++i) {
					device.add(1);
					device.get();
				}
			});
		}
	}
	CHECK(late == 0);
	CHECK(device.get() == 400);
}

TEST_CASE_METHOD(Loaded, "waits and failures leave no file open, and no child inherits one", "[library]")
{
	const auto open_files = [] {
		const std::filesystem::directory_iterator all("/proc/self/fd");
		return std::distance(begin(all), end(all));
	};
	const rusty::Device device(node);
	const rusty::Watcher watcher(node);
	const rusty::Monitor monitor;
	for (const int descriptor : {watcher.fd(), monitor.fd()})
		CHECK((fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0);
	const auto before = open_files();
	std::stop_source stop;
	int tries = 0;
	for (int i = 0; i < 20; ++i) {
		device.wait_changed(device.snapshot().generation, rusty::after(1ms), stop.get_token());
		code_of([] { rusty::Device null("/dev/null"); });
		const auto stubborn = [&tries](const rusty::Snapshot &) mutable -> bool {
			++tries;
			throw std::system_error(std::make_error_code(std::errc::interrupted));
		};
		code_of([&] { device.wait_until(stubborn, rusty::never, stop.get_token()); });
		rusty::Device moved(node);
		moved = rusty::Device(node);
	}
	CHECK(tries == 20);
	CHECK(open_files() == before);
}

TEST_CASE_METHOD(Loaded, "a signal does not end a wait", "[library]")
{
	static std::atomic<int> signals;
	struct sigaction action {
	}, before{};
	action.sa_handler = [](int) { ++signals; };
	sigaction(SIGUSR1, &action, &before);
	const rusty::Device device(node);
	const auto generation = device.snapshot().generation;
	std::optional<rusty::Snapshot> found;
	std::thread waiter([&] { found = device.wait_changed(generation, rusty::after(20s)); });
	for (int i = 0; i < 5; ++i) {
		std::this_thread::sleep_for(20ms);
		pthread_kill(waiter.native_handle(), SIGUSR1);
	}
	REQUIRE(put(guest::device, "4") == 1);
	waiter.join();
	sigaction(SIGUSR1, &before, nullptr);
	CHECK(signals == 5);
	CHECK(found->number == 4);
}
