// SPDX-License-Identifier: MIT
// Makes the kernel fail one call of one task at the first, second, third ... place where it allocates memory or accesses
// user memory, until the call completes without a fault.
#ifndef RUSTY_FAILNTH_WALK_HPP
#define RUSTY_FAILNTH_WALK_HPP

#include <functional>
#include <string>
#include <vector>

// What a call returned: 0, or its errno.
using Errno = int;

// One kind of call: the call that gets the fault, and what must be true after it.
struct Operation {
	std::string name;
	std::function<Errno()> act;
	// Called after each: returns an empty text, or what is wrong. `error` is what act returned.
	std::function<std::string(Errno error)> check;
	// The errors that the contract names besides ENOMEM.
	std::vector<Errno> allowed;
};

// Repeats one operation with each of its faults and prints a line about it; false if something was wrong.
bool walk(const Operation &operation);

// The number of faults in all operations so far.
unsigned points();

// Sets up what may fail: slab, pages, copies from and to user memory. False: this kernel cannot.
bool set_up_faults();

#endif
