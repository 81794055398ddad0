// SPDX-License-Identifier: MIT
// rusty-wait: sleeps until the number of /dev/rusty is stored the next time, and prints it.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <rusty.h>
#include <sys/ioctl.h>

int main()
{
	const int device = open("/dev/rusty", O_RDONLY | O_CLOEXEC);
	rusty_snapshot before{};
	// Looking at the number counts as reading it: from here on poll waits for a newer one.
	if (device < 0 || ioctl(device, RUSTY_IOC_SNAPSHOT, &before) != 0) {
		std::fprintf(stderr, "rusty-wait: cannot read /dev/rusty: %s\n", std::strerror(errno));
		return 1;
	}
	std::printf("it is %lld now, waiting\n", static_cast<long long>(before.number));
	std::fflush(stdout);

	pollfd waiting{device, POLLIN, 0};
	rusty_snapshot after{};
	if (poll(&waiting, 1, -1) != 1 || ioctl(device, RUSTY_IOC_SNAPSHOT, &after) != 0) {
		std::fprintf(stderr, "rusty-wait: cannot wait for /dev/rusty: %s\n", std::strerror(errno));
		return 1;
	}
	std::printf("woken: it is %lld, after %llu more store(s)\n", static_cast<long long>(after.number),
		    static_cast<unsigned long long>(after.generation - before.generation));
	return 0;
}
