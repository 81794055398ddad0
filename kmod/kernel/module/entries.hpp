// SPDX-License-Identifier: GPL-2.0-only
// The entry points of a module, made of its declarations. The compile rule's module.cpp includes this behind the module's one C++
// file, when the classes and objects are known that the declarations name.
#pragma once

#include "kernel/memory/box.hpp"
#include "kernel/module/module.hpp"
#include "kernel/module/shim.h"

namespace kernel
{
namespace
{
template <typename Class>
constexpr bool can_be_made = requires
{
	Class::create().ok();
};
} // namespace
} // namespace kernel

// The module itself: made by insmod, destroyed by rmmod. (All five arguments, so that one which is missing is missed here.)
#define KERNEL_MODULE(class, license, author, description, version)                                          \
	using KernelModuleClass = class;                                                                     \
	static_assert(kernel::can_be_made<KernelModuleClass>,                                                \
		      "the module's class, " #class ", has no public create(): write static "                \
						    "Result<Box<" #class ">> create()");
#include "kernel/module/declarations.h"

namespace kernel
{
namespace
{
constinit KernelModuleClass *module_object = nullptr;
}
} // namespace kernel

extern "C" [[gnu::cold]] int entry_init()
{
	auto made = KernelModuleClass::create();
	if (!made.ok())
		return static_cast<int>(made.error().to_kernel());
	kernel::module_object = made.value().release();
	return 0;
}

extern "C" [[gnu::cold]] void entry_exit()
{
	// (The kernel calls this only where entry_init succeeded.)
	if (kernel::module_object == nullptr)
		__builtin_unreachable();
	kernel::Box<KernelModuleClass>::take(kernel::module_object);
}

// Those of the facilities that the module includes.
#define KERNEL_FACILITY_ENTRIES
#include "facilities.h"
#undef KERNEL_FACILITY_ENTRIES
