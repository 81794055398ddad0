// SPDX-License-Identifier: MIT
// The verbs, one function each: acts, prints, and says how it went. Errors are thrown.
#pragma once

#include "output.hpp"
#include "request.hpp"
#include "status.hpp"

namespace command
{

Status get(const Request &request, const Output &output);
Status set(const Request &request, const Output &output);
Status add(const Request &request, const Output &output);
Status swap(const Request &request, const Output &output);
Status cas(const Request &request, const Output &output);
Status watch(const Request &request, const Output &output);
Status wait(const Request &request, const Output &output);
Status info(const Request &request, const Output &output);
Status doctor(const Request &request, const Output &output);
Status trace(const Request &request, const Output &output);

// A signal asked to end; main dies of it, so that a calling shell knows.
struct Interrupted {
	int signal;
};

} // namespace command
