// SPDX-License-Identifier: GPL-2.0-only
// The fake of %p: pointers are counted in the order of their first appearance.
#pragma once

#include <string>

namespace fake
{

// How this pointer is shown.
std::string shown(const void *pointer);

} // namespace fake
