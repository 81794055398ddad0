// SPDX-License-Identifier: MIT
// The bodies of places.hpp.
#include "places.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>

#include <sys/mman.h>
#include <unistd.h>

#include "../guest/guest.hpp"

namespace hostile
{

namespace
{

// On s390x user space and kernel have an address space each: no address is refused for being the kernel's.
#ifdef __s390x__
constexpr bool knows_addresses_of_kernel = false;
#else
constexpr bool knows_addresses_of_kernel = true;
#endif

char *one_page_then_none(int memory, int protection)
{
	char *start = static_cast<char *>(
		::mmap(nullptr, 2 * guest::page_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	if (start == MAP_FAILED ||
	    ::mmap(start, guest::page_size, protection, MAP_SHARED | MAP_FIXED, memory, 0) == MAP_FAILED)
		throw std::system_error(errno, std::generic_category(), "mmap");
	return start;
}

} // namespace

Places::Places() : memory_(::memfd_create("places", MFD_CLOEXEC))
{
	if (memory_ < 0 || ::ftruncate(memory_, static_cast<off_t>(guest::page_size)) != 0)
		throw std::system_error(errno, std::generic_category(), "memfd_create");
	writable_ = one_page_then_none(memory_, PROT_READ | PROT_WRITE);
	read_only_ = one_page_then_none(memory_, PROT_READ);
}

Places::~Places()
{
	::munmap(writable_, 2 * guest::page_size);
	::munmap(read_only_, 2 * guest::page_size);
	::close(memory_);
}

Place Places::tail(std::size_t offset, bool read_only) const
{
	const std::size_t size = guest::page_size - offset;
	return {read_only ? "a read-only page" : "a good page",
		(read_only ? read_only_ : writable_) + offset,
		writable_ + offset,
		size,
		read_only ? 0 : size,
		false};
}

Place Places::good()
{
	return tail(0, false);
}

Place Places::any(Random &random, std::size_t size)
{
	const std::size_t wanted = std::min(size, guest::page_size);
	switch (random.below(24)) {
	case 0: // its last bytes are missing
		return tail(guest::page_size - random.below(wanted + 1), random.one_in(4));
	case 1:
		return tail(guest::page_size - wanted, true);
	case 2:
		return {"a page without access", writable_ + guest::page_size, nullptr, 0, 0, false};
	case 3:
		return {"null", nullptr, nullptr, 0, 0, false};
	case 4:
		if (size == 0) // refused by some kernels, by others not
			return good();
		return {"the kernel's memory",
			reinterpret_cast<char *>(~std::uintptr_t{0} << 12),
			nullptr,
			0,
			0,
			knows_addresses_of_kernel};
	case 5: // to its very end
	case 6:
		return tail(guest::page_size - wanted, false);
	default:
		return tail(random.below(64), false);
	}
}

} // namespace hostile
