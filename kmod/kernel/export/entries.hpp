// SPDX-License-Identifier: GPL-2.0-only
// What the module exports, once more behind its own file: whatever it has defined by these names must be that.
#pragma once

#include "kernel/export/exports.hpp"

#ifdef KERNEL_EXPORTS
#include KERNEL_EXPORTS
#endif
