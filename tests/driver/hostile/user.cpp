// SPDX-License-Identifier: MIT
// The core of a user: which calls there are, how often each is made, and the thread's files.
#include "user.hpp"

#include <cerrno>
#include <cstdio>
#include <sstream>
#include <system_error>

#include <sys/epoll.h>

namespace hostile
{

namespace
{

int checked(int fd, const char *what)
{
	if (fd < 0)
		throw std::system_error(errno, std::generic_category(), what);
	return fd;
}

int opened(const std::string &path, int flags)
{
	return checked(::open(path.c_str(), flags | O_CLOEXEC), path.c_str());
}

} // namespace

// (Opening and mapping are seldom: a hundred times as slow as a read on a kernel with KASAN.)
const User::Weighted User::steps[] = {
	{"read", 220, &User::read},
	{"readv", 60, &User::readv},
	{"splice", 10, &User::splice_or_sendfile},
	{"shared file", 40, &User::shared_file},
	{"write", 120, &User::write},
	{"writev", 40, &User::writev},
	{"ioctl", 340, &User::control},
	{"unknown ioctl", 30, &User::unknown_control},
	{"ioctls without a pause", 20, &User::burst},
	{"poll", 80, &User::poll},
	{"select", 15, &User::select},
	{"epoll", 15, &User::epoll},
	{"wake-up", 30, &User::woken},
	{"lseek", 60, &User::seek},
	{"open", 3, &User::open},
	{"close", 2, &User::close},
	{"dup", 4, &User::duplicate},
	{"fcntl", 15, &User::flags},
	{"misfit", 10, &User::misfit},
	{"mmap", 2, &User::map},
	{"sysfs read", 12, &User::attribute_read},
	{"sysfs write", 12, &User::attribute_write},
	{"unpinned", 4, &User::unpinned},
};

User::User(Judge &judge, std::uint64_t seed, int shared, bool owns_unpinned)
	: judge_(judge), random_(seed), shared_(shared),
	  epoll_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll"))
{
	checked(::pipe2(pipe_, O_CLOEXEC | O_NONBLOCK), "pipe");
	attributes_[0] = opened(guest::sysfs + "number", O_RDWR);
	attributes_[1] = opened(guest::parameters + "number", O_RDWR);
	attributes_[2] = opened(guest::sysfs + "generation", O_RDONLY);
	witness_ = opened(guest::device, O_RDONLY);
	witness_epoll_ = checked(::epoll_create1(EPOLL_CLOEXEC), "epoll");
	epoll_event event{.events = EPOLLIN | EPOLLOUT | EPOLLET, .data = {}};
	checked(::epoll_ctl(witness_epoll_, EPOLL_CTL_ADD, witness_, &event), "epoll_ctl");
	if (owns_unpinned) {
		unpinned_ = opened(guest::sysfs + "unpinned_number", O_RDWR);
		unpinned_number_ = std::stoll(guest::get(guest::sysfs + "unpinned_number"));
	}
	for (int round = 0; round < 4; ++round)
		open();
}

User::~User()
{
	for (const OpenFile &file : files_)
		if (file.fd >= 0)
			::close(file.fd);
	for (int fd : {pipe_[0], pipe_[1], epoll_, attributes_[0], attributes_[1], attributes_[2], witness_,
		       witness_epoll_})
		::close(fd);
	if (unpinned_ >= 0)
		::close(unpinned_);
}

std::size_t User::step()
{
	static const unsigned total = [] {
		unsigned sum = 0;
		for (const Weighted &each : steps)
			sum += each.weight;
		return sum;
	}();
	auto chosen = static_cast<unsigned>(random_.below(total));
	const Weighted *step = steps;
	for (; chosen >= step->weight; ++step)
		chosen -= step->weight;
	text_.clear();
	more_ = 0;
	(this->*step->step)();
	judge_.settle();
	return 1 + more_;
}

OpenFile &User::any_file()
{
	// A file, usually an open one.
	for (int attempt = 0; attempt < 3; ++attempt) {
		OpenFile &file = files_[random_.below(files_.size())];
		if (file.fd >= 0)
			return file;
	}
	return files_[random_.below(files_.size())];
}

void User::note(const char *name, const OpenFile *file, const Place *place, std::size_t size,
		long long offset, std::uint64_t command)
{
	call_ = {name,
		 place ? place->name : "",
		 file ? static_cast<int>(file - files_.data()) : -1,
		 static_cast<long long>(size),
		 offset,
		 command};
}

std::string Call::words() const
{
	std::ostringstream out;
	out << name;
	if (file >= 0)
		out << ", file " << file;
	if (*place)
		out << ", at " << place;
	out << ", size " << size << ", offset " << offset << std::hex << ", command or flags 0x" << command;
	return out.str();
}

} // namespace hostile
