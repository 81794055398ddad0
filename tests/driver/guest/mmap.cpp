// SPDX-License-Identifier: MIT
// What the mapped page shows, which mappings are refused, and how long a mapping lives.
#include "catch.hpp"

#include "guest.hpp"

#include <cstring>
#include <memory>

#include <sched.h>
#include <unistd.h>

using namespace guest;

namespace
{

// The outcome of a call on a mapping: a new address or MAP_FAILED.
Outcome of(void *address)
{
	return Outcome::of(address == MAP_FAILED ? -1 : 0);
}

// In a child, since a page that is gone would end the test with a signal.
int shows(const Mapping &mapping, const State &wanted)
{
	return Child([&] { return mapping.read() == wanted ? 0 : 1; }).wait();
}

} // namespace

TEST_CASE_METHOD(Loaded, "a mapping shows number, generation and ABI as they change", "[mmap]")
{
	for (int flags : {MAP_SHARED, MAP_PRIVATE, MAP_SHARED | MAP_POPULATE, MAP_PRIVATE | MAP_POPULATE}) {
		Mapping mapping(file, flags);
		CHECK(mapping.page()->abi == RUSTY_ABI_VERSION);
		CHECK(mapping.read() == state());
		for (std::int64_t number : {INT64_MIN, INT64_MAX, std::int64_t{-1}, std::int64_t{2023}}) {
			REQUIRE(put(device, std::to_string(number)).value() > 0);
			CHECK(mapping.read().number == number);
			CHECK(mapping.read() == state());
		}
		CHECK(mapping.page()->abi == RUSTY_ABI_VERSION);
	}
}

TEST_CASE_METHOD(Loaded, "every way to store reaches the page, a refused one does not", "[mmap]")
{
	Mapping mapping(file);
	const State before = state();
	const __u32 sequence = mapping.page()->sequence;
	CHECK(file.write("nonsense") == -EINVAL);
	rusty_add overflow{.operand = INT64_MAX, .result = 0, .flags = RUSTY_ADD_CHECKED, .reserved = 0};
	CHECK(file.control(RUSTY_IOC_ADD, &overflow) == -EOVERFLOW);
	CHECK(mapping.read() == before);
	CHECK(mapping.page()->sequence == sequence);

	CHECK(file.add(1) == 2024);
	CHECK(mapping.read() == State{2024, before.generation + 1});
	CHECK(put(sysfs + "number", "9") == 1);
	CHECK(mapping.read() == State{9, before.generation + 2});
	CHECK(put(parameters + "number", "10") == 2);
	CHECK(mapping.read() == State{10, before.generation + 3});
	CHECK(mapping.page()->sequence != sequence);
	CHECK(mapping.page()->sequence % 2 == 0);
}

TEST_CASE_METHOD(Loaded, "the rest of the page is zero", "[mmap]")
{
	Mapping mapping(file);
	const char *bytes = static_cast<const char *>(mapping.address());
	std::size_t not_zero = 0;
	for (std::size_t i = sizeof(rusty_page); i < page_size; ++i)
		not_zero += bytes[i] != 0;
	CHECK(not_zero == 0);
}

TEST_CASE_METHOD(Loaded, "every file and every mapping shows one and the same page", "[mmap]")
{
	File other(O_RDONLY);
	Mapping first(file), second(file), third(other);
	CHECK(file.add(-3) == 2020);
	CHECK(first.read() == state());
	CHECK(second.read() == state());
	CHECK(third.read() == state());
}

TEST_CASE_METHOD(Loaded, "a mapping that could be written is refused", "[mmap]")
{
	File reader(O_RDONLY);
	for (int protection : {PROT_WRITE, PROT_READ | PROT_WRITE}) {
		CHECK(map_outcome(file, protection, MAP_SHARED) == -EPERM);
		CHECK(map_outcome(file, protection, MAP_PRIVATE) == -EPERM);
		CHECK(map_outcome(reader, protection, MAP_SHARED) == -EACCES);
		const Outcome outcome = map_outcome(reader, protection, MAP_PRIVATE);
		CHECK((outcome == -EPERM || outcome == -EACCES));
	}
}

TEST_CASE_METHOD(Loaded, "a mapping that could be executed is refused", "[mmap]")
{
	File reader(O_RDONLY);
	for (int flags : {MAP_SHARED, MAP_PRIVATE})
		for (int protection : {PROT_EXEC, PROT_READ | PROT_EXEC}) {
			CHECK(map_outcome(file, protection, flags) == -EPERM);
			const Outcome outcome = map_outcome(reader, protection, flags);
			CHECK((outcome == -EPERM || outcome == -EACCES));
		}
}

TEST_CASE_METHOD(Loaded, "a mapping needs a file open for reading", "[mmap]")
{
	File writer(O_WRONLY);
	CHECK(map_outcome(writer, PROT_READ, MAP_SHARED) == -EACCES);
	CHECK(map_outcome(writer, PROT_READ, MAP_PRIVATE) == -EACCES);
}

TEST_CASE_METHOD(Loaded, "any size or offset but the one page at 0 is EINVAL", "[mmap]")
{
	const auto one = static_cast<off_t>(page_size);
	CHECK(map_outcome(file, PROT_READ, MAP_SHARED, 1) == 0);
	CHECK(map_outcome(file, PROT_READ, MAP_SHARED, page_size + 1) == -EINVAL);
	CHECK(map_outcome(file, PROT_READ, MAP_SHARED, 2 * page_size) == -EINVAL);
	CHECK(map_outcome(file, PROT_READ, MAP_SHARED, 1 << 21) == -EINVAL);
	CHECK(map_outcome(file, PROT_READ, MAP_SHARED, page_size, one) == -EINVAL);
	CHECK(map_outcome(file, PROT_READ, MAP_PRIVATE, page_size, one << 32) == -EINVAL);
}

TEST_CASE_METHOD(Loaded, "mprotect gives no access that mmap refuses", "[mmap]")
{
	for (int flags : {MAP_SHARED, MAP_PRIVATE})
		for (int open_flags : {O_RDONLY, O_RDWR}) {
			Mapping mapping(File(open_flags), flags);
			for (int protection :
			     {PROT_READ | PROT_WRITE, PROT_WRITE, PROT_READ | PROT_EXEC, PROT_EXEC})
				CHECK(Outcome::of(::mprotect(mapping.address(), page_size, protection)) ==
				      -EACCES);
			CHECK(::mprotect(mapping.address(), page_size, PROT_NONE) == 0);
			CHECK(::mprotect(mapping.address(), page_size, PROT_READ) == 0);
			CHECK(shows(mapping, state()) == 0);
		}
}

TEST_CASE_METHOD(Loaded, "mremap cannot make a mapping grow, but moves it", "[mmap]")
{
	for (int flags : {MAP_SHARED, MAP_PRIVATE}) {
		Mapping mapping(file, flags);
		void *const address = mapping.address();
		CHECK_FALSE(of(::mremap(address, page_size, 2 * page_size, MREMAP_MAYMOVE)) == 0);
		CHECK_FALSE(of(::mremap(address, page_size, 2 * page_size, 0)) == 0);
		CHECK(mapping.read() == state());
	}
	Mapping mapping(file);
	void *const place = ::mmap(nullptr, page_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	void *const moved =
		::mremap(mapping.address(), page_size, page_size, MREMAP_MAYMOVE | MREMAP_FIXED, place);
	REQUIRE(moved == place);
	CHECK(file.add(1) == 2024);
	CHECK(Child([&] {
		      return Mapping::read(static_cast<rusty_page *>(moved)) == state() ? 0 : 1;
	      }).wait() == 0);
	CHECK(::munmap(moved, page_size) == 0);
}

TEST_CASE_METHOD(Loaded, "a mapping outlives its file and is inherited by fork", "[mmap]")
{
	auto closed = std::make_unique<File>(O_RDONLY);
	Mapping mapping(*closed);
	closed.reset();
	CHECK(file.add(1) == 2024);
	CHECK(mapping.read() == state());
	CHECK(shows(mapping, state()) == 0);
	CHECK(Child([&] { return file.add(1) == 2025 && mapping.read().number == 2025 ? 0 : 1; }).wait() ==
	      0);
	CHECK(mapping.read().number == 2025);
}

TEST_CASE_METHOD(Loaded, "after MADV_DONTNEED the page still shows the number", "[mmap]")
{
	for (int flags : {MAP_SHARED, MAP_PRIVATE}) {
		Mapping mapping(file, flags);
		const Outcome advised = Outcome::of(::madvise(mapping.address(), page_size, MADV_DONTNEED));
		CHECK((advised == 0 || advised == -EINVAL));
		REQUIRE(shows(mapping, state()) == 0);
		const std::int64_t number = file.add(1);
		CHECK(mapping.read().number == number);
		CHECK(mapping.page()->abi == RUSTY_ABI_VERSION);
	}
}

TEST_CASE_METHOD(Loaded, "a debugger cannot write the page", "[mmap]")
{
	for (int flags : {MAP_SHARED, MAP_PRIVATE}) {
		Mapping mapping(file, flags);
		File memory(O_RDWR, "/proc/self/mem");
		const auto address = reinterpret_cast<off_t>(mapping.address());
		const State before = state();
		const long wrong = -1;
		CHECK(Outcome::of(::pwrite(memory.fd(), &wrong, sizeof(wrong), address + 16)).value() < 0);
		CHECK(mapping.read() == before);
		CHECK(file.add(1) == before.number + 1);
		CHECK(mapping.read() == State{before.number + 1, before.generation + 1});
	}
}

TEST_CASE_METHOD(Loaded, "the kernel stores no answer into the page", "[mmap]")
{
	Mapping mapping(file);
	const State before = state();
	CHECK(Outcome::of(::read(file.fd(), mapping.address(), 10)) == -EFAULT);
	CHECK(file.control(RUSTY_IOC_GET, static_cast<char *>(mapping.address())) == -EFAULT);
	CHECK(file.control(RUSTY_IOC_ADD, static_cast<char *>(mapping.address()) + 64) == -EFAULT);
	CHECK(mapping.read() == before);
	CHECK(file.write("-1") == 2);
	CHECK(mapping.read() == State{-1, before.generation + 1});
}

// Otherwise a reader of higher priority on the writer's CPU would spin for ever, above all on real-time kernels.
// (TCG interrupts only between its blocks of code: there the test can only fail if a store is longer than one block.)
TEST_CASE_METHOD(Loaded, "a writer is never preempted in the middle of a store", "[mmap]")
{
	const std::uint64_t before = state().generation;
	Mapping mapping(file);
	const auto on_first_processor = [] {
		cpu_set_t first;
		CPU_ZERO(&first);
		CPU_SET(0, &first);
		return ::sched_setaffinity(0, sizeof(first), &first) == 0;
	};
	Child writer([&] {
		while (on_first_processor())
			for (int i = 0; i < 1000; ++i)
				file.add(1);
		return 1;
	});
	Child reader([&] {
		const sched_param priority{.sched_priority = 10};
		if (!on_first_processor() || ::sched_setscheduler(0, SCHED_FIFO, &priority) != 0)
			return 2;
		for (int i = 0; i < 3000; ++i) {
			::usleep(50); // meanwhile the writer writes
			if (__atomic_load_n(&mapping.page()->sequence, __ATOMIC_RELAXED) % 2 != 0)
				return 1;
		}
		return 0;
	});
	CHECK(reader.wait() == 0);
	CHECK(mapping.read().generation > before);
}
