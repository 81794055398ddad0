// SPDX-License-Identifier: MIT
// Sees the node come and go (needs -ludev).
#ifndef RUSTY_MONITOR_HPP
#define RUSTY_MONITOR_HPP

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string_view>

#include <rusty/deadline.hpp>
#include <rusty/detail/udev.hpp>
#include <rusty/detail/wait_ready.hpp>
#include <rusty/error.hpp>

namespace rusty
{

struct NodeEvent {
	enum class Kind { appeared, gone };
	Kind kind;
	std::filesystem::path node;
};

// Events from its construction on; so make it first, then look whether the node is there. (Should so many events come
// between two calls that the kernel drops some, those are not reported: look again now and then if that matters.)
// Where udev runs, "appeared" comes after its rules: mode, group and ACL then are in place. Elsewhere the kernel's
// own events are reported; a container whose network is not the host's gets none.
//
// Threads: one at a time.
class Monitor
{
public:
	Monitor() : context_(udev_new()), monitor_(listen(context_.get())) {}

	// The next event; nothing once the deadline passed or a stop was requested.
	std::optional<NodeEvent> next(Deadline deadline = never, const std::stop_token &stop = {})
	{
		for (;;) {
			while (const detail::UdevDevice device{udev_monitor_receive_device(monitor_.get())})
				if (auto event = event_of(device.get()))
					return event;
			if (!detail::wait_ready(fd(), POLLIN, deadline, stop))
				return std::nullopt;
		}
	}

	// For an event loop: readable when next() may have something to say (pass it a deadline that is past).
	int fd() const noexcept { return udev_monitor_get_fd(monitor_.get()); }

private:
	static udev_monitor *listen(udev *context)
	{
		if (!context)
			detail::fail_with_errno(errno, "cannot use libudev");
		// (libudev's "udev" source is silent where no udev runs.)
		const bool udev_runs = access("/run/udev/control", F_OK) == 0;
		detail::UdevMonitor monitor{
			udev_monitor_new_from_netlink(context, udev_runs ? "udev" : "kernel")};
		int status = monitor ? 0 : -errno;
		if (status >= 0)
			status = udev_monitor_filter_add_match_subsystem_devtype(monitor.get(), "misc",
										 nullptr);
		if (status >= 0)
			status = udev_monitor_enable_receiving(monitor.get());
		if (status < 0)
			detail::fail_with_errno(-status, "cannot listen to the kernel's device events");
		return monitor.release();
	}

	static std::optional<NodeEvent> event_of(udev_device *device)
	{
		const auto text = [](const char *found) { return std::string_view(found ? found : ""); };
		if (text(udev_device_get_sysname(device)) != "rusty")
			return std::nullopt;
		const std::string_view action = text(udev_device_get_action(device));
		const std::filesystem::path node = text(udev_device_get_devnode(device));
		if (action == "add")
			return NodeEvent{NodeEvent::Kind::appeared, node};
		if (action == "remove")
			return NodeEvent{NodeEvent::Kind::gone, node};
		return std::nullopt;
	}

	detail::Udev context_;
	detail::UdevMonitor monitor_;
};

} // namespace rusty

#endif
