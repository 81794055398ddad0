// SPDX-License-Identifier: MIT
// A thread that prints each change until a stop is requested.
#include <iostream>
#include <rusty/rusty.hpp>
#include <thread>

int main()
try {
	const auto node = rusty::find_node();
	rusty::Watcher watcher(node); // (Made here, so that its exceptions are caught here.)
	std::jthread printer([&watcher](const std::stop_token &stop) {
		while (const auto change = watcher.next(rusty::never, stop))
			std::cout << change->number << std::endl;
	});
	std::cin.get(); // until a line or the end of standard input
			// ~jthread requests the stop, which ends the wait at once, and joins.
} catch (const std::system_error &error) {
	std::cerr << "stop: " << error.what() << '\n';
	return 1;
}
