// SPDX-License-Identifier: GPL-2.0-only
// The parameters of the module and the sysfs files of the device: two doors to one state. Before module_init
// and after module_exit there is no device: a parameter then keeps the value with which the device will
// start, or ended.
#pragma once

#include "kernel/parameter.hpp"
#include "rusty/device.hpp"
#include "rusty/files.hpp"

namespace rusty
{
namespace
{

// A number that the device keeps, through get_now and set_now, while there is one.
template <s64 (*get_now)(), void (*set_now)(s64)>
class StateParameter
{
public:
	constexpr explicit StateParameter(s64 initial) : without_device_(initial) {}

	Result<void> set(Text text)
	{
		const s64 number = TRY(parse_number(text));
		if (device != nullptr)
			set_now(number);
		else
			without_device_ = number;
		return {};
	}
	void get(TextWriter &writer) const { writer.append(device != nullptr ? get_now() : without_device_); }

	// These two under the parameter lock.
	s64 without_device() const { return without_device_; }
	void keep() { without_device_ = get_now(); }

private:
	s64 without_device_;
};

inline s64 number_now()
{
	return device->snapshot().number;
}
inline void set_number(s64 number)
{
	device->set(number);
}
inline s64 unpinned_now()
{
	return device->unpinned();
}
inline void set_unpinned(s64 number)
{
	device->set_unpinned(number);
}

struct Generation {
	void get(TextWriter &writer) const { writer.append(device->snapshot().generation); }
};

} // namespace
} // namespace rusty

namespace parameters
{
namespace
{
constinit rusty::StateParameter<rusty::number_now, rusty::set_number> number{2023};
constinit rusty::StateParameter<rusty::unpinned_now, rusty::set_unpinned> unpinned_number{3202};
constinit kernel::ArrayParameter<s32, 16> numbers{{72, 108, 200}};
} // namespace
} // namespace parameters

namespace attributes
{
namespace
{
using parameters::number;
using parameters::numbers;
using parameters::unpinned_number;
constinit rusty::Generation generation;
} // namespace
} // namespace attributes
