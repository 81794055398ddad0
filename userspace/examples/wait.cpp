// SPDX-License-Identifier: MIT
// Waits until the number is at least what is asked for; gives up after five seconds.
#include <iostream>
#include <rusty/rusty.hpp>

int main(int count, char **words)
try {
	const auto wanted = rusty::parse_number(count == 2 ? words[1] : "");
	if (!wanted) {
		std::cerr << "usage: wait N\n";
		return 2;
	}
	const rusty::Device device(rusty::find_node(), rusty::Access::read);
	const auto enough = [&](const rusty::Snapshot &now) { return now.number >= wanted.number; };
	const auto found = device.wait_until(enough, rusty::after(std::chrono::seconds(5)));
	if (!found) {
		std::cerr << "wait: it still is " << device.get() << '\n';
		return 1;
	}
	std::cout << found->number << '\n';
} catch (const std::system_error &error) {
	std::cerr << "wait: " << error.what() << '\n';
	return 1;
}
