// SPDX-License-Identifier: MIT
// The bodies of guest.hpp that concern files, the module and its state.
#include "guest.hpp"

#include "kernel_log.hpp"

#include <climits>
#include <cstring>
#include <ostream>
#include <system_error>

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace guest
{

namespace
{

long checked(long returned, const std::string &what)
{
	if (returned < 0)
		throw std::system_error(errno, std::generic_category(), what);
	return returned;
}

void unload_if_loaded(const std::string &name)
{
	if (exists("/sys/module/" + name))
		checked(unload(name) == 0 ? 0 : -1, "unload " + name);
}

// The fixture's file, once the state before it is made.
File start()
{
	if (!exists("/sys/module/rusty"))
		checked(load() == 0 ? 0 : -1, "load rusty.ko");
	for (const auto &[name, text] : {std::pair{"number", "2023"}, std::pair{"unpinned_number", "3202"}})
		checked(put(sysfs + name, text).value(), name);
	return File();
}

} // namespace

std::ostream &operator<<(std::ostream &out, const Outcome &outcome)
{
	const char *name = outcome.value_ < 0 ? strerrorname_np(static_cast<int>(-outcome.value_)) : nullptr;
	return name ? out << '-' << name : out << outcome.value_;
}

std::ostream &operator<<(std::ostream &out, const State &state)
{
	return out << state.number << " (generation " << state.generation << ')';
}

File::File(int flags, const std::string &path)
	: fd_(static_cast<int>(checked(::open(path.c_str(), flags | O_CLOEXEC), "open " + path)))
{
}

File::File(File &&other) noexcept : fd_(other.fd_)
{
	other.fd_ = -1;
}

File::~File()
{
	close();
}

void File::close()
{
	if (fd_ >= 0)
		::close(fd_);
	fd_ = -1;
}

std::string File::read(std::size_t size)
{
	std::string text(size, '?');
	text.resize(static_cast<std::size_t>(checked(::read(fd_, text.data(), size), "read")));
	return text;
}

std::string File::read_at(off_t offset, std::size_t size)
{
	std::string text(size, '?');
	text.resize(static_cast<std::size_t>(checked(::pread(fd_, text.data(), size, offset), "pread")));
	return text;
}

std::string File::read_byte_by_byte()
{
	std::string text;
	for (std::string byte = read(1); !byte.empty(); byte = read(1))
		text += byte;
	return text;
}

Outcome File::write(std::string_view text)
{
	return Outcome::of(::write(fd_, text.data(), text.size()));
}

void File::rewind()
{
	checked(::lseek(fd_, 0, SEEK_SET), "lseek");
}

off_t File::offset()
{
	return checked(::lseek(fd_, 0, SEEK_CUR), "lseek");
}

std::int64_t File::number()
{
	__s64 number = 0;
	checked(::ioctl(fd_, RUSTY_IOC_GET, &number), "RUSTY_IOC_GET");
	return number;
}

State File::snapshot()
{
	rusty_snapshot snapshot{};
	checked(::ioctl(fd_, RUSTY_IOC_SNAPSHOT, &snapshot), "RUSTY_IOC_SNAPSHOT");
	return {snapshot.number, snapshot.generation};
}

std::int64_t File::add(std::int64_t operand)
{
	rusty_add add{.operand = operand, .result = 0, .flags = 0, .reserved = 0};
	checked(::ioctl(fd_, RUSTY_IOC_ADD, &add), "RUSTY_IOC_ADD");
	return add.result;
}

short File::events(int timeout, short wanted)
{
	pollfd item{fd_, wanted, 0};
	checked(::poll(&item, 1, timeout), "poll");
	return item.revents;
}

State state()
{
	return File(O_RDONLY).snapshot();
}

Outcome put(const std::string &path, std::string_view text)
{
	return File(O_WRONLY, path).write(text);
}

std::string get(const std::string &path)
{
	File file(O_RDONLY, path);
	std::string all;
	for (std::string part = file.read(); !part.empty(); part = file.read())
		all += part;
	return all;
}

std::string quoted(std::string_view text)
{
	std::string quoted = "\"";
	for (char character : text) {
		if (character >= ' ' && character <= '~') {
			quoted += character;
			continue;
		}
		static const char digits[] = "0123456789abcdef";
		const auto byte = static_cast<unsigned char>(character);
		quoted += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
	}
	return quoted + '"';
}

bool exists(const std::string &path)
{
	return ::access(path.c_str(), F_OK) == 0;
}

unsigned mode(const std::string &path)
{
	struct stat status {
	};
	checked(::stat(path.c_str(), &status), "stat " + path);
	return status.st_mode;
}

Outcome open_outcome(const std::string &path, int flags)
{
	const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
	if (fd < 0)
		return Outcome::of(fd);
	::close(fd);
	return Outcome::of(0);
}

std::string beside(const std::string &name)
{
	char path[PATH_MAX] = "";
	checked(::readlink("/proc/self/exe", path, sizeof(path) - 1), "readlink /proc/self/exe");
	return std::string(path, std::strrchr(path, '/') + 1) + name;
}

Outcome load(const std::string &module_parameters, const std::string &name)
{
	look_for_complaints();
	const File file(O_RDONLY, beside(name + ".ko"));
	return Outcome::of(::syscall(SYS_finit_module, file.fd(), module_parameters.c_str(), 0));
}

Outcome unload(const std::string &name)
{
	return Outcome::of(::syscall(SYS_delete_module, name.c_str(), O_NONBLOCK));
}

Unloaded::Unloaded()
{
	unload_if_loaded("rusty");
}

Module::Module(const std::string &module_parameters, const std::string &name) : name_(name)
{
	unload_if_loaded(name);
	checked(load(module_parameters, name) == 0 ? 0 : -1, "load " + name + " " + module_parameters);
}

Module::~Module()
{
	unload(name_);
}

Loaded::Loaded() : file(start()) {}

} // namespace guest
