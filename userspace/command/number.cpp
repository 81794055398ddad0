// SPDX-License-Identifier: MIT
// rusty get, set, add, swap, cas: one call each.
#include <fmt/format.h>

#include <rusty/device.hpp>

#include "verbs.hpp"

namespace command
{

Status get(const Request &request, const Output &output)
{
	const auto now = rusty::Device(node_of(request), rusty::Access::read).snapshot();
	output.answer(fmt::format("{}", now.number),
		      {{"number", exact(now.number)}, {"generation", exact(now.generation)}});
	return Status::ok;
}

Status set(const Request &request, const Output &output)
{
	rusty::Device(node_of(request), rusty::Access::write).set(request.number);
	if (output.json())
		output.answer("", {{"number", exact(request.number)}});
	return Status::ok;
}

Status add(const Request &request, const Output &output)
{
	const auto overflow = request.checked ? rusty::Overflow::refuse : rusty::Overflow::wrap;
	const auto sum = rusty::Device(node_of(request)).add(request.number, overflow);
	output.answer(fmt::format("{}", sum), {{"number", exact(sum)}});
	return Status::ok;
}

Status swap(const Request &request, const Output &output)
{
	const auto previous = rusty::Device(node_of(request)).exchange(request.number);
	output.answer(fmt::format("{}", previous),
		      {{"number", exact(request.number)}, {"previous", exact(previous)}});
	return Status::ok;
}

Status cas(const Request &request, const Output &output)
{
	const auto done = rusty::Device(node_of(request)).compare_exchange(request.number, request.other);
	const auto now = done.exchanged ? request.other : done.previous;
	if (output.json() || !done.exchanged)
		output.answer(fmt::format("{}", now),
			      {{"exchanged", done.exchanged}, {"number", exact(now)}});
	return done.exchanged ? Status::ok : Status::condition;
}

} // namespace command
