// SPDX-License-Identifier: GPL-2.0-only
// rusty: the driver of /dev/rusty, from insmod to rmmod. Its declarations are rusty.module.h.
#include "kernel/log.hpp"
#include "kernel/miscdevice.hpp"
#include "rusty/files.hpp"
#include "rusty/state.hpp"

namespace rusty
{
namespace
{

// Lifetimes: the device is made first and goes last. In between it is published, as `device` to the
// operations and parameters, then as /dev/rusty. An open file or a mapping holds the module, so that nobody
// is in an operation when the driver is destroyed; parameters may be, at any time, and look at `device` under
// their lock.
class Driver : Pinned
{
public:
	// module_init. ENOMEM; EBUSY or EEXIST: somebody else has /dev/rusty or its number.
	[[gnu::cold]] static Result<Box<Driver>> create()
	{
		pr_info("C++ out-of-tree sample (init)");
		Page page = TRY(Page::make(Gfp::kernel));
		Unpinned unpinned{0};
		auto driver = TRY(make(kernel::move(page), unpinned));
		driver->tell_of_beginning(unpinned);

		Cursor::fresh_word = driver->misc_.first_word();
		// Anyone reads, the group writes; udev gives the group.
		const auto published = driver->misc_.publish("rusty", 0664);
		if (!published.ok()) {
			pr_err("/dev/rusty cannot be made: error {}", published.error().to_kernel());
			return published.error();
		}
		return driver;
	}

	Driver(Page page, s64 number, Unpinned unpinned) : device_(kernel::move(page), number, unpinned) {}

	// module_exit.
	[[gnu::cold]] ~Driver()
	{
		if (misc_.withdraw())
			tell_of_end();
		ParameterLock lock;
		parameters::number.keep();
		parameters::unpinned_number.keep();
		device = nullptr;
	}

private:
	// The driver with what the parameters say; from here on they are the device's. `unpinned` is what
	// gets moved.
	[[gnu::cold]] static Result<Box<Driver>> make(Page page, Unpinned &unpinned)
	{
		ParameterLock lock;
		unpinned.rusty_number = parameters::unpinned_number.without_device();
		auto driver = TRY(Box<Driver>::make(Gfp::kernel, kernel::move(page),
						    parameters::number.without_device(), unpinned));
		device = &driver->device_;
		return driver;
	}

	// The log of the sample that this driver answers, in its order and words.
	[[gnu::cold]] void tell_of_beginning(const Unpinned &moved_from)
	{
		const void *pinned = device_.number().address();
		const s64 number = device_.snapshot().number;
		pr_info("{} cpp_oft_pinned_data.rusty_number {} @{} is pinned!",
			device_.number().is_where_it_was_made() ? "PASS!" : "FAIL!", number, pinned);
		pr_info("cpp_oft_pinned_data.rusty_number @{} is initially: {}", pinned, number);

		const void *moved = device_.unpinned_address();
		const s64 unpinned = device_.unpinned();
		const void *from = &moved_from.rusty_number;
		pr_info("{} cpp_oft_unpinned_data.rusty_number {} @{} is moved to "
			"unpinned_rusty_number_moved @{}!",
			moved != from ? "PASS!" : "FAIL!", unpinned, from, moved);
		pr_info("cpp_oft_unpinned_data.rusty_number @{} is initially: {}", moved, unpinned);
	}
	[[gnu::cold]] void tell_of_end()
	{
		{
			ParameterLock lock;
			pr_info("My numbers are {}", parameters::numbers.items());
		}
		pr_info("My pinned number is {}", device_.snapshot().number);
		pr_info("My unpinned number is {}", device_.unpinned());
		pr_info("C++ out-of-tree sample (exit)");
	}

	Device device_;
	MiscDevice misc_;
};

} // namespace
} // namespace rusty

#include "kernel/entries.hpp"
