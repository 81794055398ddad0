// SPDX-License-Identifier: MIT
// Injects faults into every call on /dev/rusty, its sysfs files and its parameters.
#ifndef RUSTY_FAILNTH_CALLS_HPP
#define RUSTY_FAILNTH_CALLS_HPP

#include <vector>

#include "walk.hpp"

// Adds one result for each kind of call. False: there is no device.
bool walk_calls(std::vector<bool> &results);

#endif
