// SPDX-License-Identifier: MIT
// What was asked for on the command line.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace command
{

enum class Condition { equal, not_equal, less, less_or_equal, greater, greater_or_equal, changed };

struct Request {
	// For every verb.
	std::string device; // empty: found by libudev
	bool json = false;
	bool quiet = false;
	std::string color = "auto";

	// Each verb uses some of these.
	std::int64_t number = 0;
	std::int64_t other = 0; // cas: NEW
	bool checked = false;
	bool follow = false;
	Condition condition = Condition::changed;
	std::optional<std::uint64_t> since;
	std::optional<std::uint64_t> count;
	std::optional<std::chrono::milliseconds> timeout;
	std::string timeout_text; // as it was typed
	std::string kernel;	  // doctor: empty for the running one
};

// The node to use.
std::filesystem::path node_of(const Request &request);

} // namespace command
