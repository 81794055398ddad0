// SPDX-License-Identifier: MIT
// Waits until the device is there, whenever that is, and prints its number.
#include <iostream>
#include <rusty/rusty.hpp>

int main()
try {
	// First the monitor, then the look: what happens in between is not missed.
	rusty::Monitor monitor;
	std::filesystem::path node = rusty::find_node();
	while (!std::filesystem::exists(node)) {
		std::cerr << "monitor: waiting for " << node.string() << '\n';
		if (const auto event = monitor.next())
			node = event->node;
	}
	std::cout << rusty::Device(node, rusty::Access::read).get() << '\n';
} catch (const std::system_error &error) {
	std::cerr << "monitor: " << error.what() << '\n';
	return 1;
}
