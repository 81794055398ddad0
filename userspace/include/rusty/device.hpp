// SPDX-License-Identifier: MIT
// The device, open: read the number, change it in one step, wait for it.
#ifndef RUSTY_DEVICE_HPP
#define RUSTY_DEVICE_HPP

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include <rusty/deadline.hpp>
#include <rusty/detail/node.hpp>
#include <rusty/snapshot.hpp>
#include <rusty/watcher.hpp>

namespace rusty
{

// What an open file may do. Reading is open to anyone who may read the node; changes need the right to write,
// those that return a number (add, exchange, compare_exchange) the right to read as well.
enum class Access { read, write, read_write };

enum class Overflow {
	wrap,	// two's complement, as the kernel's own counters
	refuse, // throw std::errc::value_too_large; the number then is unchanged
};

struct CompareExchange {
	bool exchanged;	       // whether the number was the expected one, and so was replaced
	std::int64_t previous; // the number before the call
};

// Threads: all members may be called on one Device from several threads at once; each call is one atomic step of
// the device. (Waiting opens the node anew, for reading, so that waits do not disturb each other: the path must
// still lead there, and the right to read it be there still.)
// A moved-from Device, as each moved-from object of this library, may only be assigned to or destroyed.
// Errors: std::system_error with the errno of the call, or rusty::Error. A call that throws has changed nothing.
class Device
{
public:
	// Opens a node by its path. Throws Error::foreign_node for anything but rusty's device, Error::abi_mismatch for a
	// driver with another contract, else the errno of open(2): ENOENT if the module is not loaded, EACCES, ...
	explicit Device(const std::filesystem::path &node, Access access = Access::read_write)
		: node_(std::filesystem::absolute(node)), file_(detail::open_node(node_, flags(access)))
	{
	}

	std::int64_t get() const { return detail::call(file_, RUSTY_IOC_GET, __s64{}, cannot("read")); }

	void set(std::int64_t number) { detail::call(file_, RUSTY_IOC_SET, __s64{number}, cannot("set")); }

	// The sum.
	std::int64_t add(std::int64_t operand, Overflow overflow = Overflow::wrap)
	{
		rusty_add request{};
		request.operand = operand;
		request.flags = overflow == Overflow::refuse ? RUSTY_ADD_CHECKED : 0;
		return detail::call(file_, RUSTY_IOC_ADD, request, cannot("add to")).result;
	}

	// The number that was there before.
	std::int64_t exchange(std::int64_t desired)
	{
		return detail::call(file_, RUSTY_IOC_EXCHANGE, rusty_exchange{desired, 0}, cannot("swap"))
			.previous;
	}

	// Stores desired if the number is expected.
	CompareExchange compare_exchange(std::int64_t expected, std::int64_t desired)
	{
		rusty_compare_exchange request{};
		request.expected = expected;
		request.desired = desired;
		const auto done =
			detail::call(file_, RUSTY_IOC_COMPARE_EXCHANGE, request, cannot("compare and swap"));
		return {done.exchanged != 0, done.previous};
	}

	Snapshot snapshot() const { return detail::snapshot(file_, cannot("read")); }

	// Sleeps until the generation is another than `since` (at once if it is already), so that a store between two
	// looks cannot be missed. Nothing: the deadline passed or a stop was requested.
	std::optional<Snapshot> wait_changed(std::uint64_t since, Deadline deadline = never,
					     const std::stop_token &stop = {}) const
	{
		const auto change = Watcher(node_, since).next(deadline, stop);
		return change ? std::optional(Snapshot{change->number, change->generation}) : std::nullopt;
	}

	// Sleeps until the predicate holds for a snapshot. Stores in quick succession are not each shown to it: use what
	// stays true (at least 10), not what may be passed over (exactly 10) when others keep changing the number.
	template <std::predicate<const Snapshot &> Predicate>
	std::optional<Snapshot> wait_until(Predicate predicate, Deadline deadline = never,
					   const std::stop_token &stop = {}) const
	{
		for (Watcher watcher(node_, Watcher::none_seen);;) {
			const auto change = watcher.next(deadline, stop);
			if (!change)
				return std::nullopt;
			const Snapshot now{change->number, change->generation};
			if (predicate(now))
				return now;
			if (passed(deadline))
				return std::nullopt;
		}
	}

	// The absolute path it was opened by.
	const std::filesystem::path &node() const noexcept { return node_; }

private:
	static int flags(Access access)
	{
		return access == Access::read ? O_RDONLY : access == Access::write ? O_WRONLY : O_RDWR;
	}
	std::string cannot(const char *verb) const { return "cannot " + (verb + (" " + node_.string())); }

	std::filesystem::path node_;
	detail::Descriptor file_;
};

// Which contract the driver behind a node keeps, be it ours (RUSTY_ABI_VERSION) or not.
inline std::uint32_t driver_abi(const std::filesystem::path &node)
{
	const std::string tried = "cannot open " + node.string();
	return detail::abi_of(detail::open_any_abi(node, O_RDONLY, tried), tried);
}

} // namespace rusty

#endif
