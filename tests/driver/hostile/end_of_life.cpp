// SPDX-License-Identifier: MIT
// Loading and unloading again and again while others use the device and are killed; and what prevents unloading.
// RUSTY_CYCLES says how often (kernels with sanitizers are slow).
#include "../guest/catch.hpp"

#include "../guest/guest.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "random.hpp"

using namespace guest;

namespace
{

struct Traffic {
	std::atomic<bool> stop;
	std::atomic<long> used, absent, wrong;
	std::atomic<int> wrong_errno, wrong_where;
};

int cycles()
{
	const char *word = std::getenv("RUSTY_CYCLES");
	return word ? std::atoi(word) : 1000;
}

// A call on something that may not be there (yet, or any more): success or one of these.
bool good(Traffic &traffic, int where, long returned)
{
	if (returned >= 0)
		return true;
	const int error = errno;
	if (error == ENOENT || error == ENODEV || error == ENXIO) {
		++traffic.absent;
		return false;
	}
	++traffic.wrong;
	traffic.wrong_errno = error;
	traffic.wrong_where = where;
	return false;
}

// What an open file of the device must do, whatever happens to the module's other users.
void use_device(Traffic &traffic)
{
	const int fd = ::open(device.c_str(), O_RDWR | O_CLOEXEC);
	if (!good(traffic, 1, fd))
		return;
	char text[32];
	pollfd item{fd, POLLIN | POLLOUT, 0};
	rusty_add add{.operand = 1, .result = 0, .flags = 0, .reserved = 0};
	void *const page = ::mmap(nullptr, page_size, PROT_READ, MAP_SHARED, fd, 0);
	good(traffic, 2, ::write(fd, "12345", 5));
	good(traffic, 3, ::pread(fd, text, sizeof(text), 0));
	good(traffic, 4, ::poll(&item, 1, 1));
	good(traffic, 5, ::ioctl(fd, RUSTY_IOC_ADD, &add));
	good(traffic, 6, page == MAP_FAILED ? -1 : 0);
	if (page != MAP_FAILED) {
		good(traffic, 7, Mapping::read(static_cast<rusty_page *>(page)).generation > 0 ? 0 : -1);
		::munmap(page, page_size);
	}
	::close(fd);
	++traffic.used;
}

void use_attribute(Traffic &traffic, const std::string &path)
{
	const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
	if (!good(traffic, 11, fd))
		return;
	char text[32];
	good(traffic, 12, ::pread(fd, text, sizeof(text), 0));
	good(traffic, 13, ::pwrite(fd, "7", 1, 0));
	::close(fd);
	++traffic.used;
}

std::unique_ptr<Child> user(Traffic &traffic, std::size_t kind)
{
	return std::make_unique<Child>([&traffic, kind] {
		while (!traffic.stop) {
			const long before = traffic.absent;
			if (kind % 3 == 0)
				use_device(traffic);
			else
				use_attribute(traffic, (kind % 3 == 1 ? sysfs : parameters) + "number");
			::usleep(traffic.absent == before ? 300 : 1000);
		}
		return 0;
	});
}

// False if the module could not be unloaded within a long time, or unloading was refused for a wrong reason.
bool unload_at_last()
{
	for (int attempt = 0; attempt < 50000; ++attempt) {
		const Outcome outcome = unload();
		if (outcome == 0)
			return true;
		if (!(outcome == -EWOULDBLOCK))
			return false;
		::usleep(100);
	}
	return false;
}

} // namespace

TEST_CASE_METHOD(Unloaded, "many times loaded and unloaded while others use it and are killed",
		 "[end of life]")
{
	Shared<Traffic> traffic;
	hostile::Random random(1);
	std::vector<std::unique_ptr<Child>> users;
	for (std::size_t kind = 0; kind < 3; ++kind)
		users.push_back(user(*traffic, kind));
	for (int cycle = 0; cycle < cycles(); ++cycle) {
		INFO("cycle " << cycle);
		if (cycle % 10 == 0)
			::alarm(180);	       // the watchdog is for hangs, not for many cycles
		const Outcome loaded = load(); // refused only while the previous one is still being unloaded
		REQUIRE((loaded == 0 || loaded == -EEXIST || loaded == -EBUSY));
		::usleep(static_cast<useconds_t>(random.below(3000)));
		if (random.one_in(3)) { // by SIGKILL, wherever it is
			const std::size_t kind = random.below(users.size());
			users[kind].reset();
			users[kind] = user(*traffic, kind);
		}
		REQUIRE(unload_at_last());
	}
	traffic->stop = true;
	for (auto &each : users)
		CHECK(each->wait() == 0);
	INFO("at " << traffic->wrong_where << ", errno " << traffic->wrong_errno);
	CHECK(traffic->wrong == 0);
	CHECK(traffic->used > 0);
	CHECK(traffic->absent > 0);
	CHECK_FALSE(exists(device));
	CHECK_FALSE(exists("/sys/module/rusty"));
	std::printf("%d cycles; others used it %ld times and found no device %ld times\n", cycles(),
		    traffic->used.load(), traffic->absent.load());
	Module module;
	CHECK(state() == State{2023, 0});
}

TEST_CASE_METHOD(Loaded, "a file in transit through a socket prevents unloading", "[end of life]")
{
	int pair[2];
	if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		WARN("this kernel has no sockets");
		return;
	}
	char byte = 0;
	iovec piece{&byte, 1};
	alignas(cmsghdr) char room[CMSG_SPACE(sizeof(int))] = {};
	msghdr message{};
	message.msg_iov = &piece;
	message.msg_iovlen = 1;
	message.msg_control = room;
	message.msg_controllen = sizeof(room);
	*CMSG_FIRSTHDR(&message) = {
		.cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
	*reinterpret_cast<int *>(CMSG_DATA(CMSG_FIRSTHDR(&message))) = file.fd();
	REQUIRE(::sendmsg(pair[0], &message, 0) == 1);
	file.close();
	CHECK(unload() == -EWOULDBLOCK);
	::close(pair[0]);
	::close(pair[1]); // nobody has received it
	CHECK(unload_at_last());
}

TEST_CASE_METHOD(Loaded, "the page in a pipe outlives mapping, file and module", "[end of life]")
{
	int ends[2];
	REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
	const State before = state();
	{
		Mapping mapping(file);
		iovec piece{mapping.address(), page_size};
		REQUIRE(::vmsplice(ends[1], &piece, 1, 0) == static_cast<ssize_t>(page_size));
	}
	file.close();
	CHECK(unload_at_last());
	std::vector<char> bytes(page_size);
	REQUIRE(::read(ends[0], bytes.data(), bytes.size()) == static_cast<ssize_t>(page_size));
	const auto *page = reinterpret_cast<const rusty_page *>(bytes.data());
	CHECK(page->abi == RUSTY_ABI_VERSION);
	CHECK(State{page->number, page->generation} == before);
	::close(ends[0]);
	::close(ends[1]);
}
