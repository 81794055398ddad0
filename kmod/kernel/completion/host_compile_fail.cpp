// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/completion/completion.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

[[maybe_unused]] void completions()
{
	Completion completion;
	completion.wait();
	(void)completion.wait(Timeout::milliseconds(5));
	completion.wait(Timeout::milliseconds(5)); // FAULT: an error would be ignored
	completion.wait_interruptible(Timeout::never()); // FAULT: an error would be ignored
	(void)completion.wait(5); // FAULT: no matching|cannot convert|could not convert|no viable conversion
	completion.try_wait(); // FAULT: ignoring
	Completion copy = completion; // FAULT: (deleted|ill-formed|implicitly)
}

} // namespace
