// SPDX-License-Identifier: MIT
// Devices that are removed before their module. The self-test module must be loaded: writing "on" or "off" to
// /dev/rusty_selftest_switch registers and deregisters /dev/rusty_selftest_0 and _1. removal [CYCLES]: first each kind of use alone,
// then this many removals while the devices are in use. The last line is `N passed, N failed`.
#include <atomic>
#include <cerrno>
#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace
{

int passed, failed;

bool check(bool holds, const char *sentence)
{
	++(holds ? passed : failed);
	std::printf("%sok removal: %s\n", holds ? "" : "not ", sentence);
	return holds;
}

int open_node(int number, int flags = 0)
{
	const std::string path = "/dev/rusty_selftest_" + std::to_string(number);
	return ::open(path.c_str(), O_RDWR | flags);
}

std::string attribute_path(int number)
{
	const std::string owner = number == 0 ? "misc" : "rusty_selftest";
	return "/sys/class/" + owner + "/rusty_selftest_" + std::to_string(number) + "/waiting";
}

bool turn(const char *how)
{
	const int fd = ::open("/dev/rusty_selftest_switch", O_WRONLY);
	const auto size = static_cast<ssize_t>(std::strlen(how));
	const bool done = fd >= 0 && ::write(fd, how, static_cast<std::size_t>(size)) == size;
	::close(fd);
	return done;
}

// What a call returns, or the error as a negative number.
long result(long returned)
{
	return returned < 0 ? -errno : returned;
}

void *map_page(int fd)
{
	return ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED, fd, 0);
}

// (Of the thread that touched a page.)
thread_local sigjmp_buf faulted;
void on_sigbus(int)
{
	siglongjmp(faulted, 1);
}
bool faults(const volatile unsigned long *word)
{
	if (sigsetjmp(faulted, 1) != 0)
		return true;
	(void)*word;
	return false;
}

short events_of(int fd, int milliseconds)
{
	pollfd poller{fd, POLLIN, 0};
	::poll(&poller, 1, milliseconds);
	return poller.revents;
}

constexpr int count_reads = 0; // (The device has one ioctl, and takes any number for it.)

// Each kind of use, of a device that is removed in the middle of it: 0 is a misc device, 1 a character device of a class of its own.
void one_by_one(int number)
{
	if (!check(turn("on"), "the devices can be registered"))
		return;
	const int fd = open_node(number);
	const int other = open_node(1 - number, O_NONBLOCK);
	const int attribute = ::open(attribute_path(number).c_str(), O_RDONLY);
	const auto of_page = 2023ul + static_cast<unsigned long>(number);
	check(fd >= 0 && other >= 0 && attribute >= 0, "two devices of one class can be opened");
	char byte = 0;
	check(result(::read(other, &byte, 1)) == -EAGAIN, "a non-blocking read is EAGAIN");
	check(::write(other, "ab", 2) == 2 && ::read(other, &byte, 1) == 1 &&
		      ::ioctl(other, count_reads) == 1,
	      "each device and each open file has state of its own");
	check(::ioctl(fd, count_reads) == 0 && events_of(fd, 0) == 0, "the other device is not affected");
	check(result(::lseek(fd, 0, SEEK_SET)) == -ESPIPE, "a file without an offset cannot seek");

	auto *const page = static_cast<volatile unsigned long *>(map_page(fd));
	auto *const untouched = static_cast<volatile unsigned long *>(map_page(fd));
	check(page != MAP_FAILED && untouched != MAP_FAILED && *page == of_page, "its page can be mapped");

	std::atomic<long> read_returned{1};
	std::atomic<int> polled{0};
	std::thread reader([&] {
		char byte = 0;
		read_returned = result(::read(fd, &byte, 1));
	});
	std::thread poller([&] { polled = events_of(fd, 20'000); });
	::usleep(200'000);
	check(read_returned == 1 && polled == 0, "a reader and a poller wait");
	check(turn("off"), "the devices can be deregistered while they are in use");
	reader.join();
	poller.join();
	check(read_returned == -ENODEV, "a reader that waited gets ENODEV");
	check((polled & POLLHUP) != 0, "a poller that waited gets POLLHUP");
	check(result(open_node(number)) == -ENOENT, "the node is gone");
	check(result(::read(fd, &byte, 1)) == -ENODEV, "read is ENODEV from then on");
	check(result(::write(fd, "x", 1)) == -ENODEV, "write is ENODEV from then on");
	check(result(::ioctl(fd, count_reads)) == -ENODEV, "ioctl is ENODEV from then on");
	check((events_of(fd, 0) & POLLHUP) != 0, "poll is POLLHUP from then on");
	check(map_page(fd) == MAP_FAILED && errno == ENODEV, "mmap is ENODEV from then on");
	char text[16];
	check(result(::read(attribute, text, sizeof(text))) == -ENODEV,
	      "an open file in sysfs is ENODEV from then on");
	check(*page == of_page, "a page that was mapped stays");
	check(faults(untouched), "a page that was not yet mapped is SIGBUS");

	check(turn("on"), "the devices can be registered again");
	check(result(::read(fd, &byte, 1)) == -ENODEV, "the old file does not belong to the new device");
	const int fresh = open_node(number, O_NONBLOCK);
	check(result(::read(fresh, &byte, 1)) == -EAGAIN, "the new device works");
	::munmap(const_cast<unsigned long *>(page), 4096);
	::munmap(const_cast<unsigned long *>(untouched), 4096);
	for (const int each : {fd, other, attribute, fresh})
		::close(each);
	check(turn("off"), "the devices can be deregistered when nobody uses them");
}

// Uses a device that may be removed at any moment. True: every result was an allowed one.
bool use(unsigned int round)
{
	const auto is_due = [](long returned) {
		return returned >= 0 || returned == -ENODEV || returned == -EAGAIN || returned == -ENOENT ||
		       returned == -ENXIO;
	};
	const int number = static_cast<int>(round & 1);
	const int fd = open_node(number, round % 8 == 7 ? 0 : O_NONBLOCK);
	bool good = is_due(result(fd));
	if (fd >= 0) {
		char byte = 0;
		good = good && is_due(result(::write(fd, "x", 1)));
		good = good &&
		       is_due(result(::read(
			       fd, &byte,
			       1))); // (each eighth time it waits until there is a write or the removal)
		good = good && is_due(result(::ioctl(fd, count_reads)));
		events_of(fd, 0);
		auto *const page = static_cast<volatile unsigned long *>(map_page(fd));
		if (page != MAP_FAILED) {
			good = good && (faults(page) || *page == 2023u + static_cast<unsigned int>(number));
			::munmap(const_cast<unsigned long *>(page), 4096);
		}
		::close(fd);
	}
	const int attribute = ::open(attribute_path(number).c_str(), O_RDWR);
	if (attribute >= 0) {
		char text[32];
		good = good && is_due(result(::read(attribute, text, sizeof(text))));
		good = good && is_due(result(::write(attribute, "y", 1)));
		::close(attribute);
	}
	return good;
}

void under_traffic(int cycles)
{
	std::atomic<bool> over{false};
	std::atomic<unsigned int> uses{0}, wrong{0};
	std::vector<std::thread> users;
	for (unsigned int user = 0; user < 3; ++user)
		users.emplace_back([&, user] {
			for (unsigned int round = user; !over; ++round) {
				wrong += use(round) ? 0 : 1;
				++uses;
			}
		});
	bool turned = true;
	for (int cycle = 0; cycle < cycles; ++cycle) {
		turned = turn("on") && turned;
		::usleep(static_cast<useconds_t>(cycle % 7) * 1000);
		turned = turn(cycle % 3 == 0 ? "on" : "off") && turned;
	}
	over = true;
	turned = turn("off") && turned;
	for (std::thread &user : users)
		user.join();
	std::printf("# %u uses, %d removals\n", uses.load(), cycles);
	check(turned, "devices are added and removed while they are in use");
	check(wrong == 0 && uses > 0, "meanwhile every call succeeds or returns ENODEV");
}

} // namespace

int main(int count, char **arguments)
{
	std::signal(SIGBUS, on_sigbus);
	one_by_one(0);
	one_by_one(1);
	under_traffic(count > 1 ? std::atoi(arguments[1]) : 100);
	std::printf("%d passed, %d failed\n", passed, failed);
	return failed == 0 ? 0 : 1;
}
