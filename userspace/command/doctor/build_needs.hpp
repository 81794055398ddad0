// SPDX-License-Identifier: MIT
// What building the module for a kernel needs: said by the checks of headers and compilers, and by those that advise a build.
#pragma once

#include <string>
#include <vector>

#include "checks.hpp"

namespace command::diagnosis
{

// What keeps the module from being built is a problem where there is none yet, else a warning.
Finding lacking(const Subject &subject, const char *code, std::string what, Lines evidence, Lines fix);

std::filesystem::path headers_of(const std::string &kernel);
// amd64, cloud-amd64, rt-amd64; empty if the kernel is not named as Debian's are.
std::string flavour_of(const std::string &kernel);
// The command that installs them.
Lines install_headers(const std::string &kernel);

// Versions of rusty that DKMS knows, oldest first.
Lines versions_in_dkms();
// The command that builds and installs the module for this kernel, also if DKMS has built it before.
Lines build_it(const std::string &kernel);

} // namespace command::diagnosis
