// SPDX-License-Identifier: MIT
// rusty-hostile-fuzz: every system call that /dev/rusty can get, in random order, against a model of its contract.
#include "exact_judge.hpp"
#include "history.hpp"
#include "user.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include <getopt.h>
#include <poll.h>
#include <sys/random.h>

namespace
{

using namespace hostile;

struct Options {
	std::uint64_t seed = 0;
	std::size_t calls = 1'000'000;
	unsigned threads = 4;
};

constexpr unsigned most_threads = 64;
constexpr int patience = 30'000; // milliseconds

// What went wrong first, in one place for all threads.
class Report
{
public:
	void violation(const std::string &where, const Violation &what)
	{
		const std::lock_guard guard(mutex_);
		if (!stop_.exchange(true))
			words_ = where + "\n  expected: " + what.expected + "\n  came:     " + what.came;
	}
	bool stopped() const { return stop_; }
	const std::string &words() const { return words_; }

private:
	std::mutex mutex_;
	std::atomic<bool> stop_ = false;
	std::string words_;
};

std::string where(const User &user, unsigned thread, std::size_t index)
{
	return "thread " + std::to_string(thread) + ", call " + std::to_string(index) + ": " +
	       user.call().words() + (user.bytes().empty() ? "" : ", text " + guest::quoted(user.bytes()));
}

void use(Judge &judge, const Options &options, unsigned thread, int shared, Report &report)
{
	// The thread's own random numbers: the same for the same seed, whatever the other threads do.
	User user(judge, Random(options.seed + thread).next(), shared, thread == 0);
	const std::size_t calls = options.calls / options.threads;
	std::size_t index = 0;
	try {
		while (index < calls && !report.stopped())
			index += user.step();
	} catch (const Violation &violation) {
		report.violation(where(user, thread, index), violation);
	} catch (const std::exception &error) {
		report.violation(where(user, thread, index), {"an answer that can be read", error.what()});
	}
}

// Sleeps until something is stored, again and again; the last store must wake it, too.
void watch(std::uint64_t last, std::atomic<bool> &over, std::atomic<std::uint64_t> &wanted, Report &report)
{
	guest::File file(O_RDONLY);
	int missed = 0;
	while (!report.stopped() && !(over && last >= wanted)) {
		const std::uint64_t seen = last = file.snapshot().generation;
		if (over && last >= wanted)
			break;
		const bool slept = file.events(patience, POLLIN) == 0 && guest::state().generation != seen;
		missed = slept ? missed + 1 : 0;
		// (Once may be chance: a store just after the timeout.)
		if (missed > 1 || (slept && over))
			report.violation("poll, sleeping", {"woken by a store", "asleep after it"});
	}
}

std::string figures(const Options &options, double seconds, std::uint64_t stores)
{
	char line[200];
	std::snprintf(line, sizeof(line),
		      "%zu calls by %u thread%s in %.1f s (%.0f a second), seed %llu, %llu stores checked",
		      options.calls, options.threads, options.threads == 1 ? "" : "s", seconds,
		      static_cast<double>(options.calls) / seconds,
		      static_cast<unsigned long long>(options.seed), static_cast<unsigned long long>(stores));
	return line;
}

// One thread: each call is judged at once. The line of figures.
std::string alone(const Options &options, Report &report)
{
	const guest::Mapping map{guest::File(O_RDONLY)};
	ExactJudge judge(map);
	const auto begun = std::chrono::steady_clock::now();
	use(judge, options, 0, -1, report);
	const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
	return figures(options, taken.count(), judge.stores());
}

// Several threads: the order of all stores is verified after they have ended.
std::string together(const Options &options, Report &report)
{
	const guest::Mapping map{guest::File(O_RDONLY)};
	const guest::File shared;
	const guest::State first = guest::state();
	Clock clock{map};
	std::vector<std::unique_ptr<HistoryJudge>> judges;
	std::vector<const HistoryJudge *> all;
	for (unsigned thread = 0; thread < options.threads; ++thread) {
		judges.push_back(
			std::make_unique<HistoryJudge>(clock, thread, options.calls / options.threads));
		all.push_back(judges.back().get());
	}
	std::atomic<bool> over = false;
	std::atomic<std::uint64_t> wanted = 0;
	const auto begun = std::chrono::steady_clock::now();
	std::thread watcher([&] { watch(first.generation, over, wanted, report); });
	std::vector<std::thread> users;
	for (unsigned thread = 0; thread < options.threads; ++thread)
		users.emplace_back(
			[&, thread] { use(*judges[thread], options, thread, shared.fd(), report); });
	for (std::thread &user : users)
		user.join();
	const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
	const guest::State last = guest::state();
	wanted = last.generation + 1;
	over = true;
	guest::put(guest::device, "0"); // the store that the watcher must not miss
	watcher.join();
	std::uint64_t stores = 0;
	for (const HistoryJudge *judge : all)
		stores += judge->stores();
	std::string line = figures(options, taken.count(), stores);
	if (report.stopped())
		return line;
	try {
		const Verdict verdict = verify(all, first, last);
		line += ", " + std::to_string(verdict.placed) + " of them with one place left; " +
			std::to_string(verdict.observations) + " observations";
	} catch (const Violation &violation) {
		report.violation("the order of all stores", violation);
	}
	return line;
}

Options parsed(int argc, char **argv)
{
	Options options;
	if (::getrandom(&options.seed, sizeof(options.seed), 0) < 0)
		options.seed = static_cast<std::uint64_t>(::getpid());
	options.seed %= 1'000'000'000; // short enough to type
	static const option names[] = {{"seed", required_argument, nullptr, 's'},
				       {"calls", required_argument, nullptr, 'c'},
				       {"threads", required_argument, nullptr, 't'},
				       {}};
	for (int letter; (letter = ::getopt_long(argc, argv, "", names, nullptr)) != -1;) {
		const unsigned long long value = optarg ? std::strtoull(optarg, nullptr, 0) : 0;
		if (letter == 's')
			options.seed = value;
		else if (letter == 'c' && value > 0)
			options.calls = static_cast<std::size_t>(value);
		else if (letter == 't' && value > 0 && value <= most_threads)
			options.threads = static_cast<unsigned>(value);
		else {
			std::fprintf(stderr, "usage: %s [--seed N] [--calls N] [--threads 1..%u]\n", argv[0],
				     most_threads);
			std::exit(2);
		}
	}
	options.calls -= options.calls % options.threads;
	return options;
}

} // namespace

int main(int argc, char **argv)
{
	const Options options = parsed(argc, argv);
	std::setvbuf(stdout, nullptr, _IOLBF, 0);
	std::printf("seed %llu\n",
		    static_cast<unsigned long long>(options.seed)); // first, in case the machine crashes
	std::optional<guest::Module> module; // if this program loads it, it unloads it, too
	if (!guest::exists("/sys/module/rusty"))
		module.emplace();
	Report report;
	const std::string line = options.threads == 1 ? alone(options, report) : together(options, report);
	if (report.stopped()) {
		std::printf("FAILED: --seed %llu --calls %zu --threads %u\n  %s\n0 passed, 1 failed\n",
			    static_cast<unsigned long long>(options.seed), options.calls, options.threads,
			    report.words().c_str());
		return 1;
	}
	std::printf("%s\n1 passed, 0 failed\n", line.c_str());
	return 0;
}
