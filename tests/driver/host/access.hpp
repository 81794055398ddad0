// SPDX-License-Identifier: MIT
// The driver as the kernel calls it: by what it registered, and by its entry points.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/module/shim.h"
#include "kernel/param/shim.h"
#include "kernel/trace/trace.hpp"
#include "tests/kit/host/fake.hpp"
#include "uapi/rusty.h"

namespace driver
{

using fake::get_parameter;
using fake::reading;
using fake::set_parameter;
using fake::Way;
using fake::writing;

constexpr unsigned int writable_events = LAYOUT_EPOLLOUT | LAYOUT_EPOLLWRNORM;
constexpr unsigned int readable_events = LAYOUT_EPOLLIN | LAYOUT_EPOLLRDNORM;

// One open file of /dev/rusty.
class Open : public fake::OpenMisc
{
public:
	explicit Open(unsigned int mode = reading | writing, Way way = Way::buffer);

	template <typename Argument>
	long control(unsigned int command, Argument *argument)
	{
		return ioctl(command, fake::user_address(argument));
	}
	bool readable() { return (poll() & readable_events) != 0; }
};

// Its files in sysfs.
std::string show_attribute(std::string_view name);
long store_attribute(std::string_view name, std::string_view text);

struct State {
	std::int64_t number;
	std::uint64_t generation;
	bool operator==(const State &) const = default;
};
std::ostream &operator<<(std::ostream &out, const State &state);

// Through a file of its own.
State state();

// Sets the parameters to their defaults; at unload the driver stores its last numbers in them.
void set_defaults();

} // namespace driver
