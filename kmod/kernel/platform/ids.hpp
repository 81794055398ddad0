// SPDX-License-Identifier: GPL-2.0-only
// PlatformIds: which platform devices a driver drives, tables that NAME.module.h declares: ACPI_IDS(lid, {"RSTY0001"}) is acpi_ids::lid.
#pragma once

#include "kernel/core/types.hpp"
#include "kernel/platform/shim.h"

namespace kernel
{
namespace
{

/// Tables of devices, and the driver's name. A driver for devices of several kinds has them all, the name is the first one's:
///
///     constexpr PlatformIds ids = acpi_ids::lid | platform_ids::lid;
class PlatformIds
{
public:
	/// For the layer. (Which tables there are is said besides: that an address is none is no constant to every compiler.)
	enum Kinds : unsigned char { none = 0, platform = 1, acpi = 2, of = 4 };
	constexpr PlatformIds(const shim_platform_ids &tables, Kinds kinds) : tables_(tables), kinds_(kinds)
	{
	}
	constexpr const shim_platform_ids &tables() const { return tables_; }

	constexpr PlatformIds operator|(const PlatformIds &other) const
	{
		const auto &others = other.tables_;
		return {{tables_.name, (kinds_ & platform) != 0 ? tables_.platform : others.platform,
			 (kinds_ & acpi) != 0 ? tables_.acpi : others.acpi,
			 (kinds_ & of) != 0 ? tables_.of : others.of},
			static_cast<Kinds>(kinds_ | other.kinds_)};
	}

private:
	shim_platform_ids tables_;
	Kinds kinds_;
};

} // namespace

// (They are there without a table, too: the compiler then says that they have no such member.)
namespace platform_ids
{
}
namespace acpi_ids
{
}
namespace of_ids
{
}
} // namespace kernel

// (To C an array, of what C++ does not know.)
#define KERNEL_PLATFORM_TABLE(type, name, ...)                                                               \
	extern "C" const type##_device_id type##_ids_##name;                                                 \
	namespace kernel                                                                                     \
	{                                                                                                    \
	namespace type##_ids                                                                                 \
	{                                                                                                    \
		namespace                                                                                    \
		{                                                                                            \
		constexpr PlatformIds name{__VA_ARGS__};                                                     \
		}                                                                                            \
	}                                                                                                    \
	}
#define PLATFORM_IDS(name, ...)                                                                              \
	KERNEL_PLATFORM_TABLE(platform, name, {#name, &platform_ids_##name, nullptr, nullptr},               \
			      PlatformIds::platform)
#define ACPI_IDS(name, ...)                                                                                  \
	KERNEL_PLATFORM_TABLE(acpi, name, {#name, nullptr, &acpi_ids_##name, nullptr}, PlatformIds::acpi)
#define OF_IDS(name, ...)                                                                                    \
	KERNEL_PLATFORM_TABLE(of, name, {#name, nullptr, nullptr, &of_ids_##name}, PlatformIds::of)
#include "kernel/module/declarations.h"
#undef KERNEL_PLATFORM_TABLE
