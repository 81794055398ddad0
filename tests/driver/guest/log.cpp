// SPDX-License-Identifier: MIT
// The driver's log equals the reference transcript line by line, and its pointers are hashed.
#include "catch.hpp"

#include "guest.hpp"
#include "kernel_log.hpp"

#include <sstream>

using namespace guest;

namespace
{

using Lines = std::vector<std::string>;

struct Transcript {
	Lines load, updates, unload;
};

void replace_all(std::string &text, const std::string &from, const std::string &to)
{
	for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
		text.replace(at, from.size(), to);
}

// What the module of this name must print; with `updates_apart` the Updated lines are not among those of
// load.
Transcript reference(const std::string &module, bool updates_apart)
{
	std::istringstream file(get(beside("reference-transcript.txt")));
	Transcript transcript;
	Lines *part = &transcript.load;
	for (std::string line; std::getline(file, line);) {
		if (line.starts_with("# At rmmod"))
			part = &transcript.unload;
		if (line.empty() || line.starts_with("#") || line.find("taints kernel") != std::string::npos)
			continue;
		replace_all(line, "rust_out_of_tree: ", module + ": ");
		replace_all(line, "Rust out-of-tree sample", "C++ out-of-tree sample");
		replace_all(line, "rust_oft", "cpp_oft");
		const bool update = line.find("Updated") != std::string::npos;
		(update && updates_apart ? transcript.updates : *part).push_back(line);
	}
	return transcript;
}

// Replaces each pointer by its ordinal number, so that what is compared is its format, and which pointers are equal.
Lines with_ordinals(Lines lines)
{
	static const std::string digits = "0123456789abcdef";
	// The reference's pointers are of 64 bits, the kernel's of our size.
	constexpr std::size_t reference = 2 + 16, own = 2 + 2 * sizeof(void *);
	Lines known;
	for (std::string &line : lines)
		for (std::size_t at = line.find("0x"); at != std::string::npos;
		     at = line.find("0x", at + 2)) {
			const std::size_t end = line.find_first_not_of(digits, at + 2);
			const std::size_t size = (end == std::string::npos ? line.size() : end) - at;
			if (size != own && size != reference)
				continue;
			const std::string pointer = line.substr(at, size);
			std::size_t ordinal = 0;
			while (ordinal < known.size() && known[ordinal] != pointer)
				++ordinal;
			if (ordinal == known.size())
				known.push_back(pointer);
			line.replace(at, size, "<pointer " + std::to_string(ordinal) + ">");
		}
	return lines;
}

Lines joined(const Lines &first, const Lines &second, const Lines &third = {})
{
	Lines all = first;
	all.insert(all.end(), second.begin(), second.end());
	all.insert(all.end(), third.begin(), third.end());
	return all;
}

// The module's own lines; the kernel's about taints come with the first module of a boot only.
Lines own_lines(KernelLog &log, const std::string &module)
{
	Lines own;
	for (std::string &line : log.of(module))
		if (line.find("taints kernel") == std::string::npos &&
		    line.find("tainting kernel") == std::string::npos)
			own.push_back(std::move(line));
	return own;
}

void check_no_raw_pointers(const Lines &lines)
{
	for (const std::string &line : lines) {
		INFO(line);
		CHECK(line.find("0xffff") == std::string::npos);
		CHECK(line.find("ptrval") == std::string::npos);
	}
}

Lines updates_of(KernelLog &log)
{
	Lines updates;
	for (const KernelLog::Line &line : log.lines())
		if (line.text.find("Updated Rusty Number") != std::string::npos) {
			CHECK(line.level == 7);
			CHECK(line.text.starts_with("rusty: Updated Rusty Number @ 0x"));
			updates.push_back(line.text.substr(line.text.rfind(" to ") + 4));
		}
	return updates;
}

} // namespace

TEST_CASE_METHOD(Unloaded, "with debug messages on, the driver's log is the reference transcript",
		 "[log][dyndbg]")
{
	const Transcript wanted = reference("rusty", true);
	REQUIRE(wanted.load.size() == 5);
	REQUIRE(wanted.updates.size() == 2);
	REQUIRE(wanted.unload.size() == 4);
	KernelLog log;
	Lines loading, first, second, unloading;
	{
		Module module("dyndbg=+p");
		loading = own_lines(log, "rusty");
		CHECK(put(device, "20232023\n") == 9);
		first = own_lines(log, "rusty");
		CHECK(put(sysfs + "unpinned_number", "32023202\n") == 9);
		second = own_lines(log, "rusty");
	}
	unloading = own_lines(log, "rusty");
	CHECK(first.size() == 1);
	CHECK(second.size() == 1);
	CHECK(unloading == wanted.unload);
	const Lines all = joined(joined(loading, first), second, unloading);
	CHECK(with_ordinals(all) == with_ordinals(joined(wanted.load, wanted.updates, wanted.unload)));
	check_no_raw_pointers(all);
}

TEST_CASE_METHOD(Unloaded, "without debug messages changes print nothing, load and unload still print all",
		 "[log]")
{
	const Transcript wanted = reference("rusty", true);
	KernelLog log;
	{
		Module module;
		CHECK(with_ordinals(own_lines(log, "rusty")) == with_ordinals(wanted.load));
		CHECK(put(device, "20232023\n") == 9);
		CHECK(put(sysfs + "unpinned_number", "32023202\n") == 9);
		CHECK(own_lines(log, "rusty").empty());
	}
	CHECK(own_lines(log, "rusty") == wanted.unload);
}

TEST_CASE_METHOD(Unloaded, "the lines of load and unload show the numbers of that moment", "[log]")
{
	KernelLog log;
	{
		Module module("number=-5 unpinned_number=6 numbers=-1,16");
		const Lines loading = own_lines(log, "rusty");
		REQUIRE(loading.size() == 5);
		CHECK(loading[1].starts_with("rusty: PASS! cpp_oft_pinned_data.rusty_number -5 @0x"));
		CHECK(loading[2].ends_with(" is initially: -5"));
		CHECK(loading[3].starts_with("rusty: PASS! cpp_oft_unpinned_data.rusty_number 6 @0x"));
		CHECK(loading[4].ends_with(" is initially: 6"));
		CHECK(put(device, "-9223372036854775808") == 20);
		CHECK(put(parameters + "unpinned_number", "9223372036854775807") == 19);
	}
	const Lines unloading = own_lines(log, "rusty");
	REQUIRE(unloading.size() == 4);
	CHECK(unloading[0] == "rusty: My numbers are [-1, 16]");
	CHECK(unloading[1] == "rusty: My pinned number is -9223372036854775808");
	CHECK(unloading[2] == "rusty: My unpinned number is 9223372036854775807");
}

TEST_CASE_METHOD(Unloaded, "each change prints one Updated line at debug level, a failed one none",
		 "[log][dyndbg]")
{
	Module module("dyndbg=+p");
	File file;
	KernelLog log;
	__s64 set = -1;
	rusty_exchange exchange{.desired = 3, .previous = 0};
	rusty_compare_exchange swap{
		.expected = 3, .desired = 4, .previous = 0, .exchanged = 0, .reserved = 0};
	CHECK(file.control(RUSTY_IOC_SET, &set) == 0);
	CHECK(file.add(3) == 2);
	CHECK(file.control(RUSTY_IOC_EXCHANGE, &exchange) == 0);
	CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0);
	CHECK(put(sysfs + "number", "0x10") == 4);
	CHECK(put(parameters + "number", "17") == 2);
	CHECK(put(parameters + "unpinned_number", "18") == 2);
	CHECK(updates_of(log) == Lines{"-1", "2", "3", "4", "16", "17", "18"});

	rusty_add overflow{.operand = INT64_MAX, .result = 0, .flags = RUSTY_ADD_CHECKED, .reserved = 0};
	CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0);
	CHECK(file.control(RUSTY_IOC_ADD, &overflow) == -EOVERFLOW);
	CHECK(file.write("abc") == -EINVAL);
	CHECK(put(sysfs + "unpinned_number", "abc") == -EINVAL);
	CHECK(updates_of(log).empty());
}

TEST_CASE_METHOD(Unloaded, "the sample's log is the whole reference transcript", "[log][sample]")
{
	const Transcript wanted = reference("cpp_out_of_tree", false);
	REQUIRE(wanted.load.size() == 7);
	KernelLog log;
	Lines loading;
	{
		Module module("", "cpp_out_of_tree");
		loading = own_lines(log, "cpp_out_of_tree");
	}
	const Lines unloading = own_lines(log, "cpp_out_of_tree");
	CHECK(with_ordinals(loading) == with_ordinals(wanted.load));
	CHECK(unloading == wanted.unload);
	check_no_raw_pointers(joined(loading, unloading));
}

TEST_CASE_METHOD(Unloaded, "the kernel's line about an out-of-tree module comes before the module's own",
		 "[log]")
{
	constexpr unsigned long out_of_tree = 1UL << 12;
	const bool tainted = (std::stoul(get("/proc/sys/kernel/tainted")) & out_of_tree) != 0;
	KernelLog log;
	Module module;
	const Lines lines = log.of("rusty");
	REQUIRE(lines.size() >= 5);
	CHECK((lines[0] == "rusty: loading out-of-tree module taints kernel.") == !tainted);
	CHECK((std::stoul(get("/proc/sys/kernel/tainted")) & out_of_tree) != 0);
}
