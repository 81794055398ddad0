// SPDX-License-Identifier: MIT
// System calls on an open file.
#include "target.hpp"

#include <cstring>
#include <string>

#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <rusty/mapped_number.hpp>

#include "uapi/rusty.h"

namespace bench
{
namespace
{

struct Digits {
	const char *name;
	const char *text;
};

constexpr Digits digits[] = {
	{"1 digit", "7\n"}, {"8 digits", "20232023\n"}, {"20 digits", "-9223372036854775808\n"}};

char buffer[4096];
char *const nowhere = reinterpret_cast<char *>(8);

// The floors: /dev/zero for reads of as many bytes; /dev/null for writes, and for reads at the end.
void open_and_close(const char *column, const char *path)
{
	report("open + close", column, count([=] {
		       const long file = call(SYS_openat, AT_FDCWD, address(path), O_RDWR | O_CLOEXEC);
		       call(SYS_close, file);
	       }));
}

void reads(const char *column, int file, std::size_t size, const std::string &name)
{
	const long bytes = static_cast<long>(size);
	expect(::pread(file, buffer, size, 0) == bytes, "pread");
	report("pread, " + name, column, count([=] { call(SYS_pread64, file, address(buffer), bytes, 0); }));
	report("lseek + read, " + name, column, count([=] {
		       call(SYS_lseek, file, 0, SEEK_SET);
		       call(SYS_read, file, address(buffer), bytes);
	       }));
}

void writes(const char *column, int file, const char *text, const std::string &name)
{
	const long size = static_cast<long>(std::strlen(text));
	report("write, " + name, column, count([=] { call(SYS_write, file, address(text), size); }));
}

void control(const char *column, int file, const std::string &name, unsigned int command, void *argument,
	     long wanted = 0)
{
	expect(call(SYS_ioctl, file, command, address(argument)) == wanted, name);
	report(name, column, count([=] { call(SYS_ioctl, file, command, address(argument)); }));
}

void controls(const char *column, int file)
{
	rusty_version version{};
	__s64 number = 20232023;
	rusty_add add{.operand = 1, .result = 0, .flags = 0, .reserved = 0};
	rusty_add checked{.operand = 1, .result = 0, .flags = RUSTY_ADD_CHECKED, .reserved = 0};
	rusty_add overflow{.operand = INT64_MAX, .result = 0, .flags = RUSTY_ADD_CHECKED, .reserved = 0};
	rusty_add invalid{.operand = 1, .result = 0, .flags = 0, .reserved = 1};
	rusty_exchange exchange{.desired = 20232023, .previous = 0};
	rusty_compare_exchange swap{
		.expected = 20232023, .desired = 20232023, .previous = 0, .exchanged = 0, .reserved = 0};
	rusty_compare_exchange other{
		.expected = 1, .desired = 2, .previous = 0, .exchanged = 0, .reserved = 0};
	rusty_snapshot snapshot{};

	control(column, file, "ioctl version", RUSTY_IOC_VERSION, &version);
	control(column, file, "ioctl get", RUSTY_IOC_GET, &number);
	control(column, file, "ioctl set", RUSTY_IOC_SET, &number);
	control(column, file, "ioctl add", RUSTY_IOC_ADD, &add);
	control(column, file, "ioctl add, checked", RUSTY_IOC_ADD, &checked);
	control(column, file, "ioctl add, overflow", RUSTY_IOC_ADD, &overflow, -EOVERFLOW);
	control(column, file, "ioctl add, reserved field set", RUSTY_IOC_ADD, &invalid, -EINVAL);
	control(column, file, "ioctl exchange", RUSTY_IOC_EXCHANGE, &exchange);
	control(column, file, "ioctl compare-exchange", RUSTY_IOC_COMPARE_EXCHANGE, &swap);
	control(column, file, "ioctl compare-exchange, another number", RUSTY_IOC_COMPARE_EXCHANGE, &other);
	control(column, file, "ioctl snapshot", RUSTY_IOC_SNAPSHOT, &snapshot);
	control(column, file, "ioctl get, bad pointer", RUSTY_IOC_GET, nowhere, -EFAULT);
}

void polls(const char *column, int file)
{
	pollfd one{.fd = file, .events = POLLIN | POLLPRI, .revents = 0};
	report("poll, ready", column, count([&] { call(SYS_poll, address(&one), 1, 0); }));
}

void bad_pointers(const char *column, int file)
{
	expect(call(SYS_pread64, file, address(nowhere), 8, 0) == -EFAULT, "a bad pointer");
	report("pread, bad pointer", column, count([=] { call(SYS_pread64, file, address(nowhere), 8, 0); }));
	report("write, bad pointer", column, count([=] { call(SYS_write, file, address(nowhere), 8); }));
}

void maps(const char *column, int file)
{
	report("mmap + munmap", column, count([=] {
		       void *const page = ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file, 0);
		       ::munmap(page, 4096);
	       }));
	report("mmap + touch + munmap", column, count([=] {
		       void *const page = ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file, 0);
		       (void)*static_cast<volatile int *>(page);
		       ::munmap(page, 4096);
	       }));
}

void of_device(const Target &target)
{
	open_and_close(target.name, target.path);
	const int file = opened(target.path);
	for (const Digits &each : digits) {
		expect(::write(file, each.text, std::strlen(each.text)) > 0, "write");
		reads(target.name, file, std::strlen(each.text), each.name);
	}
	report("pread, at the end", target.name,
	       count([=] { call(SYS_pread64, file, address(buffer), 64, 64); }));
	for (const Digits &each : digits)
		writes(target.name, file, each.text, each.name);
	expect(::write(file, "20232o23\n", 9) == -1 && errno == EINVAL, "bad text");
	writes(target.name, file, "20232o23\n", "bad text");
	expect(::write(file, "20232023\n", 9) == 9, "write");
	controls(target.name, file);
	control(target.name, file, "ioctl unknown", 0x1234, buffer, -ENOTTY);
	bad_pointers(target.name, file);
	polls(target.name, file);
	maps(target.name, file);
}

void of_floor()
{
	open_and_close("floor", "/dev/null");
	const int null = opened("/dev/null"), zero = opened("/dev/zero");
	for (const Digits &each : digits) {
		reads("floor", zero, std::strlen(each.text), each.name);
		writes("floor", null, each.text, each.name);
	}
	writes("floor", null, "20232o23\n", "bad text");
	report("pread, at the end", "floor",
	       count([=] { call(SYS_pread64, null, address(buffer), 64, 64); }));
	control("floor", null, "ioctl unknown", 0x1234, buffer, -ENOTTY);
	polls("floor", null);
}

} // namespace

void count_rusty()
{
	of_device(rusty);
}

void count_calls()
{
	of_device(twin);
	count_rusty();
	of_floor();
	// (The client library's code: it reads the mapped page, whichever driver wrote it.)
	const ::rusty::MappedNumber number("/dev/rusty");
	report("map read (client library)", "rusty", count([&] {
		       const std::int64_t now = number.number();
		       asm volatile("" ::"r"(now));
	       }));
}

} // namespace bench
