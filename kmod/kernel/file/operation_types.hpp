// SPDX-License-Identifier: GPL-2.0-only
// The types of the members of struct file_operations: FileOperation_read and so on.
#pragma once

#include "kernel/core/table.hpp"
#include "kernel/file/operations.h"
#include "kernel/file/shim.h"

namespace kernel
{
namespace
{

#define KERNEL_OPERATION_TYPE(name, result, ...) using FileOperation_##name = result (*)(__VA_ARGS__);
KERNEL_FILE_OPERATIONS(KERNEL_OPERATION_TYPE)
#undef KERNEL_OPERATION_TYPE

} // namespace
} // namespace kernel
