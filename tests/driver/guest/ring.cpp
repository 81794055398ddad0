// SPDX-License-Identifier: MIT
// The ring driver: what its readers get, what they miss, and the mapping.
#include "catch.hpp"

#include "guest.hpp"
#include "ring.h"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <sys/mount.h>
#include <sys/stat.h>

using namespace guest;

namespace
{

constexpr std::uint32_t slots = 1024;
constexpr short readable = POLLIN | POLLRDNORM;
using Records = std::vector<ring_record>;

std::string node(int number)
{
	return "/dev/ring" + std::to_string(number);
}
std::string period(int number)
{
	return "/sys/class/ring/ring" + std::to_string(number) + "/period_us";
}

Records read_some(File &file, std::size_t most = 16)
{
	Records records(most);
	const ssize_t size = ::read(file.fd(), records.data(), most * sizeof(ring_record));
	REQUIRE(size > 0);
	REQUIRE(size % sizeof(ring_record) == 0);
	records.resize(size / sizeof(ring_record));
	return records;
}
// All samples that are available now, from a file with O_NONBLOCK.
Records read_all(File &file)
{
	Records all;
	while (file.readable()) {
		const Records some = read_some(file);
		all.insert(all.end(), some.begin(), some.end());
	}
	return all;
}
void wait(int milliseconds)
{
	std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

std::uint64_t now()
{
	timespec time{};
	::clock_gettime(CLOCK_MONOTONIC, &time);
	return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
	       static_cast<std::uint64_t>(time.tv_nsec);
}

// Numbers without a gap, and times that increase.
void check_order(const Records &records)
{
	for (std::size_t index = 1; index < records.size(); ++index) {
		CHECK(records[index].number == records[index - 1].number + 1);
		CHECK(records[index].time_ns > records[index - 1].time_ns);
	}
}

class DebugFs
{
public:
	DebugFs() { ::mount("debugfs", path.c_str(), "debugfs", 0, nullptr); }
	~DebugFs() { ::umount(path.c_str()); }
	unsigned long long number(int ring, const std::string &name)
	{
		return std::stoull(get(path + "/ring" + std::to_string(ring) + "/" + name));
	}

private:
	std::string path = "/sys/kernel/debug";
};

struct Rings : Unloaded {
	Module module{"period_us=0", "ring"};
};

class Mapping
{
public:
	explicit Mapping(File &file)
		: size(page_size + slots * sizeof(ring_record)),
		  at(static_cast<const char *>(::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.fd(), 0)))
	{
		REQUIRE(at != MAP_FAILED);
	}
	~Mapping() { ::munmap(const_cast<char *>(at), size); }
	const ring_header &header() const { return *reinterpret_cast<const ring_header *>(at); }
	std::uint32_t head() const { return __atomic_load_n(&header().head, __ATOMIC_ACQUIRE); }
	ring_record record(std::uint32_t number) const
	{
		return reinterpret_cast<const ring_record *>(at + header().records_offset)[number % slots];
	}

private:
	std::size_t size;
	const char *at;
};

} // namespace

TEST_CASE_METHOD(Unloaded, "ring makes as many devices as it is asked for, in a class of its own",
		 "[ring][sample]")
{
	{
		Module module("devices=3 period_us=0", "ring");
		CHECK(exists(node(2)));
		CHECK(!exists(node(3)));
		CHECK(get(period(2)) == "0\n");
		CHECK((mode(node(0)) & 0777) == 0444);
		CHECK(put(period(0), "49") == -ERANGE);
		CHECK(put(period(0), "10000001") == -ERANGE);
		CHECK(put(period(0), "soon") == -EINVAL);
		CHECK(get(period(0)) == "0\n");
		CHECK(get("/proc/devices").find(" ring\n") != std::string::npos);
	}
	CHECK(!exists(node(0)));
	CHECK(!exists("/sys/class/ring"));
	CHECK(load("devices=17", "ring") == -ERANGE);
	CHECK(load("period_us=1", "ring") == -ERANGE);
}

TEST_CASE_METHOD(Rings, "ring gives its samples in order, to each of its readers", "[ring][sample]")
{
	File one(O_RDONLY, node(1)), other(O_RDONLY, node(1));
	const std::uint64_t before = now();
	CHECK(put(period(1), "2000") == 4);
	Records mine, others;
	while (mine.size() < 20 || others.size() < 20) {
		for (const ring_record &record : read_some(one, 3))
			mine.push_back(record);
		for (const ring_record &record : read_some(other))
			others.push_back(record);
	}
	check_order(mine);
	check_order(others);
	CHECK(mine[0].number == 0);
	CHECK(others[0].number == 0);
	CHECK(mine[0].ring == 1);
	// Times are of CLOCK_MONOTONIC, and no sample comes before it is due, however late the others were.
	CHECK(mine.back().time_ns < now());
	CHECK(mine.back().time_ns >= before + mine.size() * 2'000'000);
}

TEST_CASE_METHOD(
	Rings,
	"a ring without samples does not block a reader with O_NONBLOCK; poll says when there are some",
	"[ring][sample]")
{
	File file(O_RDONLY | O_NONBLOCK, node(0)), still(O_RDONLY | O_NONBLOCK, node(1));
	ring_record record{};
	CHECK(Outcome::of(::read(file.fd(), &record, sizeof(record))) == -EAGAIN);
	CHECK(Outcome::of(::read(file.fd(), &record, sizeof(record) - 1)) == -EINVAL);
	CHECK(file.events() == 0);
	CHECK(put(period(0), "1000") == 4);
	CHECK(file.events(5000) == readable);
	for (void *bad : bad_pointers())
		CHECK(Outcome::of(::read(file.fd(), bad, sizeof(record))) == -EFAULT);
	CHECK(Outcome::of(::read(file.fd(), &record, sizeof(record))) == sizeof(record));
	CHECK(record.number == 0);
	CHECK(still.events() == 0);
	CHECK(Outcome::of(::lseek(file.fd(), 0, SEEK_SET)) == -ESPIPE);
	CHECK(unload("ring") == -EAGAIN);
}

TEST_CASE_METHOD(Rings, "a sample wakes a reader who waits", "[ring][sample]")
{
	File file(O_RDONLY, node(0));
	std::atomic<std::size_t> size{0};
	std::thread reader([&] { size = read_some(file).size(); });
	wait(50);
	CHECK(size == 0);
	CHECK(put(period(0), "1000") == 4);
	reader.join();
	CHECK(size > 0);
}

TEST_CASE_METHOD(Rings, "a reader that is too slow misses the oldest samples, which debugfs counts",
		 "[ring][sample]")
{
	DebugFs debug;
	File slow(O_RDONLY | O_NONBLOCK, node(0)), never(O_RDONLY, node(0));
	CHECK(put(period(0), "50") == 2);
	while (debug.number(0, "samples") < 3 * slots)
		wait(10);
	CHECK(put(period(0), "0") == 1);
	wait(50);
	const auto samples = debug.number(0, "samples");
	const Records all = read_all(slow);
	CHECK(all.size() == slots - 1);
	check_order(all);
	CHECK(all.back().number + 1 == samples);
	CHECK(debug.number(0, "missed") == samples - all.size());
	CHECK(debug.number(1, "samples") == 0);
	// A newly opened file gets only samples that are taken after its open.
	File late(O_RDONLY | O_NONBLOCK, node(0));
	CHECK(late.events() == 0);
}

TEST_CASE_METHOD(Rings, "ring's mapping has the same samples, and cannot be written to", "[ring][sample]")
{
	File file(O_RDONLY | O_NONBLOCK, node(0)), both(O_RDWR, node(0));
	Mapping mapping(file);
	CHECK(mapping.header().slots == slots);
	CHECK(mapping.header().records_offset == page_size);
	CHECK(mapping.head() == 0);
	const auto refused = [&](std::size_t size, int protection, off_t offset) {
		return Outcome::of(reinterpret_cast<long>(
			::mmap(nullptr, size, protection, MAP_SHARED, both.fd(), offset)));
	};
	CHECK(refused(page_size, PROT_READ | PROT_WRITE, 0) == -EPERM);
	CHECK(refused(page_size, PROT_READ | PROT_EXEC, 0) == -EPERM);
	CHECK(refused(mapping.header().size + page_size, PROT_READ, 0) == -EINVAL);
	CHECK(refused(page_size, PROT_READ, mapping.header().size) == -EINVAL);
	CHECK(::mprotect(const_cast<ring_header *>(&mapping.header()), page_size, PROT_READ | PROT_WRITE) ==
	      -1);

	CHECK(put(period(0), "1000") == 4);
	while (mapping.head() < 30)
		wait(5);
	CHECK(put(period(0), "0") == 1);
	wait(20);
	const Records read = read_all(file);
	REQUIRE(read.size() == mapping.head());
	for (const ring_record &record : read) {
		const ring_record mapped = mapping.record(record.number);
		CHECK(mapped.number == record.number);
		CHECK(mapped.time_ns == record.time_ns);
	}
}
