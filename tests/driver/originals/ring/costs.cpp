// SPDX-License-Identifier: MIT
// Instructions of what a reader of ring does, where the cycle counter counts them: the fewest of many calls, a line each.
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "ring.h"
#include "tests/bench/cycles.hpp"

namespace
{

template <typename Call>
void least(const char *what, int times, Call call)
{
	bench::Count best = std::numeric_limits<bench::Count>::max();
	for (int i = 0; i < times; ++i) {
		const auto begun = static_cast<bench::Count>(__rdtsc());
		call();
		best = std::min(best, static_cast<bench::Count>(__rdtsc()) - begun);
	}
	std::printf("instructions %s %lld\n", what, static_cast<long long>(best));
}

void must(bool holds, const char *what)
{
	if (!holds) {
		std::printf("failed: %s\n", what);
		std::exit(1);
	}
}

void set_period(const std::string &microseconds)
{
	const int file = open("/sys/class/ring/ring0/period_us", O_WRONLY);
	const auto size = static_cast<ssize_t>(microseconds.size());
	must(write(file, microseconds.data(), microseconds.size()) == size, "the period can be set");
	close(file);
}

} // namespace

int main()
{
	using bench::address;
	using bench::call;
	const int file = open("/dev/ring0", O_RDONLY | O_NONBLOCK);
	ring_record records[16];
	long said = 0;
	const auto read_bytes = [&](long size) { said = call(0, file, address(records), size); };
	set_period("50");
	usleep(60'000);
	set_period("0");
	usleep(1'000);
	least("read", 300, [&] { read_bytes(sizeof(records[0])); });
	must(said == sizeof(records[0]), "a record was read");
	least("read16", 30, [&] { read_bytes(sizeof(records)); });
	must(said > 0, "records were read");
	pollfd item{file, POLLIN, 0};
	least("poll", 100, [&] { said = call(7, address(&item), 1, 0); });
	must(said == 1, "poll sees records");
	while (said > 0)
		read_bytes(sizeof(records));
	least("empty", 100, [&] { read_bytes(sizeof(records)); });
	must(said == -EAGAIN, "none are left");
	least("open_close", 100, [&] { call(3, call(2, address("/dev/ring0"), O_RDONLY)); });
	return 0;
}
