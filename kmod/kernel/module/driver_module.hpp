// SPDX-License-Identifier: GPL-2.0-only
// DriverModule: the class of a module that is one driver of a bus, and nothing else.
#pragma once

#include "kernel/memory/box.hpp"

namespace kernel
{
namespace
{

/// insmod registers the driver for the devices of its table, and rmmod deregisters it:
///
///     using Module = DriverModule<I2cDriver<Chip>, i2c_ids::chip>;            // KERNEL_MODULE(chip::Module, ...)
///
/// What the driver is given besides its table, as the Context of a PciDriver, the module has as well; it is made before the driver, without
/// arguments, and goes after it:
///
///     using Module = DriverModule<PciDriver<Card, Ida>, pci_ids::card, Ida>;
template <typename Driver, const auto &ids, typename... Contexts>
class DriverModule : Contexts...
{
public:
	static Result<Box<DriverModule>> create()
	{
		auto module = TRY(Box<DriverModule>::make(Gfp::kernel));
		TRY(module->driver_.register_driver());
		return module;
	}

private:
	Driver driver_{ids, static_cast<Contexts &>(*this)...};
};

} // namespace
} // namespace kernel
