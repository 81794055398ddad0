// SPDX-License-Identifier: GPL-2.0-only
// The module itself.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/table.hpp"

namespace kernel
{
namespace
{

/// Whether the module is neither being loaded nor being unloaded. Any context.
inline bool module_is_live()
{
	return field<unsigned int>(&__this_module, LAYOUT_MODULE_STATE) == LAYOUT_MODULE_STATE_LIVE;
}

} // namespace
} // namespace kernel
