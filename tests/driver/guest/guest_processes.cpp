// SPDX-License-Identifier: MIT
// The bodies of guest.hpp that concern waiting, other processes and memory.
#include "guest.hpp"

#include <cstdio>
#include <exception>
#include <system_error>

#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace guest
{

namespace
{

constexpr unsigned child_seconds = 120;

void *mapped(void *address, const char *what)
{
	if (address == MAP_FAILED)
		throw std::system_error(errno, std::generic_category(), what);
	return address;
}

[[noreturn]] void run(const std::function<int()> &work)
{
	::prctl(PR_SET_PDEATHSIG, SIGKILL);
	::signal(SIGALRM, SIG_DFL);
	// Catch2's own handlers would report for the parent.
	for (int number : {SIGSEGV, SIGBUS, SIGTERM, SIGABRT})
		::signal(number, SIG_DFL);
	::alarm(child_seconds);
	int status = 255;
	try {
		status = work();
	} catch (const std::exception &error) {
		std::fprintf(stderr, "a child process failed: %s\n", error.what());
	}
	std::fflush(stderr);
	::_exit(status);
}

} // namespace

Witness::Witness() : file_(O_RDONLY), epoll_(::epoll_create1(EPOLL_CLOEXEC))
{
	epoll_event event{.events = EPOLLIN | EPOLLOUT | EPOLLET, .data = {}};
	if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, file_.fd(), &event) < 0)
		throw std::system_error(errno, std::generic_category(), "epoll_ctl");
	woken();
}

Witness::~Witness()
{
	::close(epoll_);
}

bool Witness::woken()
{
	epoll_event event{};
	return ::epoll_wait(epoll_, &event, 1, 0) == 1;
}

Child::Child(const std::function<int()> &work)
{
	std::fflush(nullptr);
	pid_ = ::fork();
	if (pid_ < 0)
		throw std::system_error(errno, std::generic_category(), "fork");
	if (pid_ == 0)
		run(work);
}

Child::~Child()
{
	if (pid_ > 0) {
		::kill(pid_, SIGKILL);
		::waitpid(pid_, nullptr, 0);
	}
}

bool Child::sleeps()
{
	const std::string path = "/proc/" + std::to_string(pid_) + "/stat";
	for (int round = 0; round < 10000; ++round) {
		const std::string text = get(path);
		const std::size_t name_end = text.rfind(") ");
		if (name_end != std::string::npos && text[name_end + 2] == 'S')
			return true;
		::usleep(1000);
	}
	return false;
}

int Child::wait()
{
	int status = 0;
	while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
	}
	pid_ = -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

GuardedPage::GuardedPage()
	: start_(static_cast<char *>(mapped(
		  ::mmap(nullptr, 2 * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
		  "mmap")))
{
	::mprotect(end(), page_size, PROT_NONE);
}

GuardedPage::~GuardedPage()
{
	::munmap(start_, 2 * page_size);
}

void GuardedPage::make_read_only()
{
	::mprotect(start_, page_size, PROT_READ);
}

std::vector<char *> bad_pointers()
{
	static GuardedPage page;
	return {nullptr, page.end(), reinterpret_cast<char *>(~std::uintptr_t{0} << 12)};
}

std::string shell(const std::string &script)
{
	std::string quotable = script;
	for (std::size_t at = quotable.find('\''); at != std::string::npos; at = quotable.find('\'', at + 4))
		quotable.replace(at, 1, "'\\''");
	std::FILE *pipe = ::popen(("exec timeout 30 sh -c '" + quotable + "'").c_str(), "r");
	if (!pipe)
		throw std::system_error(errno, std::generic_category(), "popen");
	std::string output;
	for (int character = std::fgetc(pipe); character != EOF; character = std::fgetc(pipe))
		output += static_cast<char>(character);
	if (const int status = ::pclose(pipe); status != 0)
		throw std::runtime_error("the shell failed (" + std::to_string(status) + "): " + script);
	return output;
}

Mapping::Mapping(const File &file, int flags, std::size_t size)
	: address_(mapped(::mmap(nullptr, size, PROT_READ, flags, file.fd(), 0), "mmap /dev/rusty"))
{
}

Mapping::~Mapping()
{
	::munmap(address_, page_size);
}

State Mapping::read(const rusty_page *page)
{
	for (;;) {
		const __u32 before = __atomic_load_n(&page->sequence, __ATOMIC_ACQUIRE);
		if (before % 2 != 0)
			continue;
		const State state{__atomic_load_n(&page->number, __ATOMIC_RELAXED),
				  __atomic_load_n(&page->generation, __ATOMIC_RELAXED)};
		__atomic_thread_fence(__ATOMIC_ACQUIRE);
		if (__atomic_load_n(&page->sequence, __ATOMIC_RELAXED) == before)
			return state;
	}
}

Outcome map_outcome(const File &file, int protection, int flags, std::size_t size, off_t offset)
{
	void *address = ::mmap(nullptr, size, protection, flags, file.fd(), offset);
	if (address == MAP_FAILED)
		return Outcome::of(-1);
	::munmap(address, size);
	return Outcome::of(0);
}

} // namespace guest
