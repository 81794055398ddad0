// SPDX-License-Identifier: MIT
// Runs the guest tests; a test that hangs is named, and a warning in the kernel's log fails the run.
#define CATCH_CONFIG_RUNNER
#include "catch.hpp"

#include "kernel_log.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

#include <linux/magic.h>
#include <signal.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace
{

constexpr unsigned test_seconds = 180;
std::string current;
std::string complained;

// Whether the root is an initramfs, from which no ordinary machine runs, or the environment says that this is a guest.
bool in_guest()
{
	struct statfs root {
	};
	::statfs("/", &root);
	// (f_type is signed on 32-bit machines, the magic numbers are not.)
	const auto type = static_cast<unsigned long>(root.f_type);
	return type == RAMFS_MAGIC || type == TMPFS_MAGIC || std::getenv("RUSTY_GUEST");
}

void on_alarm(int)
{
	static const char sentence[] = "\nThis test hangs: ";
	[[maybe_unused]] ssize_t written = ::write(2, sentence, sizeof(sentence) - 1);
	written = ::write(2, current.data(), current.size());
	written = ::write(2, "\n", 1);
	::_exit(124);
}

struct Watch : guest::Listener {
	using guest::Listener::Listener;
	void testRunStarting(const Catch::TestRunInfo &) override
	{
		if (in_guest())
			return;
		std::fputs("These tests load and unload a kernel module and run in a guest only: "
			   "set RUSTY_GUEST=1 if this is one.\n",
			   stderr);
		::_exit(2);
	}
	void testCaseStarting(const Catch::TestCaseInfo &info) override
	{
		current = std::string(info.name);
		::alarm(test_seconds);
	}
	void testCaseEnded(const Catch::TestCaseStats &) override
	{
		::alarm(0);
		static std::size_t known;
		const auto &all = guest::look_for_complaints();
		for (; known < all.size(); ++known)
			complained += "  " + current + ": " + all[known] + "\n";
	}
};

} // namespace

CATCH_REGISTER_LISTENER(Watch)

int main(int argc, char **argv)
{
	::signal(SIGALRM, on_alarm);
	guest::look_for_complaints();
	const int failed = Catch::Session().run(argc, argv);
	if (!complained.empty())
		std::fprintf(stderr, "The kernel complained during these tests:\n%s", complained.c_str());
	return failed ? failed : complained.empty() ? 0 : 1;
}
