// SPDX-License-Identifier: GPL-2.0-only
// Runs a function in another thread.
#pragma once

#include "kernel/thread/thread.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

template <typename Work>
class Errand : Pinned
{
public:
	explicit Errand(Work &work) : work_(work) {}

	// ENOMEM; ETIMEDOUT: it took too long. In this case, too, the work has ended.
	Result<void> run()
	{
		TRY(thread_.start("selftest_errand"));
		if (!eventually([&] { return done_.is_set(); }))
			return errors::timed_out;
		return {};
	}

private:
	static void run_in_thread(Errand &self)
	{
		self.work_();
		self.done_.set();
	}

	Work &work_;
	Flag done_;
	Thread<Errand> thread_{run_in_thread, *this};
};

// Does `work` in a thread of its own and waits for its end.
template <typename Work>
Result<void> elsewhere(Work work)
{
	return Errand<Work>(work).run();
}

} // namespace
} // namespace selftest
