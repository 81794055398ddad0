// SPDX-License-Identifier: MIT
// rusty watch: a line for each change.
#include <fmt/format.h>

#include <rusty/watcher.hpp>

#include "stream.hpp"
#include "verbs.hpp"

namespace command
{

Status watch(const Request &request, const Output &output)
{
	Stream stream(request, output, "changes");
	rusty::Watcher watcher(node_of(request));
	while (stream.goes_on())
		if (const auto change = watcher.next(stream.deadline(), stream.stop()))
			stream.answer(fmt::format("{}", change->number),
				      {{"number", exact(change->number)},
				       {"generation", exact(change->generation)},
				       {"missed", exact(change->missed)}});
	return stream.end();
}

} // namespace command
