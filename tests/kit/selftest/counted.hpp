// SPDX-License-Identifier: GPL-2.0-only
// Objects of a type that counts its objects.
#pragma once

namespace selftest
{
namespace
{

// Counts how many of its kind there are. Moves, but is not copied.
class Counted
{
public:
	explicit Counted(int &alive) : alive_(alive) { ++alive_; }
	Counted(Counted &&other) : alive_(other.alive_) { ++alive_; }
	Counted &operator=(Counted &&) = delete;
	~Counted() { --alive_; }

private:
	int &alive_;
};

} // namespace
} // namespace selftest
