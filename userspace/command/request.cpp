// SPDX-License-Identifier: MIT
// Which node is meant.
#include "request.hpp"

#include <rusty/find.hpp>

namespace command
{

std::filesystem::path node_of(const Request &request)
{
	// (Absolute, as the library names it in its errors.)
	return request.device.empty() ? rusty::find_node() : std::filesystem::absolute(request.device);
}

} // namespace command
