// SPDX-License-Identifier: MIT
// The number and its generation, of one moment.
#ifndef RUSTY_SNAPSHOT_HPP
#define RUSTY_SNAPSHOT_HPP

#include <cstdint>

#include <rusty/detail/node.hpp>

namespace rusty
{

struct Snapshot {
	std::int64_t number;
	std::uint64_t
		generation; // grows by one at each successful store, of an equal value too; 0 after loading

	friend bool operator==(const Snapshot &, const Snapshot &) = default;
};

namespace detail
{

inline Snapshot snapshot(const Descriptor &file, const std::string &tried)
{
	const auto seen = call(file, RUSTY_IOC_SNAPSHOT, rusty_snapshot{}, tried);
	return {seen.number, seen.generation};
}

} // namespace detail
} // namespace rusty

#endif
