// SPDX-License-Identifier: GPL-2.0-only
// The frame of the self-test: a Test is a named function, EXPECT ends it with a sentence, Report prints KTAP.
#pragma once

#include "kernel/log.hpp"
#include "kernel/wait.hpp"

// Ends the test around it if this does not hold.
#define EXPECT(...)                                                                                          \
	do {                                                                                                 \
		if (!(__VA_ARGS__)) [[unlikely]]                                                             \
			return ::selftest::Outcome::failed("this does not hold: " #__VA_ARGS__);             \
	} while (false)

namespace selftest
{
namespace
{

using namespace kernel;

// How a test ended. Passed, unless it says something else; a TRY that fails is a failure, too.
class [[nodiscard]] Outcome
{
public:
	constexpr Outcome() = default;
	constexpr Outcome(Errno error)
		: verdict_(Verdict::failed), why_("a step that should succeed returned"),
		  returned_(error.to_kernel())
	{
	}
	static constexpr Outcome failed(Text why) { return {Verdict::failed, why}; }
	static constexpr Outcome skipped(Text why) { return {Verdict::skipped, why}; }

	bool is_failed() const { return verdict_ == Verdict::failed; }
	void print(size_t number, Text name) const
	{
		if (verdict_ == Verdict::passed)
			pr_info("ok {} {}", number, name);
		else if (verdict_ == Verdict::skipped)
			pr_info("ok {} {} # SKIP {}", number, name, why_);
		else if (returned_ == 0)
			pr_info("not ok {} {} # {}", number, name, why_);
		else
			pr_info("not ok {} {} # {} {}", number, name, why_, returned_);
	}

private:
	enum class Verdict : unsigned char { passed, failed, skipped };

	constexpr Outcome(Verdict verdict, Text why) : verdict_(verdict), why_(why) {}

	Verdict verdict_ = Verdict::passed;
	Text why_;
	int returned_ = 0;
};

// The name says what should be true, the function finds out. Process context; it may sleep.
struct Test {
	Text name;
	Outcome (*run)();
};

// Runs tests and prints what became of them.
class Report : Pinned
{
public:
	explicit Report(Span<const Span<const Test>> groups)
	{
		size_t planned = 0;
		for (const auto &group : groups)
			planned += group.size();
		pr_info("KTAP version 1");
		pr_info("1..{}", planned);
		for (const auto &group : groups)
			for (const Test &test : group)
				run(test);
		pr_info("# pass:{} fail:{}", run_ - failed_, failed_);
	}

	bool all_passed() const { return failed_ == 0; }

private:
	void run(const Test &test)
	{
		const Outcome outcome = test.run();
		++run_;
		if (outcome.is_failed())
			++failed_;
		outcome.print(run_, test.name);
	}

	size_t run_ = 0;
	size_t failed_ = 0;
};

// The same value, which the compiler does not know: what is tested happens in the kernel, not when compiling.
template <typename T>
T hidden(T value)
{
	asm volatile("" : "+m"(value));
	return value;
}

// Asks again and again, for ten seconds at the most: what another thread should have brought about.
template <typename Predicate>
bool eventually(Predicate holds)
{
	const long step = Timeout::milliseconds(4).jiffies();
	for (int tries = 0; tries < 2500; ++tries) {
		if (holds())
			return true;
		shim_schedule_timeout_interruptible(step);
	}
	return false;
}

} // namespace
} // namespace selftest
