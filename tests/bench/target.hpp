// SPDX-License-Identifier: MIT
// What is compared: rusty, its twin in C, and the floor (what the kernel itself costs, with a device that does almost nothing).
#ifndef BENCH_TARGET_HPP
#define BENCH_TARGET_HPP

#include <cstdio>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include "cycles.hpp"

namespace bench
{

struct Target {
	const char *name; // its column
	const char *path;
};

constexpr Target rusty{"rusty", "/dev/rusty"};
constexpr Target twin{"twin", "/dev/ctwin"};

[[noreturn]] inline void give_up(const std::string &what)
{
	std::perror(what.c_str());
	std::exit(1);
}

// Ends the program if a call did not do what its row says: a wrong count is worse than none.
inline void expect(bool good, const std::string &what)
{
	if (!good)
		give_up("not as expected: " + what);
}

// It stays open until the program ends.
inline int opened(const std::string &path, int flags = O_RDWR)
{
	const int file = ::open(path.c_str(), flags | O_CLOEXEC);
	if (file < 0)
		give_up(path);
	return file;
}

inline void report(const std::string &row, const char *column, Count count)
{
	std::printf("count\t%s\t%s\t%lld\n", row.c_str(), column, static_cast<long long>(count));
	std::fflush(stdout);
}

// Each prints its rows.
void count_calls(); // of all
void count_rusty(); // the same, of rusty alone
void count_wakeups();
void count_modules();

} // namespace bench

#endif
