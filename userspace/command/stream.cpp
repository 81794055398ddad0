// SPDX-License-Identifier: MIT
// Counts, and reports how it ended.
#include "stream.hpp"

#include <fmt/format.h>

#include "verbs.hpp"

namespace command
{

Stream::Stream(const Request &request, const Output &output, std::string what)
	: request_(request), output_(output),
	  what_(std::move(what)), limit_{request.timeout ? rusty::after(*request.timeout) : rusty::never,
					 interruption_.token()}
{
}

bool Stream::goes_on() const
{
	return read_ && count_ != request_.count.value_or(UINT64_MAX) && !limit_.stop.stop_requested() &&
	       !rusty::passed(limit_.deadline);
}

void Stream::answer(const std::string &text, const Json &json)
{
	read_ = output_.answer(text, json, limit_);
	if (read_)
		++count_;
}

Status Stream::end() const
{
	if (interruption_.signal() != 0)
		throw Interrupted{interruption_.signal()};
	const bool full = !request_.count || count_ == *request_.count;
	if (full || interruption_.reader_gone() || (!read_ && !rusty::passed(limit_.deadline)))
		return Status::ok;
	output_.complain(fmt::format("waited {}; {} of {} {} came", request_.timeout_text, count_,
				     *request_.count, what_));
	return Status::condition;
}

} // namespace command
