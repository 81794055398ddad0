// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/firmware/firmware.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

[[maybe_unused]] Result<void> load()
{
	Firmware firmware = TRY(Firmware::request("engine.bin"));
	Firmware::request("engine.bin"); // FAULT: ignoring|an error would be ignored
	Firmware copy = firmware; // FAULT: (deleted|implicitly)
	Firmware none; // FAULT: no matching|no default constructor
	firmware.data().data()[0] = 0; // FAULT: (read-only|const-qualified|assignment of)
	return {};
}

} // namespace
