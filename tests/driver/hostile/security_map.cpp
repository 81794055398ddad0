// SPDX-License-Identifier: MIT
// The page can be written or executed in no way: not by mmap and calls on the mapping, not through another process, and
// not by a process that may read and write all memory of another.
#include "../guest/catch.hpp"

#include "../guest/guest.hpp"

#include <cstring>
#include <memory>
#include <vector>

#include <linux/userfaultfd.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace guest;

namespace
{

// Checks at the end of the block that the page has not changed.
class PageIsUntouched
{
public:
	~PageIsUntouched()
	{
		Mapping mapping{File(O_RDONLY)};
		CHECK(std::memcmp(before_.data(), mapping.address(), page_size) == 0);
	}

private:
	std::vector<char> before_ = [] {
		Mapping mapping{File(O_RDONLY)};
		const char *bytes = static_cast<const char *>(mapping.address());
		return std::vector<char>(bytes, bytes + page_size);
	}();
};

// No protection but PROT_NONE and PROT_READ is granted.
bool is_closed(void *address)
{
	for (int protection = 0; protection < 8; ++protection) {
		const bool may = protection == PROT_NONE || protection == PROT_READ;
		if (!(Outcome::of(::mprotect(address, page_size, protection)) == (may ? 0 : -EACCES)))
			return false;
		const long pkey = ::syscall(SYS_pkey_mprotect, address, page_size, protection, -1);
		if (pkey == 0 && !may)
			return false;
	}
	return ::mprotect(address, page_size, PROT_READ) == 0;
}

const std::vector<int> ways = {MAP_SHARED, MAP_PRIVATE};

} // namespace

TEST_CASE_METHOD(Loaded, "of all protections and kinds of mapping only reading is granted", "[security]")
{
	PageIsUntouched check;
	for (int way : {MAP_SHARED, MAP_PRIVATE, MAP_SHARED_VALIDATE})
		for (int extra :
		     {0, MAP_POPULATE, MAP_LOCKED, MAP_NORESERVE, MAP_GROWSDOWN, MAP_STACK, MAP_32BIT})
			for (int protection = 0; protection < 8; ++protection) {
				INFO("flags " << std::hex << (way | extra) << ", protection " << protection);
				const bool may = protection == PROT_NONE || protection == PROT_READ;
				const Outcome outcome = map_outcome(file, protection, way | extra);
				if (!may)
					CHECK(outcome.value() < 0);
				else if (extra != MAP_GROWSDOWN && way != MAP_SHARED_VALIDATE)
					CHECK(outcome == 0);
			}
}

TEST_CASE_METHOD(Loaded, "a mapping without access can be made readable and nothing else, also in a child",
		 "[security]")
{
	PageIsUntouched check;
	for (int way : ways) {
		void *const address = ::mmap(nullptr, page_size, PROT_NONE, way, file.fd(), 0);
		REQUIRE(address != MAP_FAILED);
		CHECK(is_closed(address));
		CHECK(Child([&] { return is_closed(address) ? 0 : 1; }).wait() == 0);
		::munmap(address, page_size);
	}
}

TEST_CASE_METHOD(Loaded, "a process whose readable memory is executable maps nothing", "[security]")
{
	CHECK(Child([] {
		      File own;
		      Mapping before(own);
		      ::personality(READ_IMPLIES_EXEC);
		      for (int way : ways)
			      if (!(map_outcome(own, PROT_READ, way) == -EPERM))
				      return 1;
		      return is_closed(before.address()) ? 0 : 2;
	      }).wait() == 0);
}

TEST_CASE_METHOD(Loaded, "a mapping that was moved, doubled or grown is as protected as before", "[security]")
{
	PageIsUntouched check;
	for (int way : ways)
		for (int flags : {MREMAP_MAYMOVE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP})
			for (std::size_t old_size : {page_size, std::size_t{0}})
				for (std::size_t size : {page_size, 2 * page_size}) {
					auto mapping = std::make_unique<Mapping>(file, way);
					void *const moved =
						::mremap(mapping->address(), old_size, size, flags);
					if (moved == MAP_FAILED) {
						CHECK(is_closed(mapping->address()));
						continue;
					}
					CHECK(size == page_size);
					CHECK(is_closed(moved));
					if (moved != mapping->address())
						::munmap(moved, page_size);
				}
}

TEST_CASE_METHOD(Loaded, "remap_file_pages shows no other page", "[security]")
{
	PageIsUntouched check;
	for (int page : {0, 1}) {
		Mapping mapping(file);
		const Outcome outcome = Outcome::of(
			::syscall(SYS_remap_file_pages, mapping.address(), page_size, 0, page, 0));
		if (page != 0)
			CHECK(outcome.value() < 0);
		// (Which maps anew: where that is refused, nothing is left.)
		CHECK((is_closed(mapping.address()) ||
		       ::mprotect(mapping.address(), page_size, PROT_READ) != 0));
	}
}

TEST_CASE_METHOD(Loaded, "no madvise makes the page writable or changes it", "[security]")
{
	PageIsUntouched check;
	for (int way : ways)
		for (int advice = 0; advice < 32; ++advice) {
			INFO("advice " << advice);
			Mapping mapping(file, way);
			::madvise(mapping.address(), page_size, advice);
			CHECK(is_closed(mapping.address()));
			// (In a child, since a page that is gone would end the test.)
			if (advice != MADV_DONTFORK && advice != MADV_WIPEONFORK)
				CHECK(Child([&] { return mapping.read() == state() ? 0 : 1; }).wait() == 0);
		}
}

TEST_CASE_METHOD(Loaded, "a debugger reads the page of its process, and cannot write it", "[security]")
{
	PageIsUntouched check;
	for (int way : ways) {
		Mapping mapping(file, way);
		Child debugged([] { return ::pause(); });
		REQUIRE(debugged.sleeps());
		const pid_t pid = debugged.pid();
		REQUIRE(::ptrace(PTRACE_ATTACH, pid, nullptr, nullptr) == 0);
		REQUIRE(::waitpid(pid, nullptr, __WALL) == pid);

		char *const number = static_cast<char *>(mapping.address()) + offsetof(rusty_page, number);
		std::int64_t value = -1;
		iovec local{&value, sizeof(value)}, remote{number, sizeof(value)};
		const Outcome read = Outcome::of(::process_vm_readv(pid, &local, 1, &remote, 1, 0));
		if (!(read == -ENOSYS)) { // not every kernel has it
			CHECK(read == sizeof(value));
			CHECK(value == state().number);
			value = -1;
			CHECK(Outcome::of(::process_vm_writev(pid, &local, 1, &remote, 1, 0)) == -EFAULT);
		}
		CHECK(Outcome::of(::ptrace(PTRACE_POKEDATA, pid, number, value)).value() < 0);
		for (const std::string &who : {std::to_string(pid), std::string("self")}) {
			File memory(O_RDWR, "/proc/" + who + "/mem");
			CHECK(Outcome::of(::pwrite(memory.fd(), &value, sizeof(value),
						   reinterpret_cast<off_t>(number)))
				      .value() < 0);
		}
		::ptrace(PTRACE_DETACH, pid, nullptr, nullptr);
	}
}

TEST_CASE_METHOD(Loaded, "a page that was spliced into a pipe is not changed by writes to the pipe",
		 "[security]")
{
	PageIsUntouched check;
	Mapping mapping(file);
	int ends[2];
	REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
	for (unsigned flags : {0U, unsigned{SPLICE_F_GIFT}}) {
		char room[64];
		iovec piece{mapping.address(), 16}; // less than the page, so that a write could be appended
		REQUIRE(::vmsplice(ends[1], &piece, 1, flags) == 16);
		CHECK(::write(ends[1], "appended", 8) == 8);
		CHECK(::read(ends[0], room, sizeof(room)) == 24);
	}
	::close(ends[0]);
	::close(ends[1]);
}

TEST_CASE_METHOD(Loaded, "userfaultfd cannot be registered for the page", "[security]")
{
	PageIsUntouched check;
	const int faults = static_cast<int>(::syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK));
	if (faults < 0)
		return; // a kernel without it
	uffdio_api api{};
	api.api = UFFD_API;
	CHECK(::ioctl(faults, UFFDIO_API, &api) == 0);
	Mapping mapping(file);
	for (__u64 mode : {UFFDIO_REGISTER_MODE_MISSING, UFFDIO_REGISTER_MODE_WP}) {
		uffdio_register range{};
		range.range = {reinterpret_cast<__u64>(mapping.address()), page_size};
		range.mode = mode;
		CHECK(::ioctl(faults, UFFDIO_REGISTER, &range) < 0);
	}
	::close(faults);
	CHECK(mapping.read() == state());
}
