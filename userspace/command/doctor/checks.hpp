// SPDX-License-Identifier: MIT
// The doctor's checks, in the order of the report: each checks one matter and says what it found.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "finding.hpp"
#include "module_info.hpp"

namespace command::diagnosis
{

// What the doctor examines.
struct Subject {
	std::string kernel; // as uname -r has it
	bool running;	    // it is the one that runs
	bool every_kernel;  // none was asked for by name: DKMS and initrd are looked at for all
	std::filesystem::path node;
	std::optional<ModuleInfo> module; // what modprobe would load for that kernel
};

// To build it.
Findings headers(const Subject &subject);
Findings compilers(const Subject &subject);
Findings packages(const Subject &subject);
Findings initrd(const Subject &subject);
Findings dkms(const Subject &subject);

// The file.
Findings module_file(const Subject &subject);
Findings vermagic(const Subject &subject);
Findings symbols(const Subject &subject);
Findings secure_boot(const Subject &subject);

// How it is loaded.
Findings blacklist(const Subject &subject);
Findings options(const Subject &subject);
Findings at_boot(const Subject &subject);

// What is loaded; for the running kernel only.
Findings loaded(const Subject &subject);
Findings taint(const Subject &subject);
Findings node(const Subject &subject);
Findings permission(const Subject &subject);
Findings holders(const Subject &subject);

} // namespace command::diagnosis
