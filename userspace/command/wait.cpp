// SPDX-License-Identifier: MIT
// rusty wait: sleeps until the number is as asked.
#include <fmt/format.h>

#include <rusty/device.hpp>

#include "interruption.hpp"
#include "verbs.hpp"

namespace command
{
namespace
{

bool holds(const Request &request, std::int64_t number)
{
	switch (request.condition) {
	case Condition::equal:
		return number == request.number;
	case Condition::not_equal:
		return number != request.number;
	case Condition::less:
		return number < request.number;
	case Condition::less_or_equal:
		return number <= request.number;
	case Condition::greater:
		return number > request.number;
	case Condition::greater_or_equal:
		return number >= request.number;
	case Condition::changed:
		break;
	}
	return false;
}

} // namespace

Status wait(const Request &request, const Output &output)
{
	const rusty::Deadline deadline = request.timeout ? rusty::after(*request.timeout) : rusty::never;
	const rusty::Device device(node_of(request), rusty::Access::read);
	// (A caller that waits for the status need not read the answer.)
	const Interruption interruption(Interruption::Reader::is_ignored);
	const auto until_changed = [&] {
		const auto since = request.since ? *request.since : device.snapshot().generation;
		return device.wait_changed(since, deadline, interruption.token());
	};
	const auto until_true = [&] {
		return device.wait_until(
			[&](const rusty::Snapshot &now) { return holds(request, now.number); }, deadline,
			interruption.token());
	};
	const auto found = request.condition == Condition::changed ? until_changed() : until_true();
	if (interruption.signal() != 0)
		throw Interrupted{interruption.signal()};
	if (!found) {
		output.complain(
			fmt::format("waited {}; the number is {}", request.timeout_text, device.get()));
		return Status::condition;
	}
	output.answer(fmt::format("{}", found->number),
		      {{"number", exact(found->number)}, {"generation", exact(found->generation)}},
		      {rusty::never, interruption.token()});
	return Status::ok;
}

} // namespace command
