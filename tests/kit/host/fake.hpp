// SPDX-License-Identifier: MIT
// What the parts of the fake kernel share. Each facility's fake.h has its structures, its constants and its controls;
// kernel/layouts.h, which host.mk generates, includes them all. Controls are process-wide, and set before threads start.
#pragma once

#include <string>
#include <vector>

namespace fake
{

// A part of the fake kernel: one static object in each fake.cpp.
class Part
{
public:
	using Reset = void (*)();
	using Left = std::string (*)();
	// reset() sets it back to its initial state; left() names what a test has left behind, and is empty if all is well.
	explicit Part(Reset reset, Left left = nullptr);
	Part(const Part &) = delete;
	Part &operator=(const Part &) = delete;

private:
	friend void reset();
	friend std::vector<std::string> left_behind();
	Reset reset_;
	Left left_;
	Part *next_;
};

// Sets every part back to its initial state.
void reset();
// What the test has left behind in all parts: what is still allocated, held or registered, and which rules it broke.
std::vector<std::string> left_behind();

// A rule of the kernel is broken: sleeping under a spinlock, unlocking what somebody else holds... A test that ends with one has
// failed.
void violated(const std::string &rule);
std::vector<std::string> violations();
// The same for a test of the fakes, which expects these violations: they are cleared.
std::vector<std::string> take_violations();

// "errno 14"
std::string errno_text(long error);

// What fill(page) writes to a page of `size` bytes, or "errno 14"; what lies behind the text must be untouched, else "overwritten".
template <typename Fill>
std::string page_text(std::size_t size, Fill fill)
{
	std::string page(size + 64, '#');
	const long written = fill(page.data());
	if (written < 0)
		return errno_text(-written);
	if (page.find_first_not_of('#', static_cast<std::size_t>(written)) != page.npos)
		return "overwritten";
	return page.substr(0, static_cast<std::size_t>(written));
}

} // namespace fake
