// SPDX-License-Identifier: MIT
// rusty-map: reads the number of /dev/rusty from its mapping, where no system call is needed, and prints it.
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <rusty.h>
#include <sys/mman.h>
#include <unistd.h>

// Number and generation of one moment, by the protocol in <rusty.h>. Words the kernel writes: each is loaded
// once.
static rusty_page consistent(const volatile rusty_page &page)
{
	for (;;) {
		const __u32 before = page.sequence;
		std::atomic_thread_fence(std::memory_order_acquire);
		const rusty_page seen{page.abi, before, page.generation, page.number};
		std::atomic_thread_fence(std::memory_order_acquire);
		if (before % 2 == 0 && page.sequence == before)
			return seen;
	}
}

int main()
{
	const int device = open("/dev/rusty", O_RDONLY | O_CLOEXEC);
	const auto size = static_cast<size_t>(sysconf(_SC_PAGESIZE));
	void *const page = device < 0 ? MAP_FAILED : mmap(nullptr, size, PROT_READ, MAP_SHARED, device, 0);
	if (page == MAP_FAILED) {
		std::fprintf(stderr, "rusty-map: cannot map /dev/rusty: %s\n", std::strerror(errno));
		return 1;
	}
	const rusty_page seen = consistent(*static_cast<const volatile rusty_page *>(page));
	std::printf("%lld (generation %llu)\n", static_cast<long long>(seen.number),
		    static_cast<unsigned long long>(seen.generation));
	return 0;
}
