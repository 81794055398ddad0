// SPDX-License-Identifier: MIT
// What the command prints: answers to stdout, a line at a time; complaints to stderr.
#pragma once

#include <concepts>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>
#include <string_view>

#include <rusty/deadline.hpp>

#include "request.hpp"
#include "status.hpp"

namespace command
{

using Json = nlohmann::ordered_json;

// How long an answer may wait for a reader that does not read.
struct Limit {
	rusty::Deadline deadline = rusty::never;
	std::stop_token stop = {};
};

// jq and JavaScript hold numbers as doubles: a 64-bit integer that would be rounded becomes a string.
template <std::integral Integer>
Json exact(Integer value)
{
	constexpr std::int64_t limit = std::int64_t{1} << 53;
	if (std::cmp_greater(value, limit) || std::cmp_less(value, -limit))
		return std::to_string(value);
	return value;
}

class Output
{
public:
	explicit Output(const Request &request);

	// One answer, as a line of text or as an object on a line; at once, also into a pipe. Nothing with --quiet.
	// False: the reader has gone, or the limit came first; a verb that has done its work need not care. Throws
	// Failure if it cannot be written for another reason.
	bool answer(const std::string &text, const Json &json, const Limit &limit = {}) const;
	bool json() const { return json_; }
	bool quiet() const { return quiet_; }

	// "rusty: what", then the advice, to stderr; nothing with --quiet.
	void complain(std::string_view what, std::string_view advice = {}) const;

	// A word to stand out on stdout, if it is in colour.
	std::string bold(std::string_view word) const;

private:
	bool json_, quiet_, color_out_, color_err_;
};

} // namespace command
