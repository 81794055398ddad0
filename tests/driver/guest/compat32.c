// SPDX-License-Identifier: MIT
// A 32-bit program that does everything with /dev/rusty once; prints one line for each check, run by
// compat.cpp.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "rusty.h"

#define ASSERT_OFFSET(type, member, offset)                                                                  \
	_Static_assert(offsetof(struct type, member) == (offset), #type "." #member)

_Static_assert(sizeof(void *) == 4, "this program is to be built for 32 bits");
_Static_assert(sizeof(struct rusty_version) == 16, "rusty_version");
_Static_assert(sizeof(struct rusty_add) == 24, "rusty_add");
_Static_assert(sizeof(struct rusty_exchange) == 16, "rusty_exchange");
_Static_assert(sizeof(struct rusty_compare_exchange) == 32, "rusty_compare_exchange");
_Static_assert(sizeof(struct rusty_snapshot) == 32, "rusty_snapshot");
_Static_assert(sizeof(struct rusty_page) == 24, "rusty_page");
ASSERT_OFFSET(rusty_version, reserved, 4);
ASSERT_OFFSET(rusty_add, result, 8);
ASSERT_OFFSET(rusty_add, flags, 16);
ASSERT_OFFSET(rusty_add, reserved, 20);
ASSERT_OFFSET(rusty_exchange, previous, 8);
ASSERT_OFFSET(rusty_compare_exchange, desired, 8);
ASSERT_OFFSET(rusty_compare_exchange, previous, 16);
ASSERT_OFFSET(rusty_compare_exchange, exchanged, 24);
ASSERT_OFFSET(rusty_compare_exchange, reserved, 28);
ASSERT_OFFSET(rusty_snapshot, generation, 8);
ASSERT_OFFSET(rusty_snapshot, reserved, 16);
ASSERT_OFFSET(rusty_page, sequence, 4);
ASSERT_OFFSET(rusty_page, generation, 8);
ASSERT_OFFSET(rusty_page, number, 16);

static int failed;

static void check(int holds, const char *sentence)
{
	printf("%s: %s\n", holds ? "ok" : "FAILED", sentence);
	failed |= !holds;
}

static struct rusty_snapshot snapshot(int fd)
{
	struct rusty_snapshot snapshot;
	memset(&snapshot, 0xff, sizeof(snapshot));
	check(ioctl(fd, RUSTY_IOC_SNAPSHOT, &snapshot) == 0 && !snapshot.reserved[0] && !snapshot.reserved[1],
	      "SNAPSHOT");
	return snapshot;
}

static void check_changes(int fd)
{
	const __u64 generation = snapshot(fd).generation;
	__s64 number = INT64_MIN;
	check(ioctl(fd, RUSTY_IOC_SET, &number) == 0, "SET");
	number = 0;
	check(ioctl(fd, RUSTY_IOC_GET, &number) == 0 && number == INT64_MIN, "GET");
	struct rusty_add add = {.operand = -1, .result = 1};
	check(ioctl(fd, RUSTY_IOC_ADD, &add) == 0 && add.result == INT64_MAX, "ADD wraps around");
	add = (struct rusty_add){.operand = 1, .flags = RUSTY_ADD_CHECKED};
	check(ioctl(fd, RUSTY_IOC_ADD, &add) == -1 && errno == EOVERFLOW, "ADD is checked");
	add = (struct rusty_add){.operand = 1, .flags = 2};
	check(ioctl(fd, RUSTY_IOC_ADD, &add) == -1 && errno == EINVAL, "an unknown flag is EINVAL");
	struct rusty_exchange exchange = {.desired = -0x123456789abcdefLL};
	check(ioctl(fd, RUSTY_IOC_EXCHANGE, &exchange) == 0 && exchange.previous == INT64_MAX, "EXCHANGE");
	struct rusty_compare_exchange swap = {.expected = -0x123456789abcdefLL,
					      .desired = 0x7fffffff00000001LL};
	check(ioctl(fd, RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0 && swap.exchanged == 1 &&
		      swap.previous == -0x123456789abcdefLL,
	      "COMPARE_EXCHANGE stores");
	swap = (struct rusty_compare_exchange){.expected = 0x7fffffff00000000LL, .exchanged = 7};
	check(ioctl(fd, RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0 && swap.exchanged == 0 &&
		      swap.previous == 0x7fffffff00000001LL,
	      "COMPARE_EXCHANGE compares all bits");
	const struct rusty_snapshot after = snapshot(fd);
	check(after.number == 0x7fffffff00000001LL && after.generation == generation + 4,
	      "four stores were made");
}

static void check_refusals(int fd)
{
	__s64 number = 0;
	check(ioctl(fd, _IOR(RUSTY_IOC_MAGIC, 7, __s64), &number) == -1 && errno == ENOTTY,
	      "an unknown command is ENOTTY");
	check(ioctl(fd, _IOR(RUSTY_IOC_MAGIC, 1, __s32), &number) == -1 && errno == ENOTTY,
	      "another size is ENOTTY");
	check(ioctl(fd, RUSTY_IOC_GET, (void *)0xfffff000) == -1 && errno == EFAULT,
	      "a bad pointer is EFAULT");
	check(ioctl(fd, RUSTY_IOC_SET, NULL) == -1 && errno == EFAULT, "a null pointer is EFAULT");
	int reader = open("/dev/rusty", O_RDONLY);
	check(ioctl(reader, RUSTY_IOC_SET, &number) == -1 && errno == EBADF, "SET through O_RDONLY is EBADF");
	close(reader);
}

static void check_text(int fd)
{
	char text[64] = "";
	check(write(fd, "-9223372036854775808", 20) == 20, "write");
	check(read(fd, text, 1) == 1 && read(fd, text + 1, 63) == 20 &&
		      !strcmp(text, "-9223372036854775808\n"),
	      "read in two parts");
	check(read(fd, text, 64) == 0, "read at the end");
	struct iovec line[] = {{(void *)"0x", 2}, {(void *)"1F", 2}, {(void *)"\n", 1}};
	check(writev(fd, line, 3) == 5, "writev");
	memset(text, 0, sizeof(text));
	check(pread(fd, text, 64, 0) == 3 && !strcmp(text, "31\n"), "pread");
	check(write(fd, "9223372036854775808", 19) == -1 && errno == ERANGE, "ERANGE");
	struct pollfd item = {.fd = fd, .events = POLLIN | POLLOUT};
	check(poll(&item, 1, 0) == 1 && item.revents == POLLOUT, "poll after a read");
	check(write(fd, "32", 2) == 2 && poll(&item, 1, 0) == 1 && item.revents == (POLLIN | POLLOUT),
	      "poll after a store");
}

static void check_mapping(int fd)
{
	const size_t size = (size_t)sysconf(_SC_PAGESIZE);
	const struct rusty_page *page = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
	check(page != MAP_FAILED, "mmap");
	if (page == MAP_FAILED)
		return;
	check(page->abi == RUSTY_ABI_VERSION && page->sequence % 2 == 0, "the page's head");
	struct rusty_add add = {.operand = -0x100000000LL};
	check(ioctl(fd, RUSTY_IOC_ADD, &add) == 0, "ADD across the halves");
	const struct rusty_snapshot now = snapshot(fd);
	check(page->number == now.number && now.number == 32 - 0x100000000LL, "the page's number");
	check(page->generation == now.generation, "the page's generation");
	munmap((void *)page, size);
	check(mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED && errno == EPERM,
	      "a writable mapping is EPERM");
	check(mmap(NULL, size, PROT_READ, MAP_SHARED, fd, (off_t)size) == MAP_FAILED && errno == EINVAL,
	      "another offset is EINVAL");
}

int main(void)
{
	int fd = open("/dev/rusty", O_RDWR);
	if (fd < 0) {
		perror("rusty-compat32: unable to open /dev/rusty");
		return 2;
	}
	struct rusty_version version;
	memset(&version, 0xff, sizeof(version));
	check(ioctl(fd, RUSTY_IOC_VERSION, &version) == 0 && version.abi == RUSTY_ABI_VERSION &&
		      !(version.reserved[0] | version.reserved[1] | version.reserved[2]),
	      "VERSION");
	check_changes(fd);
	check_refusals(fd);
	check_text(fd);
	check_mapping(fd);
	puts(failed ? "some failed" : "all hold");
	return failed;
}
