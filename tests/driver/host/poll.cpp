// SPDX-License-Identifier: MIT
// poll: which reads count as having read the number, and which changes wake pollers.
#include <cerrno>
#include <functional>

#include "loaded.hpp"

using namespace driver;

namespace
{

struct Polling : Loaded {
	Open file{reading | writing, GENERATE(Way::buffer, Way::vectors)};
	Open other;
	s64 number = 0;
	rusty_snapshot snapshot = {};

	// The number has been read, then stored again.
	void see() { REQUIRE(file.read_at(0) != ""); }
	void store() { REQUIRE(other.write("5") == 1); }
};

} // namespace

TEST_CASE_METHOD(Polling,
		 "a new file is readable; one that has read the number is readable after the next store")
{
	CHECK(file.poll() == (readable_events | writable_events));
	CHECK(file.read() == "2023\n");
	CHECK(file.poll() == writable_events);
	store();
	CHECK(file.poll() == (readable_events | writable_events));
	CHECK(file.poll() == (readable_events | writable_events));
	CHECK(file.read_at(0) == "5\n");
	CHECK(file.poll() == writable_events);
	store(); // the same number
	CHECK(file.poll() == (readable_events | writable_events));
}

TEST_CASE_METHOD(Polling, "a read at the end clears nothing")
{
	CHECK(file.read() == "2023\n");
	store();
	CHECK(file.read() == "");
	CHECK(file.readable());
}

TEST_CASE_METHOD(Polling, "a partial read leaves the file readable until the end of its text")
{
	CHECK(file.read(1) == "2");
	CHECK(file.readable());
	CHECK(file.read(3) == "023");
	CHECK(file.readable());
	CHECK(file.read(1) == "\n");
	CHECK_FALSE(file.readable());
	CHECK(file.read_at(0, 2) == "20"); // again, from the start: seen already
	CHECK_FALSE(file.readable());
}

TEST_CASE_METHOD(Polling, "the end of an older text does not count as the newer number read")
{
	CHECK(file.read(1) == "2");
	store();
	CHECK(file.read() == "023\n");
	CHECK(file.readable());
	CHECK(file.read_at(0) == "5\n");
	CHECK_FALSE(file.readable());
}

TEST_CASE_METHOD(Polling,
		 "the end of an older text does not count, whatever another thread begins to read meanwhile")
{
	CHECK(file.read(1) == "2");
	fake::on_copy_to_user([&] {
		store();
		CHECK(file.read_at(0, 1) == "5");
	});
	CHECK(file.read() == "023\n");
	CHECK(file.readable());
}

TEST_CASE_METHOD(Polling, "GET and SNAPSHOT count as reads, unless they fault; nothing else does")
{
	const std::function<long()> seeing[] = {
		[&] { return file.control(RUSTY_IOC_GET, &number); },
		[&] { return file.control(RUSTY_IOC_SNAPSHOT, &snapshot); },
	};
	rusty_version version;
	rusty_add add = {};
	rusty_exchange exchange = {};
	rusty_compare_exchange compare = {};
	const std::function<long()> blind[] = {
		[&] { return file.control(RUSTY_IOC_VERSION, &version); },
		[&] { return file.control(RUSTY_IOC_SET, &number); },
		[&] { return file.control(RUSTY_IOC_ADD, &add); },
		[&] { return file.control(RUSTY_IOC_EXCHANGE, &exchange); },
		[&] { return file.control(RUSTY_IOC_COMPARE_EXCHANGE, &compare); },
		[&] { return file.write("6"); },
	};
	for (const auto &look : seeing) {
		store();
		fake::forbid(nullptr, fake::all_of_it);
		CHECK(look() == -EFAULT);
		CHECK(file.readable());
		fake::forbid(nullptr, 0);
		CHECK(look() == 0);
		CHECK_FALSE(file.readable());
		for (const auto &act : blind) {
			store();
			CHECK(act() >= 0);
			CHECK(file.readable());
			CHECK(look() == 0);
			CHECK_FALSE(file.readable());
		}
	}
}

TEST_CASE_METHOD(Polling, "what one file has read does not matter to another")
{
	see();
	CHECK_FALSE(file.readable());
	CHECK(other.readable());
	CHECK(Open(reading).readable());
}

TEST_CASE_METHOD(Polling, "a store just after the poller has joined is not missed")
{
	see();
	fake::Poller poller;
	fake::on_poll_wait([&] { store(); });
	CHECK((file.poll(poller.table()) & readable_events) == readable_events);
	CHECK(poller.joined());
	CHECK(poller.woken() == readable_events);
}

TEST_CASE_METHOD(Polling, "a poll that does not wait does not join")
{
	CHECK(file.poll(nullptr) != 0);
	store();
	CHECK(fake::wake_ups() == 0);
}

TEST_CASE_METHOD(Polling,
		 "every way to change the number wakes the pollers, once; a refused change wakes nobody")
{
	fake::Poller poller;
	see();
	file.poll(poller.table());
	number = 9;
	rusty_add add = {.operand = 1, .result = 0, .flags = RUSTY_ADD_CHECKED, .reserved = 0};
	rusty_exchange exchange = {.desired = 11, .previous = 0};
	rusty_compare_exchange compare = {
		.expected = 11, .desired = 12, .previous = 0, .exchanged = 0, .reserved = 0};
	const std::function<long()> changes[] = {
		[&] { return other.write("8"); },
		[&] { return other.control(RUSTY_IOC_SET, &number); },
		[&] { return other.control(RUSTY_IOC_ADD, &add); },
		[&] { return other.control(RUSTY_IOC_EXCHANGE, &exchange); },
		[&] { return other.control(RUSTY_IOC_COMPARE_EXCHANGE, &compare); },
		[&] { return store_attribute("number", "13\n"); },
		[&] { return set_parameter(entry_parameter_set_number, "14"); },
	};
	std::int64_t wanted = 8;
	for (const auto &change : changes) {
		const unsigned int wake_ups = fake::wake_ups();
		CHECK(change() >= 0);
		CHECK(fake::wake_ups() == wake_ups + 1);
		CHECK(poller.woken() == readable_events);
		CHECK(file.readable());
		check_stored(wanted++);
		see();
		CHECK_FALSE(file.readable());
	}
	number = INT64_MAX;
	CHECK(other.control(RUSTY_IOC_SET, &number) == 0);
	check_stored(INT64_MAX);
	see();
	CHECK(poller.woken() != 0);
	const std::function<long()> refused[] = {
		[&] { return other.write("x"); },
		[&] { return other.control(RUSTY_IOC_SET, static_cast<s64 *>(nullptr)); },
		[&] { return other.control(RUSTY_IOC_ADD, &add); }, // EOVERFLOW
		[&] {
			return other.control(RUSTY_IOC_COMPARE_EXCHANGE, &compare) == 0 &&
					       compare.exchanged == 0
				       ? -1
				       : 0;
		},
		[&] { return store_attribute("number", ""); },
		[&] { return set_parameter(entry_parameter_set_number, "1 2"); },
		[&] {
			return set_parameter(entry_parameter_set_unpinned_number, "5") == 0 ? -1 : 0;
		}, // another number
	};
	for (const auto &refuse : refused) {
		CHECK(refuse() < 0);
		CHECK(poller.woken() == 0);
		CHECK_FALSE(file.readable());
	}
	check_untouched();
}
