// SPDX-License-Identifier: MIT
// rusty-add N: adds N to the number of /dev/rusty in one step, and prints the sum.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <rusty.h>
#include <sys/ioctl.h>

int main(int count, char **words)
{
	char *end = nullptr;
	rusty_add add{};
	errno = 0;
	if (count == 2)
		add.operand = std::strtoll(words[1], &end, 0);
	if (end == nullptr || end == words[1] || *end != '\0' || errno != 0) {
		std::fprintf(stderr,
			     "usage: rusty-add N   (adds the integer N to the number of /dev/rusty)\n");
		return 2;
	}
	add.flags = RUSTY_ADD_CHECKED;

	const int device = open("/dev/rusty", O_RDWR | O_CLOEXEC);
	if (device < 0 || ioctl(device, RUSTY_IOC_ADD, &add) != 0) {
		std::fprintf(stderr, "rusty-add: cannot add to /dev/rusty: %s\n", std::strerror(errno));
		return 1;
	}
	std::printf("%lld\n", static_cast<long long>(add.result));
	return 0;
}
