// SPDX-License-Identifier: MIT
// Reads the number a million times without a system call, while others may change it.
#include <iostream>
#include <rusty/rusty.hpp>

int main()
try {
	const rusty::MappedNumber mapped(rusty::find_node());
	const rusty::Snapshot first = mapped.snapshot();
	rusty::Snapshot last = first;
	for (int i = 0; i < 1'000'000; ++i)
		last = mapped.snapshot();
	std::cout << last.number << ", " << last.generation - first.generation << " store(s) meanwhile\n";
} catch (const std::system_error &error) {
	std::cerr << "map: " << error.what() << '\n';
	return 1;
}
