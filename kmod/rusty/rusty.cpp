// SPDX-License-Identifier: GPL-2.0-only
// rusty: the driver of /dev/rusty, from insmod to rmmod. Its declarations are rusty.module.h.
#include "rusty/device.hpp"

namespace rusty
{
namespace
{

// Lifetimes: the device is made first and destroyed last. After it is made, its state is set for the parameters, then it is registered
// as /dev/rusty. An open file or a mapping holds the module, so that no operation runs when the driver is destroyed. A parameter may be
// read or written at any time, so it accesses `state` under the parameters' lock.
class Driver : Pinned
{
public:
	// module_init. ENOMEM; EBUSY or EEXIST: somebody else has /dev/rusty or its number.
	[[gnu::cold]] static Result<Box<Driver>> create()
	{
		pr_info("C++ out-of-tree sample (init)");
		auto driver = TRY(make(TRY(Page::make(Gfp::kernel))));
		// Anyone reads, the group writes; udev gives the group.
		const auto registered = driver->device_.register_device(0664);
		if (!registered.ok()) {
			pr_err("/dev/rusty cannot be made: error {}", registered.error().to_kernel());
			return registered.error();
		}
		return driver;
	}

	Driver(Page page, s64 number, Unpinned unpinned)
		: device_("rusty", kernel::move(page), number, unpinned)
	{
	}

	// module_exit.
	[[gnu::cold]] ~Driver()
	{
		if (device_.deregister_device())
			log_exit();
		ParameterLock lock;
		parameters::number.keep();
		parameters::unpinned_number.keep();
		state = nullptr;
	}

private:
	// The driver with what the parameters say; from here on they are the state's.
	[[gnu::cold]] static Result<Box<Driver>> make(Page page)
	{
		ParameterLock lock;
		const Unpinned unpinned{parameters::unpinned_number.without_state()};
		auto driver = TRY(Box<Driver>::make(Gfp::kernel, kernel::move(page),
						    parameters::number.without_state(), unpinned));
		state = &*driver->device_;
		driver->log_init(unpinned);
		return driver;
	}

	// The log of the sample that this driver answers, in its order and words.
	[[gnu::cold]] void log_init(const Unpinned &moved_from) const
	{
		const void *pinned = state->number().address();
		const s64 number = state->snapshot().number;
		pr_info("{} cpp_oft_pinned_data.rusty_number {} @{} is pinned!",
			state->number().is_where_it_was_made() ? "PASS!" : "FAIL!", number, pinned);
		pr_info("cpp_oft_pinned_data.rusty_number @{} is initially: {}", pinned, number);

		const void *moved = state->unpinned_address();
		const s64 unpinned = state->unpinned();
		const void *from = &moved_from.rusty_number;
		pr_info("{} cpp_oft_unpinned_data.rusty_number {} @{} is moved to "
			"unpinned_rusty_number_moved @{}!",
			moved != from ? "PASS!" : "FAIL!", unpinned, from, moved);
		pr_info("cpp_oft_unpinned_data.rusty_number @{} is initially: {}", moved, unpinned);
	}
	[[gnu::cold]] void log_exit() const
	{
		{
			ParameterLock lock;
			pr_info("My numbers are {}", parameters::numbers.items());
		}
		pr_info("My pinned number is {}", state->snapshot().number);
		pr_info("My unpinned number is {}", state->unpinned());
		pr_info("C++ out-of-tree sample (exit)");
	}

	MiscDevice<Device, Lifetime::module> device_;
};

} // namespace
} // namespace rusty
