// SPDX-License-Identifier: MIT
// /proc/thread-self/fail-nth: n makes the n-th fault point that this task reaches fail; it counts down to 0.
#include "walk.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace
{

constexpr unsigned most = 5000;
unsigned total;

bool put(const std::string &path, const char *text)
{
	const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	const bool done = ::write(fd, text, std::strlen(text)) > 0;
	::close(fd);
	return done;
}

class FailNth
{
public:
	FailNth() : fd_(::open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC)) {}
	~FailNth() { ::close(fd_); }
	FailNth(const FailNth &) = delete;
	FailNth &operator=(const FailNth &) = delete;

	void arm(unsigned n)
	{
		char text[16];
		const int size = std::snprintf(text, sizeof(text), "%u", n);
		if (::write(fd_, text, static_cast<std::size_t>(size)) != size) {
			std::perror("fail-nth");
			std::exit(2);
		}
	}
	// Whether the fault was injected since arm(). (Reading the file counts down as well, since it copies to user memory, and may be what fails.)
	bool struck()
	{
		char text[16] = {};
		const bool answered = ::pread(fd_, text, sizeof(text) - 1, 0) > 0;
		for (int tries = 0; tries < 3 && ::write(fd_, "0", 1) != 1; ++tries) {
		}
		return answered && std::atoi(text) == 0;
	}

private:
	int fd_;
};

} // namespace

unsigned points()
{
	return total;
}

bool set_up_faults()
{
	const std::string debugfs = "/sys/kernel/debug/";
	bool good = true;
	for (const char *kind : {"failslab", "fail_page_alloc", "fail_usercopy"}) {
		good = put(debugfs + kind + "/verbose", "0") && good;
		good = put(debugfs + kind + "/probability", "0") && good;
	}
	// Most allocations may sleep, so these must be able to fail, too.
	good = put(debugfs + "failslab/ignore-gfp-wait", "N") && good;
	good = put(debugfs + "fail_page_alloc/ignore-gfp-wait", "N") && good;
	good = put(debugfs + "fail_page_alloc/ignore-gfp-highmem", "N") && good;
	return put(debugfs + "fail_page_alloc/min-order", "0") && good;
}

bool walk(const Operation &operation)
{
	FailNth fault;
	unsigned refused = 0;
	unsigned n = 1;
	for (; n < most; ++n) {
		fault.arm(n);
		const Errno error = operation.act();
		const bool struck = fault.struck();
		std::string wrong = operation.check(error);
		bool documented = error == 0 || error == ENOMEM;
		for (const Errno allowed : operation.allowed)
			documented = documented || error == allowed;
		if (!struck && error != 0)
			wrong += " failed untouched";
		if (!documented)
			wrong += " is not an error that the contract names";
		if (!wrong.empty()) {
			std::printf("not ok %s: fault %u: %s:%s\n", operation.name.c_str(), n,
				    error ? ::strerror(error) : "success", (" " + wrong).c_str());
			return false;
		}
		if (!struck)
			break;
		refused += error != 0;
	}
	total += n - 1;
	std::printf("%s %s: %u points, %u refused\n", n < most ? "ok" : "not ok", operation.name.c_str(),
		    n - 1, refused);
	std::fflush(stdout);
	return n < most;
}
