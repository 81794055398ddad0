// SPDX-License-Identifier: MIT
// rusty watch: a line for each change.
#include <fmt/format.h>

#include <rusty/watcher.hpp>

#include "interruption.hpp"
#include "verbs.hpp"

namespace command
{

Status watch(const Request &request, const Output &output)
{
	const rusty::Deadline deadline = request.timeout ? rusty::after(*request.timeout) : rusty::never;
	// From here on: what is stored before the first wait is seen.
	rusty::Watcher watcher(node_of(request));
	const Interruption interruption;
	std::uint64_t seen = 0;
	while (seen != request.count.value_or(UINT64_MAX) && !rusty::passed(deadline)) {
		const auto change = watcher.next(deadline, interruption.token());
		if (!change)
			break;
		output.answer(fmt::format("{}", change->number), {{"number", exact(change->number)},
								  {"generation", exact(change->generation)},
								  {"missed", exact(change->missed)}});
		++seen;
	}
	if (interruption.signal() != 0)
		throw Interrupted{interruption.signal()};
	if (!request.count || seen == *request.count || interruption.reader_gone())
		return Status::ok;
	output.complain(
		fmt::format("waited {}; {} of {} changes came", request.timeout_text, seen, *request.count));
	return Status::condition;
}

} // namespace command
