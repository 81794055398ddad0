// SPDX-License-Identifier: GPL-2.0-only
// A device for the tests of misc devices: it counts who is alive, and takes back what it has lent.
#pragma once

#include "kernel/misc/misc_device.hpp"
#include "kernel/mm/mmap.hpp"
#include "tests/kit/host/fresh.hpp"

namespace
{

struct Lives {
	static inline int devices = 0;
	static inline int states = 0;
	static inline std::string destroyed;
};

template <typename Base>
struct LampOf : Base {
	using Operations = kernel::FileOperations<kernel::operation::read, kernel::operation::write,
						  kernel::operation::poll, kernel::operation::ioctl,
						  kernel::operation::mmap, kernel::operation::fault>;
	struct Open {
		Open() { ++Lives::states; }
		~Open() { --Lives::states; }
		Open(const Open &) = delete;
		long calls = 0;
	};

	explicit LampOf(char name, int level = 1)
		: page(kernel::Page::make(kernel::Gfp::kernel).value()), name(name), level(level)
	{
		++Lives::devices;
	}
	~LampOf()
	{
		--Lives::devices;
		Lives::destroyed += name;
	}

	kernel::Result<size_t> read(kernel::UserWriter to)
	{
		TRY(to.write(kernel::Text(&name, 1)));
		return size_t{1};
	}
	kernel::Result<size_t> write(kernel::UserReader from)
	{
		level = static_cast<int>(from.size());
		return from.size();
	}
	kernel::PollEvents poll() { return kernel::PollEvents::readable(); }
	kernel::Result<long> ioctl(Open &open) { return ++open.calls + 100 * level; }
	kernel::Result<void> mmap(kernel::VmArea area)
	{
		area.set_vm_ops();
		return {};
	}
	kernel::FaultResult fault(kernel::PageFault fault, Open &open)
	{
		++open.calls;
		return fault.map(page);
	}

	kernel::Page page;
	char name;
	int level;
};

struct NoBase {
};
using Lamp = LampOf<kernel::Removable>;
using FixedLamp = LampOf<NoBase>;

struct Misc : Fresh {
	Misc()
	{
		Lives::devices = Lives::states = 0;
		Lives::destroyed.clear();
	}
	~Misc()
	{
		CHECK(Lives::devices == 0);
		CHECK(Lives::states == 0);
	}
};

} // namespace
