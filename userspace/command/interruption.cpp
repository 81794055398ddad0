// SPDX-License-Identifier: MIT
// Listens for signals and for the end of the reader, in a thread of its own.
#include "interruption.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <rusty/error.hpp>

namespace command
{
namespace
{

sigset_t ending_signals()
{
	sigset_t set;
	sigemptyset(&set);
	for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
		// (One that is ignored, as nohup does, stays so.)
		struct sigaction action {
		};
		if (sigaction(number, nullptr, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(&set, number);
	}
	return set;
}

} // namespace

Interruption::Interruption(Reader reader)
{
	// Blocked before there is a second thread, so that none of them takes the signal.
	const sigset_t set = ending_signals();
	pthread_sigmask(SIG_BLOCK, &set, nullptr);
	signals_ = rusty::detail::Descriptor(signalfd(-1, &set, SFD_CLOEXEC));
	bell_ = rusty::detail::Descriptor(eventfd(0, EFD_CLOEXEC));
	if (signals_.get() < 0 || bell_.get() < 0)
		rusty::detail::fail_with_errno(errno, "cannot listen for signals");
	listener_ = std::jthread([this, reader](const std::stop_token &ended) { listen(ended, reader); });
}

// (A signal that came stays taken: whoever made us asks signal().)
Interruption::~Interruption()
{
	listener_.request_stop();
	const std::uint64_t one = 1;
	[[maybe_unused]] const auto written = write(bell_.get(), &one, sizeof one);
	listener_.join();
	const sigset_t set = ending_signals();
	pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void Interruption::listen(const std::stop_token &ended, Reader reader)
{
	// A pipe's writing end is in error when its last reader has gone; for that no event need be asked for.
	std::array<pollfd, 3> waiting{{{signals_.get(), POLLIN, 0},
				       {bell_.get(), POLLIN, 0},
				       {reader == Reader::matters ? STDOUT_FILENO : -1, 0, 0}}};
	while (!ended.stop_requested()) {
		if (poll(waiting.data(), waiting.size(), -1) < 0)
			continue;
		signalfd_siginfo came{};
		if (waiting[0].revents != 0 && read(signals_.get(), &came, sizeof came) == sizeof came) {
			signal_ = static_cast<int>(came.ssi_signo);
			stop_.request_stop();
		}
		if (waiting[2].revents != 0) {
			if ((waiting[2].revents & (POLLERR | POLLHUP)) != 0) {
				reader_gone_ = true;
				stop_.request_stop();
			}
			waiting[2].fd = -1;
		}
	}
}

} // namespace command
