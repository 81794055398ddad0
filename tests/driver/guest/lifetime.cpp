// SPDX-License-Identifier: MIT
// Loading and unloading: refused while the module is in use, complete, and safe while other processes use its files.
#include "catch.hpp"

#include "guest.hpp"

#include <atomic>
#include <memory>

#include <unistd.h>

using namespace guest;

namespace
{

void check_is_gone()
{
	for (const std::string &path : {device, sysfs, parameters, std::string("/sys/module/rusty")})
		CHECK_FALSE(exists(path));
	CHECK(get("/proc/misc").find("rusty") == std::string::npos);
	CHECK(get("/proc/modules").find("rusty ") == std::string::npos);
}

// Uses everything once and leaves nothing open; false if anything is not as expected.
bool use_once(std::int64_t number)
{
	File file;
	const std::string text = std::to_string(number);
	Mapping mapping(file);
	return file.readable() && file.write(text) == static_cast<long>(text.size()) &&
	       file.read(1) == text.substr(0, 1) && file.read() == text.substr(1) + "\n" &&
	       !file.readable() && mapping.read() == State{number, 1} &&
	       get(sysfs + "number") == text + "\n" && put(parameters + "number", "5") == 1 &&
	       file.add(1) == 6 && mapping.read() == State{6, 3};
}

struct Counts {
	std::atomic<long> done[4];
	std::atomic<bool> stop;
};

} // namespace

TEST_CASE_METHOD(Loaded, "an open file prevents unloading, its close allows it", "[lifetime]")
{
	CHECK(unload() == -EWOULDBLOCK);
	CHECK(file.read() == "2023\n");
	const int copy = ::dup(file.fd());
	file.close();
	CHECK(unload() == -EWOULDBLOCK);
	::close(copy);
	CHECK(unload() == 0);
	check_is_gone();
}

TEST_CASE_METHOD(Loaded, "a mapping alone prevents unloading, also in a child only", "[lifetime]")
{
	auto mapping = std::make_unique<Mapping>(file);
	file.close();
	CHECK(unload() == -EWOULDBLOCK);
	CHECK(mapping->read().number == 2023);
	{
		Child heir([] { return ::pause(); });
		mapping.reset();
		REQUIRE(heir.sleeps());
		CHECK(unload() == -EWOULDBLOCK);
	}
	CHECK(unload() == 0);
	check_is_gone();
}

TEST_CASE_METHOD(Loaded, "a process blocked in poll prevents unloading and is still woken", "[lifetime]")
{
	file.close();
	{
		Child poller([] {
			File own(O_RDONLY);
			own.read();
			return own.events(60000, POLLIN) == POLLIN ? 0 : 1;
		});
		REQUIRE(poller.sleeps());
		CHECK(unload() == -EWOULDBLOCK);
		CHECK(put(device, "1") == 1);
		CHECK(poller.wait() == 0);
	}
	CHECK(unload() == 0);
	check_is_gone();
}

TEST_CASE_METHOD(Loaded, "a process that is killed while it polls and maps leaves nothing behind",
		 "[lifetime]")
{
	file.close();
	{
		Child poller([] {
			File own;
			Mapping mapping(own);
			own.read(1); // with the memory of a partial read
			own.number();
			return own.events(60000, POLLIN);
		});
		REQUIRE(poller.sleeps());
	}
	CHECK(unload() == 0);
	check_is_gone();
}

TEST_CASE_METHOD(Loaded, "a partial read, an epoll item and failed calls hold nothing after the close",
		 "[lifetime]")
{
	{
		Witness witness;
		File partial;
		partial.read(1);
		CHECK(partial.write("x") == -EINVAL);
		CHECK(map_outcome(partial, PROT_READ | PROT_WRITE, MAP_SHARED) == -EPERM);
		CHECK(map_outcome(partial, PROT_READ, MAP_SHARED, 2 * page_size) == -EINVAL);
	}
	file.close();
	CHECK(unload() == 0);
	check_is_gone();
}

TEST_CASE_METHOD(Loaded, "an open file of sysfs does not hold the module, and gives ENODEV from then on",
		 "[lifetime]")
{
	char buffer[8];
	File attribute(O_RDWR, sysfs + "number"), parameter(O_RDWR, parameters + "number");
	file.close();
	REQUIRE(unload() == 0);
	for (File *each : {&attribute, &parameter}) {
		CHECK(Outcome::of(::pread(each->fd(), buffer, sizeof(buffer), 0)) == -ENODEV);
		CHECK(each->write("1") == -ENODEV);
	}
	Module module;
	CHECK(attribute.write("1") == -ENODEV);
	CHECK(state() == State{2023, 0});
}

TEST_CASE_METHOD(Loaded, "a loaded module is not loaded a second time", "[lifetime]")
{
	REQUIRE(file.write("6") == 1);
	CHECK(load("number=5") == -EEXIST);
	CHECK(state().number == 6);
}

TEST_CASE("the number does not survive the unloading", "[lifetime]")
{
	{
		Module module;
		REQUIRE(put(device, "1") == 1);
		REQUIRE(put(sysfs + "unpinned_number", "2") == 1);
	}
	Module module;
	CHECK(state() == State{2023, 0});
	CHECK(get(sysfs + "unpinned_number") == "3202\n");
}

TEST_CASE("a hundred times loaded, used and unloaded", "[lifetime]")
{
	for (int i = 0; i < 100; ++i) {
		INFO("cycle " << i);
		{
			Module module;
			REQUIRE(use_once(1000 + i));
		}
		REQUIRE_FALSE(exists("/sys/module/rusty"));
	}
	check_is_gone();
}

TEST_CASE_METHOD(Unloaded,
		 "device, sysfs and parameters are used by others all through loading and unloading",
		 "[lifetime]")
{
	Shared<Counts> counts;
	const std::string paths[] = {device, sysfs + "number", sysfs + "unpinned_number",
				     parameters + "number"};
	std::vector<std::unique_ptr<Child>> users;
	for (std::size_t i = 0; i < std::size(paths); ++i)
		users.push_back(std::make_unique<Child>([&counts, i, path = paths[i]] {
			char buffer[64];
			while (!counts->stop) {
				const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
				if (fd < 0) {
					::usleep(200);
					continue;
				}
				const bool wrote = ::write(fd, "12345", 5) == 5;
				const ssize_t size = ::pread(fd, buffer, sizeof(buffer), 0);
				void *page = ::mmap(nullptr, page_size, PROT_READ, MAP_SHARED, fd, 0);
				pollfd item{fd, POLLIN, 0};
				::poll(&item, 1, 0);
				if (page != MAP_FAILED)
					::munmap(page, page_size);
				::close(fd);
				counts->done[i] += wrote && size > 0;
				::usleep(300);
			}
			return 0;
		}));
	for (int i = 0; i < 30; ++i) {
		INFO("cycle " << i);
		const Outcome loaded = load(); // refused only while the previous one is still being unloaded
		REQUIRE((loaded == 0 || loaded == -EEXIST || loaded == -EBUSY));
		::usleep(3000);
		bool gone = false;
		for (int attempt = 0; attempt < 20000 && !gone; ++attempt) {
			const Outcome outcome = unload();
			gone = outcome == 0;
			if (!gone)
				REQUIRE(outcome == -EWOULDBLOCK);
			::usleep(100);
		}
		REQUIRE(gone);
	}
	counts->stop = true;
	for (auto &user : users)
		CHECK(user->wait() == 0);
	for (std::size_t i = 0; i < std::size(paths); ++i) {
		INFO(paths[i]);
		CHECK(counts->done[i] > 0);
	}
	check_is_gone();
	Module module;
	CHECK(use_once(7000));
}
