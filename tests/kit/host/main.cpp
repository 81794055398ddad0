// SPDX-License-Identifier: MIT
// Runs the tests of the program that it is linked into. It is compiled without the tests' own flags, so that all programs can share it.
#define CATCH_CONFIG_RUNNER
#define CATCH_CONFIG_NO_POSIX_SIGNALS // the sanitizers report them better
#include "tests/driver/guest/catch.hpp"

int main(int count, char **arguments)
{
	return Catch::Session().run(count, arguments);
}
