// SPDX-License-Identifier: MIT
// Reads /dev/kmsg: one record a read, "level,sequence,time,flags;text".
#include "kernel_log.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace guest
{

KernelLog::KernelLog() : fd_(::open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC))
{
	if (fd_ < 0 || ::lseek(fd_, 0, SEEK_END) < 0)
		throw std::system_error(errno, std::generic_category(), "/dev/kmsg");
}

KernelLog::~KernelLog()
{
	::close(fd_);
}

std::vector<KernelLog::Line> KernelLog::lines()
{
	std::vector<Line> lines;
	char record[8192];
	for (;;) {
		const ssize_t size = ::read(fd_, record, sizeof(record));
		if (size < 0 && errno == EPIPE) // overwritten before it was read: go on with the oldest left
			continue;
		if (size <= 0)
			return lines;
		std::string text(record, static_cast<std::size_t>(size));
		const int level = std::atoi(text.c_str()) & 7;
		text.erase(0, text.find(';') + 1);
		text.erase(text.find('\n')); // the rest are the record's properties
		lines.push_back({level, std::move(text)});
	}
}

std::vector<std::string> KernelLog::of(const std::string &module)
{
	std::vector<std::string> found;
	for (Line &line : lines())
		if (line.text.starts_with(module + ": "))
			found.push_back(std::move(line.text));
	return found;
}

const std::vector<std::string> &look_for_complaints()
{
	static KernelLog log;
	static std::vector<std::string> complaints;
	for (KernelLog::Line &line : log.lines()) {
		// A data race within the kernel itself: KCSAN names the module of each function that takes part.
		if (line.text.find("BUG: KCSAN: ") != std::string::npos &&
		    line.text.find(" [") == std::string::npos)
			continue;
		for (const char *sign :
		     {"BUG:", "BUG at", "WARNING:", "Oops", "general protection", "KASAN", "KCSAN", "UBSAN",
		      "Call Trace", "INFO: task", "INFO: possible", "suspicious RCU", "refcount_t",
		      "corruption", "cannot create duplicate", "detected stall", "CFI failure", "kmemleak"})
			if (line.text.find(sign) != std::string::npos) {
				complaints.push_back(line.text);
				break;
			}
	}
	return complaints;
}

} // namespace guest
