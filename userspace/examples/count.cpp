// SPDX-License-Identifier: MIT
// Counts: adds one in a single step, however many programs do the same, and prints the sum.
#include <iostream>
#include <rusty/rusty.hpp>

int main()
try {
	rusty::Device device = rusty::find_device();
	std::cout << device.add(1, rusty::Overflow::refuse) << '\n';
} catch (const std::system_error &error) {
	if (error.code() == std::errc::value_too_large)
		std::cerr << "count: the counter is full\n";
	else
		std::cerr << "count: " << error.what() << '\n';
	return 1;
}
