// SPDX-License-Identifier: GPL-2.0-only
// The lock of module parameters.
#include "kernel/param/shim.h"

#include "tests/kit/host/fake.hpp"

namespace
{
fake::Lock parameter_lock{PTHREAD_MUTEX_INITIALIZER, "the parameter lock", nullptr, nullptr};
}

namespace fake
{

ParameterLock::ParameterLock()
{
	shim_kernel_param_lock();
}

ParameterLock::~ParameterLock()
{
	shim_kernel_param_unlock();
}

bool parameter_lock_held()
{
	return is_held(parameter_lock);
}

} // namespace fake

void shim_kernel_param_lock(void)
{
	fake::might_sleep("kernel_param_lock");
	fake::lock(parameter_lock);
}

void shim_kernel_param_unlock(void)
{
	fake::unlock(parameter_lock);
}
