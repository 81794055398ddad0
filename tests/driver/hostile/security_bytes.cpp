// SPDX-License-Identifier: MIT
// No byte reaches user space that the contract does not name: nothing of the kernel's memory, no address of it.
#include "../guest/catch.hpp"

#include "../guest/guest.hpp"
#include "../guest/kernel_log.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

using namespace guest;

namespace
{

template <typename... Fields>
constexpr std::size_t sum = (sizeof(Fields) + ...);

static_assert(sizeof(rusty_version) == sum<__u32, __u32[3]>);
static_assert(sizeof(rusty_add) == sum<__s64, __s64, __u32, __u32>);
static_assert(sizeof(rusty_exchange) == sum<__s64, __s64>);
static_assert(sizeof(rusty_compare_exchange) == sum<__s64, __s64, __s64, __u32, __u32>);
static_assert(sizeof(rusty_snapshot) == sum<__s64, __u64, __u64[2]>);
static_assert(sizeof(rusty_page) == sum<__u32, __u32, __u64, __s64>);

// The argument after the call, and 16 bytes behind it; what is in it before is `filling`, but for `input`.
std::vector<unsigned char> answer(File &file, unsigned long command, int filling,
				  const std::vector<std::pair<std::size_t, std::int64_t>> &input)
{
	REQUIRE(put(device, "2023").value() > 0);
	std::vector<unsigned char> bytes(_IOC_SIZE(command) + 16, static_cast<unsigned char>(filling));
	for (const auto &[offset, value] : input)
		std::memcpy(&bytes[offset], &value, sizeof(value));
	REQUIRE(file.control(command, bytes.data()) == 0);
	for (std::size_t i = _IOC_SIZE(command); i < bytes.size(); ++i)
		CHECK(bytes[i] == filling);
	bytes.resize(_IOC_SIZE(command));
	return bytes;
}

template <typename T>
bool is(const std::vector<unsigned char> &bytes, const T &wanted)
{
	return bytes.size() == sizeof(T) && std::memcmp(bytes.data(), &wanted, sizeof(T)) == 0;
}

bool is_text_of_numbers(const std::string &text)
{
	return !text.empty() && text.back() == '\n' &&
	       text.find_first_not_of("-0123456789,\n") == text.npos &&
	       std::count(text.begin(), text.end(), '\n') == 1;
}

// The kernel was booted so, or it checks its slabs (which turns hashing off, too; the log's line about it may be lost).
bool hashes_no_addresses()
{
	const std::string slab_check = "/sys/kernel/slab/kmalloc-64/sanity_checks";
	return shell("dmesg").find("shows unhashed kernel memory addresses") != std::string::npos ||
	       (exists(slab_check) && get(slab_check) == "1\n");
}

} // namespace

TEST_CASE_METHOD(Loaded, "each byte of each ioctl's argument is determined, and none behind it is written",
		 "[security]")
{
	constexpr std::int64_t checked_add = RUSTY_ADD_CHECKED; // flags, then reserved
	for (int filling : {0xAA, 0x55, 0x00, 0xFF}) {
		INFO("filled with " << filling);
		CHECK(is(answer(file, RUSTY_IOC_VERSION, filling, {}), rusty_version{RUSTY_ABI_VERSION, {}}));
		CHECK(is(answer(file, RUSTY_IOC_GET, filling, {}), __s64{2023}));
		CHECK(is(answer(file, RUSTY_IOC_SET, filling, {{0, 5}}), __s64{5}));
		const std::uint64_t next = state().generation + 1;
		CHECK(is(answer(file, RUSTY_IOC_SNAPSHOT, filling, {}), rusty_snapshot{2023, next, {}}));
		CHECK(is(answer(file, RUSTY_IOC_ADD, filling, {{0, 7}, {16, checked_add}}),
			 rusty_add{7, 2030, RUSTY_ADD_CHECKED, 0}));
		CHECK(is(answer(file, RUSTY_IOC_EXCHANGE, filling, {{0, 9}}), rusty_exchange{9, 2023}));
		// (exchanged is an answer: its filling must not be taken for reserved.)
		for (std::int64_t expected : {2023, 2024}) {
			std::int64_t flags = 0;
			std::memset(&flags, filling, sizeof(__u32));
			CHECK(is(answer(file, RUSTY_IOC_COMPARE_EXCHANGE, filling,
					{{0, expected}, {8, 1}, {24, flags}}),
				 rusty_compare_exchange{expected, 1, 2023, expected == 2023, 0}));
		}
	}
}

TEST_CASE_METHOD(Loaded, "a read writes the text and not one byte more", "[security]")
{
	for (const char *text : {"0", "-9223372036854775808", "12345"}) {
		REQUIRE(file.write(text).value() > 0);
		for (std::size_t size = 1; size < 64; ++size) {
			std::string bytes(80, '\xAA');
			const auto came = static_cast<std::size_t>(::pread(file.fd(), bytes.data(), size, 0));
			REQUIRE(came == std::min(size, std::strlen(text) + 1));
			CHECK(bytes.find_first_not_of('\xAA', came) == bytes.npos);
		}
	}
}

TEST_CASE_METHOD(Loaded, "the page is the struct and zeroes, whatever was done", "[security]")
{
	Mapping mapping(file);
	for (int i = 0; i < 100; ++i)
		file.add(INT64_MAX / 3);
	const State now = state();
	CHECK(mapping.page()->abi == RUSTY_ABI_VERSION);
	CHECK(mapping.page()->sequence % 2 == 0);
	CHECK(mapping.page()->number == now.number);
	CHECK(mapping.page()->generation == now.generation);
	const char *const bytes = static_cast<const char *>(mapping.address());
	CHECK(std::all_of(bytes + sizeof(rusty_page), bytes + page_size,
			  [](char byte) { return byte == 0; }));
}

TEST_CASE_METHOD(Loaded, "the texts of sysfs and parameters are numbers and nothing else", "[security]")
{
	for (const std::string &path :
	     {sysfs + "number", sysfs + "unpinned_number", sysfs + "numbers", sysfs + "generation",
	      parameters + "number", parameters + "unpinned_number", parameters + "numbers"}) {
		INFO(path);
		CHECK(is_text_of_numbers(get(path)));
	}
}

// %p prints 32 bits of a hash where a pointer has 64; an address of the kernel begins with ones.
TEST_CASE_METHOD(Unloaded, "the log shows hashes of addresses, not addresses", "[security]")
{
	if (hashes_no_addresses()) {
		WARN("this kernel does not hash addresses");
		return;
	}
	KernelLog log;
	{
		Module module;
		put(device, "7");
		put(sysfs + "unpinned_number", "8");
	}
	std::size_t addresses = 0;
	for (const std::string &line : log.of("rusty"))
		for (std::size_t at = line.find('@'); at != line.npos;
		     at = line.find('@', at + 1), ++addresses) {
			INFO(line);
			const std::size_t digits = line.find_first_not_of(" 0x", at + 1);
			const std::size_t start = line.find("0x", at);
			CHECK(start != line.npos);
			CHECK(line.compare(start + 2, 8, "00000000") == 0);
			CHECK(digits != line.npos);
		}
	CHECK(addresses >= 4);
}
