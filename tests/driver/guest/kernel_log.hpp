// SPDX-License-Identifier: MIT
// The kernel's log from a moment on, and a search for what a healthy kernel never prints.
#ifndef RUSTY_GUEST_KERNEL_LOG_HPP
#define RUSTY_GUEST_KERNEL_LOG_HPP

#include <string>
#include <vector>

namespace guest
{

// Reads what the kernel logs after the object was made.
class KernelLog
{
public:
	struct Line {
		int level; // 7 is debug
		std::string text;
	};
	KernelLog();
	~KernelLog();
	KernelLog(const KernelLog &) = delete;
	KernelLog &operator=(const KernelLog &) = delete;
	std::vector<Line> lines(); // since the last call
	std::vector<std::string>
	of(const std::string &module); // those lines that the module wrote, without levels

private:
	int fd_;
};

// Collects warnings and crashes from the log (called at each load and after each test); all found so far.
const std::vector<std::string> &look_for_complaints();

} // namespace guest

#endif
