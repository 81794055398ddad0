// SPDX-License-Identifier: GPL-2.0-only
// The lock of module parameters.
#include "kernel/core/table.hpp"
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
	shim_kernel_param_lock(&__this_module);
}

ParameterLock::~ParameterLock()
{
	shim_kernel_param_unlock(&__this_module);
}

bool parameter_lock_held()
{
	return is_held(parameter_lock);
}

} // namespace fake

void shim_kernel_param_lock(struct module *module)
{
	if (module != &__this_module)
		fake::violated("the parameters' lock of another module");
	fake::might_sleep("kernel_param_lock");
	fake::lock(parameter_lock);
}

void shim_kernel_param_unlock(struct module *)
{
	fake::unlock(parameter_lock);
}
