// SPDX-License-Identifier: MIT
// Sees the changes of the number as they come.
#ifndef RUSTY_WATCHER_HPP
#define RUSTY_WATCHER_HPP

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>

#include <rusty/deadline.hpp>
#include <rusty/detail/node.hpp>
#include <rusty/detail/wait_ready.hpp>
#include <rusty/snapshot.hpp>

namespace rusty
{

struct Change {
	std::int64_t number;
	std::uint64_t generation;
	std::uint64_t missed; // how many stores came between this change and the one seen before it
};

// An open file of its own that waits for stores. None is missed: those between two calls are reported at
// the next call, as one change with the newest number and the count of those it stands for.
//
// Threads: one at a time; each thread that waits wants a Watcher of its own, and so does a child after fork(2): the
// two would share the open file, and take each other's wake-ups.
class Watcher
{
public:
	// A generation that no number ever has: since then there is always a change.
	static constexpr std::uint64_t none_seen = UINT64_MAX;

	// From now on.
	explicit Watcher(const std::filesystem::path &node) : Watcher(node, std::optional<std::uint64_t>()) {}

	// From a generation on, as a Snapshot or Change has it: if it is no longer that one, next() returns at once.
	Watcher(const std::filesystem::path &node, std::uint64_t since) : Watcher(node, std::optional(since))
	{
	}

	// The next change; nothing once the deadline passed or a stop was requested. Throws what Device::snapshot does.
	std::optional<Change> next(Deadline deadline = never, const std::stop_token &stop = {})
	{
		while (!stop.stop_requested()) {
			// (Looking counts as reading: from here on the file is readable only after a newer store.)
			const Snapshot now = detail::snapshot(file_, tried_);
			if (now.generation != seen_) {
				// (A lower generation: the module was loaded anew since, and nobody knows what came between.)
				const bool counted = now.generation > seen_;
				const Change change{now.number, now.generation,
						    counted ? now.generation - seen_ - 1 : 0};
				seen_ = now.generation;
				return change;
			}
			if (!detail::wait_ready(file_.get(), POLLIN, deadline, stop))
				break;
		}
		return std::nullopt;
	}

	// For an event loop: readable when next() has something to say (now and then when it has not: pass it a
	// deadline that is past).
	int fd() const noexcept { return file_.get(); }

	// The generation that the next change is counted from.
	std::uint64_t generation() const noexcept { return seen_; }

private:
	Watcher(const std::filesystem::path &node, const std::optional<std::uint64_t> &since)
		: tried_("cannot watch " + node.string()), file_(detail::open_node(node, O_RDONLY)),
		  seen_(since ? *since : detail::snapshot(file_, tried_).generation)
	{
	}

	std::string tried_;
	detail::Descriptor file_;
	std::uint64_t seen_;
};

} // namespace rusty

#endif
