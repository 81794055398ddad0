// SPDX-License-Identifier: GPL-2.0-only
// The fake of BUG and WARN: a BUG is an exception, a WARN that a test does not take fails it.
#pragma once

#include <string>
#include <vector>

namespace fake
{

// Thrown by shim_bug().
struct Bug {
};
// What shim_warn() was given since this was asked the last time.
std::vector<std::string> take_warnings();

} // namespace fake
