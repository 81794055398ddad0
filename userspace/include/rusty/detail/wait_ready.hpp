// SPDX-License-Identifier: MIT
// The one place that sleeps: until a descriptor is ready, the deadline passes or a stop is requested.
#ifndef RUSTY_DETAIL_WAIT_READY_HPP
#define RUSTY_DETAIL_WAIT_READY_HPP

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

// What ppoll takes for the time left: never negative, and a day at most, which every time_t holds.
inline timespec time_left(Deadline deadline)
{
	using namespace std::chrono;
	const Deadline now = Deadline::clock::now();
	const nanoseconds left = deadline <= now	    ? nanoseconds(0)
				 : deadline - now < days(1) ? nanoseconds(deadline - now)
							    : nanoseconds(days(1));
	const auto whole = duration_cast<seconds>(left);
	timespec result{};
	result.tv_sec = static_cast<decltype(result.tv_sec)>(whole.count());
	result.tv_nsec = static_cast<decltype(result.tv_nsec)>((left - whole).count());
	return result;
}

// True: ready for the events (or in error, which the next call on it will tell). False: too late, or stopped. A
// signal does not end the wait: to end it, request a stop.
inline bool wait_ready(int descriptor, short events, Deadline deadline, const std::stop_token &stop)
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
	std::array<pollfd, 2> waiting{{{descriptor, events, 0}, {bell.get(), POLLIN, 0}}};
	for (;;) {
		const timespec left = time_left(deadline);
		const int ready =
			ppoll(waiting.data(), waiting.size(), deadline == never ? nullptr : &left, nullptr);
		if (ready < 0) {
			if (errno != EINTR)
				fail_with_errno(errno, "cannot wait");
			continue;
		}
		if (waiting[1].revents != 0)
			return false;
		if (waiting[0].revents != 0)
			return true;
		if (passed(deadline))
			return false;
	}
}

} // namespace rusty::detail

#endif
