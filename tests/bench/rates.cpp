// SPDX-License-Identifier: MIT
// Calls a second from 1, 2 and 4 threads at once, several times: rates SECONDS ROUNDS. Time, not instructions: it shows
// the effect of contention, and the spread between runs.
#include "target.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <sys/syscall.h>

#include "uapi/rusty.h"

namespace
{

using namespace bench;
using Clock = std::chrono::steady_clock;

struct Call {
	const char *name;
	std::function<void(int)> call; // on a file of the thread's own
};

const __s64 number = 20232023;

const Call calls_timed[] = {
	{"pread, 8 digits",
	 [](int file) {
		 char text[32];
		 call(SYS_pread64, file, address(text), sizeof(text), 0);
	 }},
	{"write, 8 digits", [](int file) { call(SYS_write, file, address("20232023\n"), 9); }},
	{"ioctl get",
	 [](int file) {
		 __s64 now;
		 call(SYS_ioctl, file, RUSTY_IOC_GET, address(&now));
	 }},
	{"ioctl set", [](int file) { call(SYS_ioctl, file, RUSTY_IOC_SET, address(&number)); }},
};

// Calls a second, of all threads together.
double rate(const Target &target, const Call &timed, int threads, double seconds)
{
	std::atomic<bool> begun{false}, over{false};
	std::atomic<long> done{0};
	std::vector<std::thread> running;
	for (int i = 0; i < threads; ++i)
		running.emplace_back([&] {
			const int file = opened(target.path);
			long count = 0;
			while (!begun)
				std::this_thread::yield();
			for (; !over; ++count)
				timed.call(file);
			done += count;
			::close(file);
		});
	const auto start = Clock::now();
	begun = true;
	std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
	over = true;
	const std::chrono::duration<double> taken = Clock::now() - start;
	for (std::thread &each : running)
		each.join();
	return static_cast<double>(done) / taken.count();
}

} // namespace

int main(int count, char **words)
{
	const double seconds = count > 1 ? std::stod(words[1]) : 0.2;
	const int rounds = count > 2 ? std::stoi(words[2]) : 7;
	// (All of a round are measured close together, so that a disturbance of the machine affects them all.)
	for (int round = 0; round < rounds; ++round)
		for (const Call &timed : calls_timed)
			for (const int threads : {1, 2, 4})
				for (const Target &target : {bench::rusty, bench::twin})
					std::printf("rate\t%s\t%d\t%s\t%.0f\n", timed.name, threads,
						    target.name, rate(target, timed, threads, seconds));
	return 0;
}
