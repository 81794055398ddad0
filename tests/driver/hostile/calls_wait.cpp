// SPDX-License-Identifier: MIT
// Waiting: readable exactly when the generation has moved since this file last read the number, writable always.
#include "user.hpp"

#include <cerrno>

#include <sys/epoll.h>
#include <sys/select.h>

namespace hostile
{

void User::check_ready(OpenFile &file, bool readable)
{
	const Seen &seen = file.seen;
	if (const guest::State *state = judge_.exact()) {
		const bool expected = !seen.any || seen.generation != state->generation;
		return expect_equal("readable", int{expected}, int{readable});
	}
	expect(readable || seen.any, "readable, as nothing was read yet", "not readable");
	if (!seen.number_known)
		return;
	if (readable)
		judge_.saw_change_since(seen.number, when_);
	else
		judge_.saw(seen.number, when_); // unchanged
}

void User::poll()
{
	OpenFile &file = any_file();
	static constexpr short bits[] = {POLLIN, POLLRDNORM, POLLOUT, POLLWRNORM, POLLPRI, POLLRDBAND};
	short wanted = 0;
	for (short bit : bits)
		wanted = static_cast<short>(wanted | (random_.one_in(2) ? bit : 0));
	pollfd item{file.fd, wanted, 0};
	const Place place = random_.one_in(20) ? any_place(sizeof(item)) : places_.good();
	const bool bad = place.writable < sizeof(item);
	note("poll", &file, &place, 0, 0, static_cast<unsigned long>(wanted));
	judge_.begin();
	const long outcome = guest::Outcome::of(bad ? ::poll(reinterpret_cast<pollfd *>(place.address), 1, 0)
						    : ::poll(&item, 1, 0))
				     .value();
	over();
	// (A read-only page can be read, but poll cannot write its answer there.)
	if (bad)
		return expect_equal("outcome", -long{EFAULT}, outcome);
	const short reading = POLLIN | POLLRDNORM;
	const bool readable = (item.revents & reading) != 0;
	expect_equal("outcome", long{item.revents != 0}, outcome);
	if (file.fd < 0)
		return expect_equal("events of no file", 0, int{item.revents});
	const int expected = wanted & (POLLOUT | POLLWRNORM | (readable ? reading : 0));
	expect_equal("events", expected, int{item.revents});
	if ((wanted & reading) != 0)
		check_ready(file, readable);
}

void User::select()
{
	OpenFile &file = any_file();
	if (file.fd < 0 || file.fd >= FD_SETSIZE)
		return poll();
	fd_set readers, writers;
	FD_ZERO(&readers);
	FD_ZERO(&writers);
	FD_SET(file.fd, &readers);
	FD_SET(file.fd, &writers);
	timeval at_once{};
	note("select", &file);
	judge_.begin();
	const long outcome =
		guest::Outcome::of(::select(file.fd + 1, &readers, &writers, nullptr, &at_once)).value();
	over();
	const bool readable = FD_ISSET(file.fd, &readers);
	expect(FD_ISSET(file.fd, &writers), "writable", "not writable");
	expect_equal("outcome", long{1} + readable, outcome);
	check_ready(file, readable);
}

void User::epoll()
{
	OpenFile &file = any_file();
	epoll_event event{.events = EPOLLIN | EPOLLOUT, .data = {}};
	note("epoll", &file);
	const long added = guest::Outcome::of(::epoll_ctl(epoll_, EPOLL_CTL_ADD, file.fd, &event)).value();
	if (file.fd < 0)
		return expect_equal("outcome", -long{EBADF}, added);
	event = {};
	judge_.begin();
	const long outcome = guest::Outcome::of(::epoll_wait(epoll_, &event, 1, 0)).value();
	over();
	::epoll_ctl(epoll_, EPOLL_CTL_DEL, file.fd, nullptr);
	expect_equal("outcome of EPOLL_CTL_ADD", 0L, added);
	expect_equal("outcome", 1L, outcome);
	expect_equal("EPOLLOUT", unsigned{EPOLLOUT}, unsigned{event.events & EPOLLOUT});
	check_ready(file, (event.events & EPOLLIN) != 0);
}

// An edge-triggered item that asks for EPOLLOUT too, which always holds, is reported once for each wake-up.
void User::woken()
{
	epoll_event event{};
	note("epoll_wait for a wake-up", nullptr);
	const bool stored = judge_.stores() != stores_at_witness_;
	stores_at_witness_ = judge_.stores();
	const bool first = !witness_began_;
	witness_began_ = true;
	const bool woken = ::epoll_wait(witness_epoll_, &event, 1, 0) == 1;
	if (first)
		return;
	expect(woken || !stored, "a wake-up by each store", "none");
	if (judge_.exact())
		expect(!woken || stored, "no wake-up without a store", "one");
}

} // namespace hostile
