// SPDX-License-Identifier: MIT
// dpkg's record of packages.
#pragma once

#include <map>
#include <set>
#include <string>

namespace command::diagnosis
{

// Name and state ("installed", "half-configured", ...) of every package; empty where there is no dpkg.
std::map<std::string, std::string> package_states();
// Those that are installed and configured.
std::set<std::string> installed_packages();

} // namespace command::diagnosis
