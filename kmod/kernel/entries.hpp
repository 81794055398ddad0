// SPDX-License-Identifier: GPL-2.0-only
// The entry points of a module, made from its declarations. Included once, at the end of the module's one C++
// file, when the classes and objects are known that the declarations name: here typed results become errnos,
// and nowhere else.
#pragma once

#include "kernel/file.hpp"
#include "kernel/log.hpp"
#include "kernel/memory.hpp"
#include "kernel/parameter.hpp"
#include "kernel/user.hpp"

namespace kernel
{
namespace
{

// What an entry point returns for a Result: the value, or the negative errno.
constexpr long returned(Result<void> result)
{
	return result.error().to_kernel();
}

template <typename T>
constexpr ssize_t returned(Result<T> result)
{
	return result.ok() ? static_cast<ssize_t>(result.value()) : result.error().to_kernel();
}

// Parameters and sysfs files: `get` fills one page, `set` takes one text. (Cold, as are all entries that nobody waits for: they
// are made small instead of fast.)
template <typename Kept>
ssize_t show(const Kept &kept, char *page)
{
	// (Room for the newline, which is never cut off.)
	TextWriter writer(Span<char>(page, LAYOUT_PAGE_SIZE - 2));
	kept.get(writer);
	const size_t size = writer.text().size();
	page[size] = '\n';
	return static_cast<ssize_t>(size + 1);
}

} // namespace
} // namespace kernel

// The module itself: made by insmod, destroyed by rmmod.
#define KERNEL_MODULE(class, ...) using KernelModuleClass = class;
#include "kernel/declarations.h"

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
	kernel::Box<KernelModuleClass>::take(kernel::module_object);
}

// (A NULL text is `modprobe module parameter`, without a value.)
#define PARAMETER(name, ...)                                                                                 \
	extern "C"                                                                                           \
		[[gnu::cold]] int entry_parameter_set_##name(const char *text, const struct kernel_param *)  \
	{                                                                                                    \
		if (text == nullptr)                                                                         \
			return static_cast<int>(kernel::errors::invalid.to_kernel());                        \
		return static_cast<int>(                                                                     \
			kernel::returned(parameters::name.set(kernel::Text::terminated(text))));             \
	}                                                                                                    \
	extern "C" [[gnu::cold]] int entry_parameter_get_##name(char *page, const struct kernel_param *)     \
	{                                                                                                    \
		return static_cast<int>(kernel::show(parameters::name, page));                               \
	}
#define DEVICE_ATTRIBUTE_RO(name)                                                                            \
	extern "C" [[gnu::cold]] ssize_t entry_attribute_show_##name(struct device *,                        \
								     struct device_attribute *, char *page)  \
	{                                                                                                    \
		return kernel::show(attributes::name, page);                                                 \
	}
#define DEVICE_ATTRIBUTE_RW(name)                                                                            \
	DEVICE_ATTRIBUTE_RO(name)                                                                            \
	extern "C" [[gnu::cold]] ssize_t entry_attribute_store_##name(                                       \
		struct device *, struct device_attribute *, const char *text, size_t size)                   \
	{                                                                                                    \
		const auto stored = attributes::name.set(kernel::Text(text, size));                          \
		return stored.ok() ? static_cast<ssize_t>(size) : stored.error().to_kernel();                \
	}
#include "kernel/declarations.h"

// File operations, each of the class that FILES names.
#define FILES(class) using KernelFilesClass = class;
#include "kernel/declarations.h"

#define FILE_OPERATION(operation) KERNEL_ENTRY_##operation
#define VM_OPERATION(operation) KERNEL_ENTRY_##operation

#define KERNEL_ENTRY_open                                                                                    \
	extern "C" int entry_open(inode *, file *file)                                                       \
	{                                                                                                    \
		return static_cast<int>(kernel::returned(KernelFilesClass::open(kernel::File(file))));       \
	}
#define KERNEL_ENTRY_release                                                                                 \
	extern "C" int entry_release(inode *, file *file)                                                    \
	{                                                                                                    \
		KernelFilesClass::release(kernel::File(file));                                               \
		return 0;                                                                                    \
	}
#define KERNEL_ENTRY_read                                                                                    \
	extern "C" ssize_t entry_read(file *file, char *to, size_t size, loff_t *position)                   \
	{                                                                                                    \
		return kernel::returned(KernelFilesClass::read(                                              \
			kernel::File(file), kernel::UserWriter(to, size), kernel::Position(*position)));     \
	}
#define KERNEL_ENTRY_write                                                                                   \
	extern "C" ssize_t entry_write(file *file, const char *from, size_t size, loff_t *position)          \
	{                                                                                                    \
		return kernel::returned(KernelFilesClass::write(                                             \
			kernel::File(file), kernel::UserReader(from, size), kernel::Position(*position)));   \
	}
#define KERNEL_ENTRY_read_iter                                                                               \
	extern "C" ssize_t entry_read_iter(kiocb *call, iov_iter *to)                                        \
	{                                                                                                    \
		return kernel::returned(KernelFilesClass::read(                                              \
			kernel::file_of(call), kernel::UserWriter(*to), kernel::position_of(call)));         \
	}
#define KERNEL_ENTRY_write_iter                                                                              \
	extern "C" ssize_t entry_write_iter(kiocb *call, iov_iter *from)                                     \
	{                                                                                                    \
		return kernel::returned(KernelFilesClass::write(                                             \
			kernel::file_of(call), kernel::UserReader(*from), kernel::position_of(call)));       \
	}
#define KERNEL_ENTRY_poll                                                                                    \
	extern "C" __poll_t entry_poll(file *file, poll_table_struct *table)                                 \
	{                                                                                                    \
		return KernelFilesClass::poll(kernel::File(file), table);                                    \
	}
#define KERNEL_ENTRY_unlocked_ioctl                                                                          \
	extern "C" long entry_unlocked_ioctl(file *file, unsigned int command, unsigned long argument)       \
	{                                                                                                    \
		return kernel::returned(KernelFilesClass::ioctl(kernel::File(file), command, argument));     \
	}
#define KERNEL_ENTRY_mmap                                                                                    \
	extern "C" int entry_mmap(file *file, vm_area_struct *area)                                          \
	{                                                                                                    \
		return static_cast<int>(                                                                     \
			kernel::returned(KernelFilesClass::mmap(kernel::File(file), kernel::VmArea(area)))); \
	}
#define KERNEL_ENTRY_fault                                                                                   \
	extern "C" vm_fault_t entry_fault(vm_fault *fault)                                                   \
	{                                                                                                    \
		return KernelFilesClass::fault(kernel::PageFault(fault));                                    \
	}
#include "kernel/declarations.h"
