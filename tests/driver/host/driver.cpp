// SPDX-License-Identifier: MIT
// The whole driver, as one translation unit: the tests see only what it registers, and its entry points.
#include "kmod/rusty/rusty.cpp"

#include "kernel/module/entries.hpp"
