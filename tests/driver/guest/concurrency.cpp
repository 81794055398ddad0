// SPDX-License-Identifier: MIT
// Several processes and threads at once: no change is lost, and only what was stored is ever seen.
#include "catch.hpp"

#include "guest.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <sstream>
#include <thread>

#include <unistd.h>

using namespace guest;

namespace
{

// If all stores add 1, number minus generation never changes: a pair that was never stored is detected.
constexpr int additions = 20000;
const std::string short_number = "7", long_number = "-1234567890123456789";

bool is_stored(const std::string &text)
{
	return text == short_number + "\n" || text == long_number + "\n";
}

// Which of the two numbers were read; a busy machine may need a while to show both.
class Seen
{
public:
	void note(const std::string &text)
	{
		if (!is_stored(text))
			FAIL_CHECK("read " << quoted(text));
		(text == short_number + "\n" ? short_ : long_) = true;
	}
	bool both(bool more_to_come) const
	{
		if (!more_to_come)
			FAIL("one of the two numbers was never seen");
		return short_ && long_;
	}

private:
	bool short_ = false, long_ = false;
};

struct Progress {
	std::atomic<bool> stop;
	std::atomic<long> rounds;
};

// A process that repeats `step` until stop() is called; a step that fails ends it.
class Background
{
public:
	explicit Background(const std::function<bool()> &step)
		: child_([this, step] {
			  while (!progress_->stop) {
				  if (!step())
					  return 1;
				  ++progress_->rounds;
			  }
			  return 0;
		  })
	{
		for (int i = 0; i < 10000 && progress_->rounds == 0; ++i)
			::usleep(1000);
	}
	// How often the step was done, or -1 when it has failed.
	long finish()
	{
		progress_->stop = true;
		return child_.wait() == 0 ? progress_->rounds.load() : -1;
	}

private:
	Shared<Progress> progress_;
	Child child_;
};

// Alternates between the two numbers.
bool alternate()
{
	static File file;
	return file.write(short_number) == 1 && file.write(long_number) == 20;
}

int add_ones(int count = additions)
{
	File file;
	for (int i = 0; i < count; ++i)
		file.add(1);
	return 0;
}

} // namespace

TEST_CASE_METHOD(Loaded, "no addition by two processes is lost", "[concurrency]")
{
	const State before = state();
	Child first([] { return add_ones(); }), second([] { return add_ones(); });
	CHECK(first.wait() == 0);
	CHECK(second.wait() == 0);
	CHECK(state() == State{before.number + 2 * additions, before.generation + 2 * additions});
}

TEST_CASE_METHOD(Loaded, "no increment by compare-exchange is lost, and failed ones are no stores",
		 "[concurrency]")
{
	constexpr int increments = 5000;
	const State before = state();
	const auto increment = [] {
		File own;
		rusty_compare_exchange swap{};
		for (int i = 0; i < increments; ++i) {
			do {
				swap.expected = swap.previous;
				swap.desired = swap.previous + 1;
				if (!(own.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0))
					return 1;
			} while (!swap.exchanged);
			swap.previous = swap.desired;
		}
		return 0;
	};
	Child first(increment), second(increment);
	CHECK(first.wait() == 0);
	CHECK(second.wait() == 0);
	CHECK(state() == State{before.number + 2 * increments, before.generation + 2 * increments});
}

TEST_CASE_METHOD(Loaded, "exchanges by two processes hand on each number once", "[concurrency]")
{
	constexpr int exchanges = 5000;
	Shared<std::atomic<std::int64_t>> sum;
	const auto exchange = [&](std::int64_t first) {
		File own;
		for (int i = 0; i < exchanges; ++i) {
			rusty_exchange exchange{first + i, 0};
			if (!(own.control(RUSTY_IOC_EXCHANGE, &exchange) == 0))
				return 1;
			*sum += exchange.desired - exchange.previous;
		}
		return 0;
	};
	Child first([&] { return exchange(1); }), second([&] { return exchange(1000000); });
	CHECK(first.wait() == 0);
	CHECK(second.wait() == 0);
	CHECK(sum->load() == state().number - 2023);
}

// One writer and one reader at a time: each has a CPU, so that they overlap most often.
TEST_CASE_METHOD(Loaded, "snapshot, map and text show only what was stored, in its order", "[concurrency]")
{
	const Mapping mapping(file);
	const std::pair<const char *, std::function<State(std::uint64_t)>> looks[] = {
		{"snapshot", [&](auto) { return file.snapshot(); }},
		{"map", [&](auto) { return mapping.read(); }},
		{"text", [&](std::uint64_t difference) {
			 const std::int64_t number = std::stoll(file.read_at(0));
			 return State{number, static_cast<std::uint64_t>(number) - difference};
		 }}};
	for (const auto &[name, look] : looks) {
		INFO(name);
		const State start = state();
		const auto difference = static_cast<std::uint64_t>(start.number) - start.generation;
		Child writer([] { return add_ones(5 * additions); });
		long foreign = 0, backwards = 0;
		for (State last = start; last.generation != start.generation + 5 * additions;) {
			const State now = look(difference);
			foreign += static_cast<std::uint64_t>(now.number) - now.generation != difference;
			backwards += now.generation < last.generation;
			last = now;
		}
		CHECK(foreign == 0);
		CHECK(backwards == 0);
		CHECK(writer.wait() == 0);
	}
}

TEST_CASE_METHOD(Loaded, "a text read in bytes or at once is one of those written, whole", "[concurrency]")
{
	Background writer(alternate);
	Seen seen;
	for (long i = 0; i < 2000 || !seen.both(i < 10'000'000); ++i) {
		file.rewind();
		seen.note(i % 2 ? file.read() : file.read_byte_by_byte());
	}
	CHECK(writer.finish() > 0);
}

TEST_CASE_METHOD(Loaded, "the shell's read sees one of the numbers written, whole", "[concurrency]")
{
	Background writer(alternate);
	Seen seen;
	for (int round = 0; round < 1 || !seen.both(round < 50); ++round) {
		std::istringstream output(
			shell("i=0; while [ $i -lt 500 ]; do read n < /dev/rusty; echo \"$n\"; "
			      "i=$((i+1)); done"));
		int lines = 0;
		for (std::string line; std::getline(output, line); ++lines)
			seen.note(line + "\n");
		CHECK(lines == 500);
	}
	CHECK(writer.finish() > 0);
}

TEST_CASE_METHOD(Loaded, "threads that share one open file see whole numbers too", "[concurrency]")
{
	Background writer(alternate);
	std::atomic<long> foreign = 0;
	const auto read = [&] {
		for (int i = 0; i < 3000; ++i) {
			foreign += !is_stored(file.read_at(0));
			file.read_at(0, 1); // partial reads at the same time
			file.read_at(1);
			file.events();
		}
	};
	{
		std::jthread first(read), second(read), third(read);
	}
	CHECK(foreign == 0);
	CHECK(writer.finish() > 0);
}

TEST_CASE_METHOD(Loaded, "sysfs and parameters take part in the same order of changes", "[concurrency]")
{
	const std::uint64_t before = state().generation;
	const std::pair<std::string, int> writers[] = {
		{device, 1000}, {sysfs + "number", 1000}, {parameters + "number", 1000}};
	std::vector<std::unique_ptr<Child>> children;
	for (const auto &[path, count] : writers)
		children.push_back(std::make_unique<Child>([&path = path, count = count] {
			for (int i = 0; i < count; ++i)
				if (put(path, std::to_string(i)).value() <= 0)
					return 1;
			return 0;
		}));
	for (const auto &child : children)
		CHECK(child->wait() == 0);
	CHECK(state() == State{999, before + 3000});
}
