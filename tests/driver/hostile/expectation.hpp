// SPDX-License-Identifier: MIT
// What a call may return, and the exception for a call that returned something else.
#ifndef RUSTY_HOSTILE_EXPECTATION_HPP
#define RUSTY_HOSTILE_EXPECTATION_HPP

#include <cstring>
#include <initializer_list>
#include <string>
#include <vector>

namespace hostile
{

// Thrown if the contract was broken; the report adds by which call.
struct Violation {
	std::string expected, came;
};

inline std::string named(long long outcome)
{
	const char *name = outcome < 0 ? strerrorname_np(static_cast<int>(-outcome)) : nullptr;
	return name ? std::string("-") + name : std::to_string(outcome);
}

// The errors of which a call has to return one. The contract does not say which comes first if several apply.
class Errors
{
public:
	void add_if(bool applies, int error)
	{
		if (applies && count_ < sizeof(errors_) / sizeof(errors_[0]))
			errors_[count_++] = error;
	}
	bool none() const { return count_ == 0; }
	// Whether the call has failed, as it must if there is an error here, and must not if there is none.
	bool check(long long outcome) const
	{
		for (unsigned i = 0; i < count_; ++i)
			if (outcome == -errors_[i])
				return true;
		if (count_ == 0 && outcome >= 0)
			return false;
		throw Violation{words(), named(outcome)};
	}

private:
	std::string words() const
	{
		std::string all;
		for (unsigned i = 0; i < count_; ++i)
			all += (i ? " or " : "") + named(-errors_[i]);
		return all.empty() ? "success" : all;
	}
	int errors_[6] = {};
	unsigned count_ = 0;
};

template <typename T>
void expect_equal(const char *what, const T &expected, const T &came)
{
	if (!(expected == came))
		throw Violation{std::string(what) + " " + std::to_string(expected), std::to_string(came)};
}

inline void expect(bool holds, const char *expected, const std::string &came)
{
	if (!holds)
		throw Violation{expected, came};
}

} // namespace hostile

#endif
