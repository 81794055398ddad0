// SPDX-License-Identifier: MIT
// An event loop that sees both changes of the number and standard input; it ends with the input.
#include <array>
#include <iostream>
#include <poll.h>
#include <rusty/rusty.hpp>

int main()
try {
	rusty::Watcher watcher(rusty::find_node());
	std::array<pollfd, 2> ready{{{watcher.fd(), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
	const auto at_once = rusty::after(std::chrono::seconds(0));
	std::array<char, 256> input{};
	while (poll(ready.data(), ready.size(), -1) > 0) {
		if (ready[0].revents != 0)
			if (const auto change = watcher.next(at_once))
				std::cout << change->number << " (" << change->missed << " missed)"
					  << std::endl;
		if (ready[1].revents != 0) {
			const ssize_t size = read(STDIN_FILENO, input.data(), input.size());
			if (size <= 0)
				return 0;
			(std::cout << "input: ").write(input.data(), size).flush();
		}
	}
} catch (const std::system_error &error) {
	std::cerr << "watch: " << error.what() << '\n';
	return 1;
}
