// SPDX-License-Identifier: MIT
// The tracepoint rusty:rusty_number_changed: one event for each change, with the process, the old and new number, and the generation.
#include "catch.hpp"

#include "guest.hpp"

#include <algorithm>
#include <sstream>

#include <sys/prctl.h>

using namespace guest;

namespace
{

const std::string tracing = "/sys/kernel/tracing/";
const std::string event_folder = tracing + "events/rusty/rusty_number_changed/";

struct Event {
	std::string text; // the whole line
	std::int64_t before, after;
	std::uint64_t generation;
};

std::string field(const std::string &line, const std::string &name)
{
	const std::size_t at = line.rfind(" " + name + "=");
	if (at == std::string::npos)
		throw std::runtime_error("no field " + name + " in: " + line);
	const std::size_t start = at + name.size() + 2;
	return line.substr(start, line.find_first_of(" \n", start) - start);
}

// Without the names of all processes, which would patch the running scheduler: QEMU 7.2 now and then executes such
// a patch's intermediate int3 after it is gone (an oops in ttwu_do_activate). The event has its own comm.
void enable()
{
	REQUIRE(put(tracing + "options/record-cmd", "0") == 1);
	REQUIRE(put(event_folder + "enable", "1") == 1);
}

// Records the events from its construction to events(); then the tracepoint is off again.
class Trace
{
public:
	Trace()
	{
		File(O_WRONLY | O_TRUNC, tracing + "trace");
		enable();
	}
	~Trace() { put(event_folder + "enable", "0"); }
	Trace(const Trace &) = delete;
	Trace &operator=(const Trace &) = delete;

	std::vector<Event> events()
	{
		std::istringstream trace(get(tracing + "trace"));
		std::vector<Event> events;
		for (std::string line; std::getline(trace, line);)
			if (line.find(" rusty_number_changed: ") != std::string::npos)
				events.push_back({line, std::stoll(field(line, "old")),
						  std::stoll(field(line, "new")),
						  std::stoull(field(line, "generation"))});
		return events;
	}
};

} // namespace

TEST_CASE_METHOD(Loaded, "the event's format has comm, old, new and generation", "[tracepoint]")
{
	const std::string format = get(event_folder + "format");
	INFO(format);
	for (const char *part :
	     {"char comm[16];", "s64 old;", "u64 generation;", "comm=%s", "old=%lld", "new=%lld"})
		CHECK(format.find(part) != std::string::npos);
	CHECK(format.find("generation=%llu") != std::string::npos);
	CHECK(get(event_folder + "enable") == "0\n");
}

TEST_CASE_METHOD(Loaded, "each way to change the number is one event with its values", "[tracepoint]")
{
	std::uint64_t generation = state().generation;
	Trace trace;
	__s64 set = INT64_MIN;
	rusty_exchange exchange{.desired = 3, .previous = 0};
	rusty_compare_exchange swap{
		.expected = 3, .desired = 4, .previous = 0, .exchanged = 0, .reserved = 0};
	CHECK(file.write("-5") == 2);
	CHECK(file.control(RUSTY_IOC_SET, &set) == 0);
	CHECK(file.add(-1) == INT64_MAX);
	CHECK(file.control(RUSTY_IOC_EXCHANGE, &exchange) == 0);
	CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0);
	CHECK(put(sysfs + "number", "0x10") == 4);
	CHECK(put(parameters + "number", "17") == 2);
	const std::int64_t numbers[] = {2023, -5, INT64_MIN, INT64_MAX, 3, 4, 16, 17};
	const std::vector<Event> events = trace.events();
	REQUIRE(events.size() == std::size(numbers) - 1);
	for (std::size_t i = 0; i < events.size(); ++i) {
		INFO(events[i].text);
		CHECK(events[i].before == numbers[i]);
		CHECK(events[i].after == numbers[i + 1]);
		CHECK(events[i].generation == ++generation);
	}
}

TEST_CASE_METHOD(Loaded, "the event names the process that changed the number", "[tracepoint]")
{
	Trace trace;
	CHECK(Child([&] {
		      ::prctl(PR_SET_NAME, "number-changer");
		      return file.write("1") == 1 ? 0 : 1;
	      }).wait() == 0);
	const std::vector<Event> events = trace.events();
	REQUIRE(events.size() == 1);
	INFO(events[0].text);
	CHECK(field(events[0].text, "comm") == "number-changer");
}

TEST_CASE_METHOD(Loaded, "a call that changes nothing makes no event", "[tracepoint]")
{
	Trace trace;
	rusty_add overflow{.operand = INT64_MAX, .result = 0, .flags = RUSTY_ADD_CHECKED, .reserved = 0};
	rusty_compare_exchange swap{
		.expected = 3, .desired = 4, .previous = 0, .exchanged = 0, .reserved = 0};
	GuardedPage page;
	page.make_read_only();
	CHECK(file.write("abc") == -EINVAL);
	CHECK(file.write("9223372036854775808") == -ERANGE);
	CHECK(file.write("") == 0);
	CHECK(file.control(RUSTY_IOC_ADD, &overflow) == -EOVERFLOW);
	CHECK(file.control(RUSTY_IOC_ADD, page.last<rusty_add>()) == -EFAULT);
	CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap) == 0);
	CHECK(put(sysfs + "number", "abc") == -EINVAL);
	CHECK(put(sysfs + "unpinned_number", "1") == 1);
	file.read();
	file.number();
	file.snapshot();
	CHECK(trace.events().empty());
}

TEST_CASE_METHOD(Loaded, "a disabled tracepoint records nothing", "[tracepoint]")
{
	Trace trace;
	CHECK(put(event_folder + "enable", "0") == 1);
	CHECK(file.write("1") == 1);
	CHECK(trace.events().empty());
}

TEST_CASE_METHOD(Loaded, "events of two processes form one chain without a gap", "[tracepoint]")
{
	constexpr int additions = 500;
	const State before = state();
	Trace trace;
	const auto add = [] {
		File own;
		for (int i = 0; i < additions; ++i)
			own.add(3);
		return 0;
	};
	Child first(add), second(add);
	CHECK(first.wait() == 0);
	CHECK(second.wait() == 0);
	std::vector<Event> events = trace.events();
	REQUIRE(events.size() == 2 * additions);
	std::ranges::sort(events, {}, &Event::generation);
	State last = before;
	for (const Event &event : events) {
		INFO(event.text);
		REQUIRE(event.before == last.number);
		REQUIRE(event.after == last.number + 3);
		REQUIRE(event.generation == last.generation + 1);
		last = {event.after, event.generation};
	}
	CHECK(last == state());
}

TEST_CASE("the module can be unloaded while its tracepoint is enabled", "[tracepoint][lifetime]")
{
	{
		Module module;
		enable();
		REQUIRE(put(device, "1") == 1);
		REQUIRE(unload() == 0);
	}
	CHECK_FALSE(exists(event_folder));
	Module module;
	CHECK(get(event_folder + "enable") == "0\n");
	CHECK(put(device, "1") == 1);
}
