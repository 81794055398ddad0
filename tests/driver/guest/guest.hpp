// SPDX-License-Identifier: MIT
// What all guest tests share, as types: the module, the device's files, other processes and bad memory.
#ifndef RUSTY_GUEST_HPP
#define RUSTY_GUEST_HPP

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include "rusty.h"

namespace guest
{

inline const std::string device = "/dev/rusty";
inline const std::string sysfs = "/sys/class/misc/rusty/";
inline const std::string parameters = "/sys/module/rusty/parameters/";
inline const std::size_t page_size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));

// What a system call returned, or minus errno: `CHECK(file.write("abc") == -EINVAL)`.
class Outcome
{
public:
	static Outcome of(long long returned) { return Outcome(returned < 0 ? -errno : returned); }
	long long value() const { return value_; }
	bool operator==(long long wanted) const { return value_ == wanted; }
	friend std::ostream &operator<<(std::ostream &out, const Outcome &outcome);

private:
	explicit Outcome(long long value) : value_(value) {}
	long long value_;
};

struct State {
	std::int64_t number;
	std::uint64_t generation;
	bool operator==(const State &) const = default;
	friend std::ostream &operator<<(std::ostream &out, const State &state);
};

// An open file, closed at the end. What is not an Outcome throws std::system_error when it fails.
class File
{
public:
	explicit File(int flags = O_RDWR, const std::string &path = device);
	File(File &&other) noexcept;
	~File();
	int fd() const { return fd_; }
	void close();

	std::string read(std::size_t size = page_size);
	std::string read_at(off_t offset, std::size_t size = page_size);
	std::string read_byte_by_byte();
	Outcome write(std::string_view text);
	void rewind();
	off_t offset();

	template <typename Argument>
	Outcome control(unsigned long command, Argument *argument)
	{
		return Outcome::of(::ioctl(fd_, command, argument));
	}
	std::int64_t number(); // RUSTY_IOC_GET
	State snapshot();      // RUSTY_IOC_SNAPSHOT
	std::int64_t add(std::int64_t operand);

	// What poll reports within that time (milliseconds).
	short events(int timeout = 0, short wanted = POLLIN | POLLRDNORM | POLLPRI | POLLOUT | POLLWRNORM);
	bool readable() { return (events() & POLLIN) != 0; }

private:
	int fd_;
};

// Through files of their own, so that the state of a file under test does not change.
State state();
Outcome put(const std::string &path, std::string_view text);
std::string get(const std::string &path);
bool exists(const std::string &path);
unsigned mode(const std::string &path);
Outcome open_outcome(const std::string &path, int flags);

// Beside the test program: modules, the 32-bit program, the transcript.
std::string beside(const std::string &name);
Outcome load(const std::string &module_parameters = "", const std::string &name = "rusty");
Outcome unload(const std::string &name = "rusty");

// The fixture of tests of loading itself: the driver is not loaded, whatever the previous test has left.
struct Unloaded {
	Unloaded();
};

// The module, freshly loaded with these parameters; unloaded at the end.
class Module
{
public:
	explicit Module(const std::string &module_parameters = "", const std::string &name = "rusty");
	Module(const Module &) = delete;
	Module &operator=(const Module &) = delete;
	~Module();

private:
	std::string name_;
};

// The fixture of most tests: the module is loaded, number is 2023 and unpinned_number 3202, whatever the previous
// test has left; `file` is a newly opened file, for reading and writing.
struct Loaded {
	Loaded();
	File file;
};

// Detects every wake-up of the device's wait queue, also a spurious one: an edge-triggered epoll item
// that asks for EPOLLOUT too, which always holds, is reported once for each wake-up.
class Witness
{
public:
	Witness();
	~Witness();
	Witness(const Witness &) = delete;
	Witness &operator=(const Witness &) = delete;
	bool woken();

private:
	File file_;
	int epoll_;
};

// A process that runs `work` and exits with what it returns (255: it threw). It ends with the process that made it.
class Child
{
public:
	explicit Child(const std::function<int()> &work);
	~Child();
	Child(const Child &) = delete;
	Child &operator=(const Child &) = delete;
	bool sleeps(); // true as soon as the process is blocked; false when it is not within ten seconds
	int wait();    // its exit status, or 256 plus the signal that ended it
	pid_t pid() const { return pid_; }

private:
	pid_t pid_;
};

// Memory that this process and its children share; all zero at first.
template <typename T>
class Shared
{
public:
	Shared()
		: memory_(::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
				 0))
	{
	}
	~Shared() { ::munmap(memory_, sizeof(T)); }
	Shared(const Shared &) = delete;
	Shared &operator=(const Shared &) = delete;
	T *operator->() { return static_cast<T *>(memory_); }
	T &operator*() { return *static_cast<T *>(memory_); }

private:
	void *memory_;
};

// One page that can be used, and after it one that cannot.
class GuardedPage
{
public:
	GuardedPage();
	~GuardedPage();
	GuardedPage(const GuardedPage &) = delete;
	GuardedPage &operator=(const GuardedPage &) = delete;
	char *start() { return start_; }
	char *end() { return start_ + page_size; }
	void make_read_only();
	// T at the page's end, its last `cut` bytes beyond it.
	template <typename T>
	T *last(std::size_t cut = 0)
	{
		return reinterpret_cast<T *>(end() - sizeof(T) + cut);
	}

private:
	char *start_;
};

// Pointers that no program may hand to the kernel: null, a page without access, the kernel's own memory.
std::vector<char *> bad_pointers();

// A text with what cannot be printed as \x and two digits.
std::string quoted(std::string_view text);

// What the shell (busybox) prints for a script; throws when the script fails or takes half a minute.
std::string shell(const std::string &script);

// The device's page, mapped (by default read-only and shared) and unmapped at the end.
class Mapping
{
public:
	explicit Mapping(const File &file, int flags = MAP_SHARED, std::size_t size = page_size);
	~Mapping();
	Mapping(const Mapping &) = delete;
	Mapping &operator=(const Mapping &) = delete;
	const rusty_page *page() const { return static_cast<const rusty_page *>(address_); }
	void *address() const { return address_; }
	State read() const { return read(page()); }
	static State read(const rusty_page *page); // by the protocol of the uapi header

private:
	void *address_;
};

// 0, or minus mmap's errno.
Outcome map_outcome(const File &file, int protection, int flags, std::size_t size = page_size,
		    off_t offset = 0);

} // namespace guest

#endif
