// SPDX-License-Identifier: MIT
// The whole driver, as one translation unit: what it registers and its entry points are all that the tests see of it.
#include "kmod/rusty/rusty.cpp"

#include "kernel/module/entries.hpp"
