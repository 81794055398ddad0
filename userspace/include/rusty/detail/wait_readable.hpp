// SPDX-License-Identifier: MIT
// The one place that sleeps: until a descriptor is readable, the deadline passes or a stop is requested.
#ifndef RUSTY_DETAIL_WAIT_READABLE_HPP
#define RUSTY_DETAIL_WAIT_READABLE_HPP

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <poll.h>
#include <stop_token>
#include <sys/eventfd.h>

#include <rusty/deadline.hpp>
#include <rusty/detail/descriptor.hpp>
#include <rusty/error.hpp>

namespace rusty::detail
{

// What ppoll takes for the time left, never negative.
inline timespec time_left(Deadline deadline)
{
	using namespace std::chrono;
	const nanoseconds left = std::max(nanoseconds(deadline - Deadline::clock::now()), nanoseconds(0));
	const auto whole = duration_cast<seconds>(left);
	timespec result{};
	result.tv_sec = static_cast<decltype(result.tv_sec)>(whole.count());
	result.tv_nsec = static_cast<decltype(result.tv_nsec)>((left - whole).count());
	return result;
}

// True: readable (or in error, which the next call on it will tell). False: too late, or stopped. A signal does
// not end the wait: whoever wants that requests a stop.
inline bool wait_readable(int descriptor, Deadline deadline, const std::stop_token &stop)
{
	Descriptor bell;
	if (stop.stop_possible()) {
		bell = Descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
		if (bell.get() < 0)
			fail_with_errno(errno, "cannot make an eventfd to wait with");
	}
	// (Runs at once if the stop has been requested already.)
	const std::stop_callback ring(stop, [&bell] {
		const std::uint64_t one = 1;
		[[maybe_unused]] const auto written = write(bell.get(), &one, sizeof one);
	});
	std::array<pollfd, 2> waiting{{{descriptor, POLLIN, 0}, {bell.get(), POLLIN, 0}}};
	for (;;) {
		const timespec left = time_left(deadline);
		const int ready =
			ppoll(waiting.data(), waiting.size(), deadline == never ? nullptr : &left, nullptr);
		if (ready < 0) {
			if (errno != EINTR)
				fail_with_errno(errno, "cannot wait");
			continue;
		}
		if (ready == 0 || waiting[1].revents != 0)
			return false;
		if (waiting[0].revents != 0)
			return true;
	}
}

} // namespace rusty::detail

#endif
