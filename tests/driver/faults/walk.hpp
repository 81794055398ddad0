// SPDX-License-Identifier: MIT
// Has the kernel fail one call of one task at its first, second, third ... place where memory is asked for or user
// memory is touched, until the call runs through untouched.
#ifndef RUSTY_FAILNTH_WALK_HPP
#define RUSTY_FAILNTH_WALK_HPP

#include <functional>
#include <string>
#include <vector>

// What a call returned: 0, or its errno.
using Errno = int;

// One kind of call: what is done with a fault to come, and what must be true of it.
struct Operation {
	std::string name;
	std::function<Errno()> act;
	// After each: an empty text, or what is wrong. `error` is what act returned.
	std::function<std::string(Errno error)> check;
	// The errors that the contract names besides ENOMEM.
	std::vector<Errno> allowed;
};

// Walks one operation and prints a line of it; false if something was wrong.
bool walk(const Operation &operation);

// The faults of all operations so far.
unsigned points();

// Sets up what may fail: slab, pages, copies from and to user memory. False: this kernel cannot.
bool set_up_faults();

#endif
