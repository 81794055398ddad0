// SPDX-License-Identifier: MIT
// The frame of what prints until --count, --timeout, a signal or the end of its reader ends it.
#pragma once

#include <string>

#include <rusty/deadline.hpp>

#include "interruption.hpp"
#include "output.hpp"
#include "request.hpp"
#include "status.hpp"

namespace command
{

class Stream
{
public:
	// `what` is counted: "changes".
	Stream(const Request &request, const Output &output, std::string what);

	bool goes_on() const;
	void answer(const std::string &text, const Json &json);
	// How it ended; throws Interrupted if a signal did it.
	Status end() const;

	rusty::Deadline deadline() const { return limit_.deadline; }
	const std::stop_token &stop() const { return limit_.stop; }

private:
	const Request &request_;
	const Output &output_;
	std::string what_;
	Interruption interruption_{Interruption::Reader::matters};
	Limit limit_;
	std::uint64_t count_ = 0;
	bool read_ = true;
};

} // namespace command
