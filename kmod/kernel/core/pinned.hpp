// SPDX-License-Identifier: GPL-2.0-only
// Pinned: what must stay where it was made.
#pragma once

namespace kernel
{
namespace
{

/// Base of what must stay where it was made, because the kernel or another object keeps its address: no copy, no move.
class Pinned
{
public:
	Pinned() = default;
	Pinned(const Pinned &) = delete;
	Pinned &operator=(const Pinned &) = delete;
};

} // namespace
} // namespace kernel
