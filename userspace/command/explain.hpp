// SPDX-License-Identifier: MIT
// From an error to its exit status and to what to do next: looks at the machine to find out.
#pragma once

#include <string>
#include <system_error>

#include "request.hpp"
#include "status.hpp"

namespace command
{

// For when the module is not loaded.
std::string how_to_load();

Failure explain(const std::system_error &error, const Request &request);

} // namespace command
