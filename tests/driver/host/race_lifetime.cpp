// SPDX-License-Identifier: MIT
// Races at the start and the end: the first reads of a file, waiting for the last store, parameters during load and unload.
#include <charconv>

#include "tests/kit/host/fake_tsan.hpp"
#include "race_stores.hpp"

using namespace race;
using driver::get_parameter;
using driver::Open;
using driver::reading;
using driver::set_parameter;
using driver::show_attribute;
using driver::State;
using driver::store_attribute;

namespace
{

constexpr s64 last_number = 400;

// Waits as poll(2) does, and reads, until the last number is seen; false if nobody woke it in time.
bool waits_for_the_last()
{
	Open file(reading);
	for (int looks = 0; looks < 100000; ++looks) {
		fake::Poller poller(driver::readable_events);
		bool readable = (file.poll(poller.table()) & driver::readable_events) != 0;
		for (int patience = 0; !readable && patience < 5000; ++patience) {
			std::this_thread::sleep_for(std::chrono::milliseconds(1));
			readable = poller.woken() != 0;
		}
		if (!readable)
			return false;
		if (file.read_at(0) == std::to_string(last_number) + "\n")
			return true;
	}
	return false;
}

void set_parameters(int rounds, int which)
{
	for (int round = 0; round < rounds; ++round) {
		const std::string text = std::to_string(which * 1000000 + round);
		set_parameter(entry_parameter_set_number, text.c_str());
		set_parameter(entry_parameter_set_unpinned_number, text.c_str());
	}
}

void get_parameters(int rounds, std::atomic<int> &wrong)
{
	for (int round = 0; round < rounds; ++round)
		for (const auto entry : {entry_parameter_get_number, entry_parameter_get_unpinned_number}) {
			const std::string text = get_parameter(entry);
			const s64 number = std::stoll(text);
			// (Set by set_parameters, or what it was at first.)
			const bool expected = number == 2023 || number == 3202 || number / 1000000 == 1 ||
					      number / 1000000 == 2;
			wrong.fetch_add(expected ? 0 : 1, std::memory_order_relaxed);
		}
}

void use_attributes(int rounds)
{
	for (int round = 0; round < rounds; ++round) {
		store_attribute("unpinned_number", "2000005");
		show_attribute("unpinned_number");
		store_attribute("number", "2000006");
		show_attribute("number");
		show_attribute("generation");
		show_attribute("numbers");
	}
}

} // namespace

TEST_CASE_METHOD(Loaded, "however many threads read a new file first, its state is allocated once")
{
	const unsigned int live = fake::live_allocations();
	int wrong = 0;
	for (int round = 0; round < 300; ++round) {
		Open fresh;
		std::atomic<int> whole = 0;
		const auto read = [&] {
			char memory[8] = {};
			loff_t position = 0;
			if (fresh.raw()->f_op->read(fresh.raw(), fake::user(memory), sizeof(memory),
						    &position) == 5)
				whole.fetch_add(1, std::memory_order_relaxed);
		};
		const auto get = [&] {
			s64 number = 0;
			if (fresh.control(RUSTY_IOC_GET, &number) == 0 && number == initial)
				whole.fetch_add(1, std::memory_order_relaxed);
		};
		run({read, get, [&] { fresh.poll(); }});
		wrong += whole == 2 && fake::live_allocations() == live + 1 && !fresh.readable() ? 0 : 1;
	}
	CHECK(wrong == 0);
	CHECK(fake::live_allocations() == live);
}

TEST_CASE_METHOD(Loaded, "no poller misses the last store")
{
	std::atomic<int> seen = 0;
	const auto wait = [&] { seen.fetch_add(waits_for_the_last() ? 1 : 0, std::memory_order_relaxed); };
	run({wait, wait, [] {
		     Open file;
		     for (s64 number = 1; number <= last_number; ++number) {
			     file.write(std::to_string(number));
			     if (number % 16 == 0)
				     std::this_thread::yield();
		     }
	     }});
	CHECK(seen == 2);
}

TEST_CASE_METHOD(Loaded, "parameters and sysfs files of the loaded module are one state for all threads")
{
	std::atomic<int> wrong = 0;
	run({[] { set_parameters(500, 1); }, [] { set_parameters(500, 2); },
	     [&] { get_parameters(500, wrong); }, [] { use_attributes(300); }});
	CHECK(wrong == 0);
	CHECK(Stores::count(initial) == 1300);
}

TEST_CASE_METHOD(Fresh,
		 "parameters can be set and read while the module is loaded and unloaded, and none is lost")
{
	driver::set_defaults();
	Stores::reset();
	std::atomic<int> wrong = 0;
	run({[] { set_parameters(2000, 1); }, [&] { get_parameters(2000, wrong); },
	     [] {
		     for (int round = 0; round < 200; ++round) {
			     if (entry_init() == 0)
				     entry_exit();
		     }
	     }});
	fake::take_log();
	CHECK(wrong == 0);
	CHECK(get_parameter(entry_parameter_get_number) == "1001999\n");
	CHECK(get_parameter(entry_parameter_get_unpinned_number) == "1001999\n");
}

// Each race must be reported: this shows that a race in the tests above would be, too.
TEST_CASE_METHOD(Loaded, "planted: stores without a lock race", "[.planted]")
{
	fake::break_locks(true);
	const auto add = [] {
		Open file;
		for (int round = 0; round < 2000; ++round) {
			rusty_add add = {};
			add.operand = 1;
			file.control(RUSTY_IOC_ADD, &add);
		}
	};
	run({add, add});
	fake::break_locks(false);
}

TEST_CASE_METHOD(Loaded, "planted: the unpinned number without its mutex races", "[.planted]")
{
	fake::break_locks(true);
	run({[] { use_attributes(50); }, [] { use_attributes(50); }});
	fake::break_locks(false);
}

TEST_CASE_METHOD(Fresh, "planted: parameters without their lock race with the load", "[.planted]")
{
	driver::set_defaults();
	Stores::reset();
	fake::break_locks(true);
	run({[] { set_parameters(300, 1); },
	     [] {
		     if (entry_init() == 0)
			     fake::take_log();
	     }});
	fake::break_locks(false);
	entry_exit();
}
