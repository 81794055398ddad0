// SPDX-License-Identifier: MIT
// A lock among programs: takes it when the number is 0, runs a command, gives it back. lock COMMAND...
// (The lock is advisory: every user that may write the number can break it, and after a crash it stays taken.)
#include <iostream>
#include <rusty/rusty.hpp>
#include <sys/wait.h>

int main(int count, char **words)
try {
	if (count < 2) {
		std::cerr << "usage: lock COMMAND...\n";
		return 2;
	}
	rusty::Device device = rusty::find_device();
	const auto is_free = [](const rusty::Snapshot &now) { return now.number == 0; };
	while (!device.compare_exchange(0, getpid()).exchanged)
		device.wait_until(is_free);

	const pid_t child = fork();
	if (child == 0) {
		execvp(words[1], words + 1);
		_exit(127);
	}
	int status = 0;
	waitpid(child, &status, 0);
	device.set(0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
} catch (const std::system_error &error) {
	std::cerr << "lock: " << error.what() << '\n';
	return 1;
}
