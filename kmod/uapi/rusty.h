/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * The contract of /dev/rusty with user space, for C and C++: everything a program may rely on.
 *
 * THE STATE belongs to the device, not to an open file: one signed 64-bit number with a generation,
 * an unsigned 64-bit count that grows by one at each successful store, of an equal value too. Both live
 * until the module is unloaded. All changes are atomic and totally ordered, however they are made.
 *
 * read(2)   From offset 0: the number in decimal and a newline, then end of file. lseek(fd, 0, SEEK_SET)
 *           or pread(fd, buffer, size, 0) read afresh. A read that takes only part of the text is continued
 *           from the same number, never from a newer one (threads and processes that share an open file share
 *           this, too: a read at offset 0 begins afresh for all of them). A read at or after the end returns 0.
 *           readv, preadv, splice and (on Linux 6.0 and later) sendfile work as well.
 *           Errors: EFAULT (bad buffer), ENOMEM (the first read of an open file allocates a few words).
 * write(2)  One integer: optional white space, optional sign, then decimal, 0x (hexadecimal), 0o or 0 (octal)
 *           or 0b (binary), in either case, optional white space. It stores the whole write or nothing; a writev is one
 *           write. The offset is neither used nor moved. An empty write returns 0 and stores nothing.
 *           Errors: EINVAL (not a number: an embedded NUL or a second word too), ERANGE (not a signed
 *           64-bit number), EMSGSIZE (over RUSTY_TEXT_MAX bytes), EFAULT (bad buffer). The state is
 *           then untouched and no poller is woken.
 * poll(2)   POLLIN and POLLRDNORM when the generation moved since this open file last read the number, to the
 *           end of its text with read, or with RUSTY_IOC_GET or RUSTY_IOC_SNAPSHOT; a fresh file is readable
 *           at once. POLLOUT and POLLWRNORM always. As with sysfs, a poller reads with pread or after lseek
 *           to 0: a read at the end returns 0 and clears nothing.
 * mmap(2)   Exactly one page (the kernel rounds a shorter length up) at offset 0, PROT_READ, shared or private:
 *           struct rusty_page. Writable and executable mappings are refused with EPERM (shared and writable ones of
 *           a file that is not open for writing, and any of one that is not open for reading, with EACCES), by
 *           mprotect with EACCES later; so is all that a process with the personality READ_IMPLIES_EXEC maps, unless
 *           /dev is mounted noexec. Another size or offset: EINVAL (ENOMEM or EOVERFLOW if no file could be mapped so).
 * ioctl(2)  Below. The same for 32-bit callers. Operations that change the number need a file open for
 *           writing, operations that return it one open for reading: else EBADF. Unknown commands: ENOTTY.
 *           A reserved field or an unknown flag that is not zero: EINVAL. Bad pointer, also one where the
 *           answer cannot be stored: EFAULT. ENOMEM: as for read (GET, SNAPSHOT). A call that fails has changed
 *           nothing (but if another thread unmaps the answer's memory during the call, EFAULT may come after the
 *           change).
 *
 * All integers are in native byte order. Structures have no implicit padding, and every 64-bit field lies at
 * a multiple of 8: the layout is the same for 32-bit and 64-bit callers.
 */
#ifndef RUSTY_UAPI_H
#define RUSTY_UAPI_H

#include <linux/ioctl.h>
#include <linux/types.h>

/* Grows only when something above or below changes its meaning; what is merely added does not count. */
#define RUSTY_ABI_VERSION 1

/* The longest text that a write takes, in bytes. (Binary of more than 61 digits has no room in it.) */
#define RUSTY_TEXT_MAX 64

/* RUSTY_IOC_VERSION: the version of the contract that the loaded driver implements. */
struct rusty_version {
	__u32 abi;	   /* out: RUSTY_ABI_VERSION */
	__u32 reserved[3]; /* out: 0 */
};

/* RUSTY_IOC_ADD: number += operand, in one step. */
#define RUSTY_ADD_CHECKED 0x1 /* EOVERFLOW instead of wrapping around; the number then is unchanged */
struct rusty_add {
	__s64 operand;	/* in */
	__s64 result;	/* out: the number after the addition */
	__u32 flags;	/* in: 0 or RUSTY_ADD_CHECKED */
	__u32 reserved; /* in: 0 */
};

/* RUSTY_IOC_EXCHANGE: stores desired, returns what was there. */
struct rusty_exchange {
	__s64 desired;	/* in */
	__s64 previous; /* out */
};

/* RUSTY_IOC_COMPARE_EXCHANGE: stores desired if the number is expected; the call succeeds either way. */
struct rusty_compare_exchange {
	__s64 expected;	 /* in */
	__s64 desired;	 /* in */
	__s64 previous;	 /* out: the number before the call */
	__u32 exchanged; /* out: 1 if desired was stored, else 0 (no store, generation kept) */
	__u32 reserved;	 /* in: 0 */
};

/* RUSTY_IOC_SNAPSHOT: the number and its generation, read together. */
struct rusty_snapshot {
	__s64 number;	   /* out */
	__u64 generation;  /* out */
	__u64 reserved[2]; /* out: 0 */
};

#define RUSTY_IOC_MAGIC 0xC9
#define RUSTY_IOC_VERSION _IOR(RUSTY_IOC_MAGIC, 0, struct rusty_version)
#define RUSTY_IOC_GET _IOR(RUSTY_IOC_MAGIC, 1, __s64)
#define RUSTY_IOC_SET _IOW(RUSTY_IOC_MAGIC, 2, __s64)
#define RUSTY_IOC_ADD _IOWR(RUSTY_IOC_MAGIC, 3, struct rusty_add)
#define RUSTY_IOC_EXCHANGE _IOWR(RUSTY_IOC_MAGIC, 4, struct rusty_exchange)
#define RUSTY_IOC_COMPARE_EXCHANGE _IOWR(RUSTY_IOC_MAGIC, 5, struct rusty_compare_exchange)
#define RUSTY_IOC_SNAPSHOT _IOR(RUSTY_IOC_MAGIC, 6, struct rusty_snapshot)

/*
 * What a mapping shows, at the start of its page; the rest of the page is zero. A consistent read:
 *   1. load sequence (acquire); if it is odd, a store is under way: start again,
 *   2. load generation and number,
 *   3. load sequence again (after an acquire fence); if it differs from 1, start again.
 */
struct rusty_page {
	__u32 abi;	/* RUSTY_ABI_VERSION */
	__u32 sequence; /* odd while a store is under way */
	__u64 generation;
	__s64 number;
};

#endif
