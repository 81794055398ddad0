// SPDX-License-Identifier: MIT
// The exit statuses, fixed and documented in rusty(1), and the exception that carries one.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace command
{

enum class Status {
	ok = 0,
	condition = 1,	   // cas found another number; a wait or a count was not fulfilled in time;
			   // doctor found a problem
	usage = 2,	   // the command line is wrong
	no_device = 3,	   // there is no such device, or the path names another one
	no_permission = 4, // the device, or what a verb needs, is there and not for this user
	device_error = 5,  // the device or the system refused or failed
	abi_mismatch = 6,  // the loaded module and this command keep different contracts
	interrupted = 128, // plus the signal's number: Ctrl-C gives 130
};

// What was tried and why it failed (one line), and what to do next (lines; may be empty).
class Failure : public std::runtime_error
{
public:
	Failure(Status status, const std::string &what, std::string advice = {})
		: std::runtime_error(what), status_(status), advice_(std::move(advice))
	{
	}

	Status status() const { return status_; }
	const std::string &advice() const { return advice_; }

private:
	Status status_;
	std::string advice_;
};

} // namespace command
