// SPDX-License-Identifier: MIT
// The driver's result for a text. In a file of its own, as the driver's headers use the same names as the client's.
#pragma once

#include <cstdint>
#include <string_view>

namespace fuzz
{

struct Written {
	bool stored;
	std::int64_t number; // if it was stored
	int error;	     // errno; 0 if there is none
};

// write(2) of the text on the loaded driver, with the unit tests' fakes below it.
Written write_to_driver(std::string_view text);

} // namespace fuzz
