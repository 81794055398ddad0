// SPDX-License-Identifier: MIT
// Mappings, and a store by another process.
#include "user.hpp"

#include <cerrno>

#include <sys/mman.h>
#include <sys/wait.h>

namespace hostile
{

void User::map()
{
	if (random_.one_in(4))
		return store_elsewhere();
	OpenFile &file = any_file();
	static constexpr int extras[] = {0, MAP_POPULATE, MAP_NORESERVE, MAP_LOCKED};
	static const std::size_t page = guest::page_size;
	const int protection = static_cast<int>(random_.one_in(2) ? PROT_READ : random_.below(8));
	const bool shared = random_.one_in(2);
	const int all = (shared ? MAP_SHARED : MAP_PRIVATE) | random_.pick(extras);
	const std::size_t size = random_.one_in(4) ? random_.below(3 * page) : page;
	const long long offset = random_.one_in(6) ? static_cast<long long>(random_.below(3) * page / 2) : 0;
	note("mmap", &file, nullptr, size, offset,
	     static_cast<std::uint64_t>(protection) << 32 | static_cast<unsigned>(all));
	judge_.begin();
	void *const address = ::mmap(nullptr, size, protection, all, file.fd, offset);
	const long outcome = guest::Outcome::of(address == MAP_FAILED ? -1 : 0).value();
	over();
	Errors may;
	may.add_if(file.fd < 0, EBADF);
	may.add_if(!file.readable || (shared && (protection & PROT_WRITE) && !file.writable), EACCES);
	may.add_if((protection & (PROT_WRITE | PROT_EXEC)) != 0, EPERM);
	may.add_if(size == 0 || size > page || offset != 0, EINVAL);
	if (may.check(outcome))
		return;

	const int other = static_cast<int>(random_.below(8));
	const long changed = guest::Outcome::of(::mprotect(address, page, other)).value();
	const bool refused = (other & (PROT_WRITE | PROT_EXEC)) != 0;
	const void *const grown = ::mremap(address, page, 2 * page, random_.one_in(2) ? MREMAP_MAYMOVE : 0);
	const bool shown = refused ? protection == PROT_READ : other == PROT_READ;
	judge_.begin();
	const guest::State state =
		shown ? guest::Mapping::read(static_cast<const rusty_page *>(address)) : guest::State{};
	over();
	::munmap(address, page);
	expect_equal("outcome of mprotect", refused ? -long{EACCES} : 0L, changed);
	expect(grown == MAP_FAILED, "mremap refused to grow the page", "done");
	if (shown)
		judge_.saw(state, when_);
}

// (Only calls of the kernel in the child: other threads may hold any lock of the library's.)
void User::store_elsewhere()
{
	const std::int64_t desired = judge_.fresh(random_);
	note("exchange in a child process", nullptr, nullptr, 0, desired);
	judge_.begin();
	const pid_t child = ::fork();
	if (child == 0) {
		const int fd = ::open(guest::device.c_str(), O_RDWR | O_CLOEXEC);
		rusty_exchange exchange{.desired = desired, .previous = 0};
		const bool done = ::ioctl(fd, RUSTY_IOC_EXCHANGE, &exchange) == 0 &&
				  ::write(pipe_[1], &exchange, sizeof(exchange)) == sizeof(exchange);
		::_exit(done ? 0 : 1);
	}
	int status = 1;
	while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
	}
	over();
	rusty_exchange exchange{};
	const bool told = ::read(pipe_[0], &exchange, sizeof(exchange)) == sizeof(exchange);
	expect(told && status == 0, "success", std::to_string(status));
	judge_.replaced(exchange.previous, desired, when_);
}

} // namespace hostile
