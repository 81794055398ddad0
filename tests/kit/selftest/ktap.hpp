// SPDX-License-Identifier: GPL-2.0-only
// The framework of the self-test: a Test is a named function, a failed EXPECT ends it with a message, Report prints KTAP.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/log/log.hpp"
#include "kernel/time/delay.hpp"
#include "kernel/wait/timeout.hpp"

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

// The name says what must be true, the function checks it. Process context; it may sleep. A test that needs a signal from outside or
// prints a warning has another kind: it only runs if that kind is requested (run=signals).
struct Test {
	Text name;
	Outcome (*run)();
	Text only_for = {};
};

// The tests of a facility.
struct Facility {
	Text name;
	Span<const Test> tests;
};

// Runs tests and prints their results: the tests of all facilities, of one of them, or those of a kind.
class Report : Pinned
{
public:
	Report(Span<const Facility> facilities, Text asked)
	{
		const auto for_each = [&](auto function) {
			for (const Facility &facility : facilities)
				for (const Test &test : facility.tests)
					if (is_asked_for(facility, test, asked))
						function(test);
		};
		for_each([&](const Test &) { ++planned_; });
		if (planned_ == 0)
			return;
		pr_info("KTAP version 1");
		pr_info("1..{}", planned_);
		for_each([&](const Test &test) { run(test); });
		pr_info("# pass:{} fail:{}", run_ - failed_, failed_);
	}

	size_t planned() const { return planned_; }
	bool all_passed() const { return failed_ == 0; }

private:
	static bool is_asked_for(const Facility &facility, const Test &test, Text asked)
	{
		return test.only_for.empty() ? asked == "all" || asked == facility.name
					     : asked == test.only_for;
	}
	void run(const Test &test)
	{
		const Outcome outcome = test.run();
		++run_;
		if (outcome.is_failed())
			++failed_;
		outcome.print(run_, test.name);
	}

	size_t planned_ = 0;
	size_t run_ = 0;
	size_t failed_ = 0;
};

// Whether a result is this value.
template <Integer T>
bool is(Result<T> result, Identity<T> value)
{
	return result.ok() && result.value() == value;
}

// The same value, which the compiler cannot know: so what is tested runs in the kernel, and not at compile time.
template <typename T>
T hidden(T value)
{
	asm volatile("" : "+m"(value));
	return value;
}

// Waits, for ten seconds at most, until another thread has made the condition true.
template <typename Predicate>
bool eventually(Predicate holds)
{
	for (int tries = 0; tries < 2500; ++tries) {
		if (holds())
			return true;
		// (Uninterruptible, as a signal is pending in the tests of signals.)
		sleep(4_ms);
	}
	return false;
}

} // namespace
} // namespace selftest
