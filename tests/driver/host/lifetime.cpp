// SPDX-License-Identifier: MIT
// From insmod to rmmod: the log, failures that are undone, and parameters before, during and after.
#include <cerrno>
#include <cstdint>

#include "loaded.hpp"

using namespace driver;

namespace
{

std::vector<std::string> transcript()
{
	std::vector<std::string> texts;
	for (const auto &[level, text] : fake::take_log())
		texts.push_back(std::string(1, level) + ' ' + text);
	return texts;
}

std::string number()
{
	return get_parameter(entry_parameter_get_number);
}

std::string unpinned()
{
	return get_parameter(entry_parameter_get_unpinned_number);
}

} // namespace

TEST_CASE_METHOD(Unloaded, "the log at load, at each change and at unload is the sample's")
{
	fake::log_debug(true);
	REQUIRE(entry_init() == 0);
	// 1 is the address of the number, 2 and 3 are the old and the new address of the unpinned one.
	CHECK(transcript() ==
	      std::vector<std::string>{
		      "6 C++ out-of-tree sample (init)",
		      "6 PASS! cpp_oft_pinned_data.rusty_number 2023 @0x0000000000000001 is pinned!",
		      "6 cpp_oft_pinned_data.rusty_number @0x0000000000000001 is initially: 2023",
		      "6 PASS! cpp_oft_unpinned_data.rusty_number 3202 @0x0000000000000002 is moved to "
		      "unpinned_rusty_number_moved @0x0000000000000003!",
		      "6 cpp_oft_unpinned_data.rusty_number @0x0000000000000003 is initially: 3202",
	      });
	CHECK(Open().write("20232023") == 8);
	CHECK(store_attribute("unpinned_number", "32023202\n") == 9);
	CHECK(transcript() == std::vector<std::string>{
				      "7 Updated Rusty Number @ 0x0000000000000001 to 20232023",
				      "7 Updated Rusty Number @ 0x0000000000000003 to 32023202",
			      });
	entry_exit();
	CHECK(transcript() == std::vector<std::string>{
				      "6 My numbers are [72, 108, 200]",
				      "6 My pinned number is 20232023",
				      "6 My unpinned number is 32023202",
				      "6 C++ out-of-tree sample (exit)",
			      });
}

TEST_CASE_METHOD(
	Unloaded,
	"whichever allocation fails at load, load returns ENOMEM, undoes all, and succeeds the next time")
{
	const unsigned int allocations = with_each_failing_allocation([] {
		const int returned = entry_init();
		CHECK(returned == (fake::allocation_failed() ? -ENOMEM : 0));
		CHECK((fake::registered() == nullptr) == (returned != 0));
		if (returned == 0)
			entry_exit();
		CHECK(fake::registered() == nullptr);
		CHECK_FALSE(fake::parameter_lock_held());
		CHECK(number() == "2023\n");
		CHECK(set_parameter(entry_parameter_set_number, "2023") == 0);
	});
	CHECK(allocations == 2);
}

TEST_CASE_METHOD(Unloaded, "a failed registration is logged and undone, and load returns its errno")
{
	fake::refuse_registration(-EBUSY);
	CHECK(entry_init() == -EBUSY);
	const auto log = transcript();
	REQUIRE(!log.empty());
	CHECK(log.back() == "3 /dev/rusty cannot be made: error -16"); // and no line of unload after it
	CHECK(fake::live_allocations() == 0);
	CHECK(set_parameter(entry_parameter_set_number, "7") == 0);
	CHECK(number() == "7\n");
	fake::refuse_registration(0);
	REQUIRE(entry_init() == 0);
	CHECK(state() == State{7, 0});
	entry_exit();
}

TEST_CASE_METHOD(Unloaded, "what is stored during the registration is kept")
{
	fake::on_register([] {
		CHECK(set_parameter(entry_parameter_set_number, "31") == 0);
		CHECK(set_parameter(entry_parameter_set_unpinned_number, "32") == 0);
	});
	REQUIRE(entry_init() == 0);
	CHECK(state() == State{31, 1});
	entry_exit();
	CHECK(number() == "31\n");
	CHECK(unpinned() == "32\n");
}

TEST_CASE_METHOD(Unloaded,
		 "the device is ready for everything as soon as it is registered, and until it is gone")
{
	unsigned int used = 0;
	const auto use = [&used] {
		Open file;
		CHECK(file.readable());
		CHECK(file.read() == "2023\n");
		CHECK(show_attribute("number") == "2023\n");
		CHECK(show_attribute("generation") == "0\n");
		CHECK(get_parameter(entry_parameter_get_unpinned_number) == "3202\n");
		++used;
	};
	fake::on_register(use);
	fake::on_deregister(use);
	REQUIRE(entry_init() == 0);
	REQUIRE(fake::registered() != nullptr);
	CHECK(std::string(fake::registered()->name) == "rusty");
	CHECK(fake::registered()->mode == 0664);
	entry_exit();
	CHECK(fake::registered() == nullptr);
	CHECK(used == 2);
}

TEST_CASE_METHOD(Unloaded, "parameters before the load are what the device starts with")
{
	CHECK(number() == "2023\n");
	CHECK(unpinned() == "3202\n");
	CHECK(get_parameter(entry_parameter_get_numbers) == "72,108,200\n");
	CHECK(set_parameter(entry_parameter_set_number, " -0x10\n") == 0);
	CHECK(set_parameter(entry_parameter_set_unpinned_number, "9223372036854775807") == 0);
	CHECK(set_parameter(entry_parameter_set_numbers, "-2147483648,2147483647") == 0);
	CHECK(number() == "-16\n");
	REQUIRE(entry_init() == 0);
	CHECK(state() == State{-16, 0});
	CHECK(take_trace().empty());
	CHECK(show_attribute("unpinned_number") == "9223372036854775807\n");
	CHECK(show_attribute("numbers") == "-2147483648,2147483647\n");
	entry_exit();
}

TEST_CASE_METHOD(Loaded, "a parameter of the loaded module is the device's number: a write is a store")
{
	CHECK(set_parameter(entry_parameter_set_number, "12") == 0);
	check_stored(12);
	CHECK(Open().write("13") == 2);
	CHECK(number() == "13\n");
	CHECK(show_attribute("number") == "13\n");
	check_stored(13);
	CHECK(set_parameter(entry_parameter_set_unpinned_number, "14") == 0);
	CHECK(show_attribute("unpinned_number") == "14\n");
	CHECK(unpinned() == "14\n");
	check_untouched();
}

TEST_CASE_METHOD(Loaded, "sysfs files are interfaces to the same state")
{
	CHECK(store_attribute("number", "-0b101\n") == 7);
	check_stored(-5);
	CHECK(show_attribute("number") == "-5\n");
	CHECK(show_attribute("generation") == "1\n");
	CHECK(store_attribute("unpinned_number", "6") == 1);
	CHECK(show_attribute("unpinned_number") == "6\n");
	CHECK(unpinned() == "6\n");
	CHECK(show_attribute("numbers") == "72,108,200\n");
	check_untouched();
}

TEST_CASE_METHOD(Unloaded, "a text that is refused by one interface is refused by each, with the same errno")
{
	const bool loaded = GENERATE(false, true);
	if (loaded)
		REQUIRE(entry_init() == 0);
	const std::string long_text(65, '1');
	const std::pair<std::string, int> refused[] = {{"", EINVAL},
						       {"x", EINVAL},
						       {"1 2", EINVAL},
						       {"9223372036854775808", ERANGE},
						       {long_text, EMSGSIZE}};
	for (const auto &[text, error] : refused) {
		CAPTURE(text, loaded);
		CHECK(set_parameter(entry_parameter_set_number, text.c_str()) == -error);
		CHECK(set_parameter(entry_parameter_set_unpinned_number, text.c_str()) == -error);
		if (loaded) {
			CHECK(store_attribute("number", text) == -error);
			CHECK(store_attribute("unpinned_number", text) == -error);
		}
	}
	CHECK(set_parameter(entry_parameter_set_number, nullptr) == -EINVAL);
	CHECK(set_parameter(entry_parameter_set_numbers, nullptr) == -EINVAL);
	CHECK(number() == "2023\n");
	CHECK(unpinned() == "3202\n");
	if (loaded) {
		CHECK(store_attribute("number", std::string_view("1\0", 2)) == -EINVAL);
		CHECK(state() == State{2023, 0});
		entry_exit();
	}
}

TEST_CASE_METHOD(Unloaded, "numbers are one to sixteen, each of 32 bits")
{
	std::string sixteen = "0";
	for (int number = 1; number < 16; ++number)
		sixteen += ',' + std::to_string(number);
	CHECK(set_parameter(entry_parameter_set_numbers, sixteen.c_str()) == 0);
	CHECK(set_parameter(entry_parameter_set_numbers, (sixteen + ",16").c_str()) == -EINVAL);
	CHECK(set_parameter(entry_parameter_set_numbers, "2147483648") == -ERANGE);
	CHECK(get_parameter(entry_parameter_get_numbers) == sixteen + "\n");
}

TEST_CASE_METHOD(Unloaded,
		 "parameters after the unload keep the last state, and the next load starts with it")
{
	REQUIRE(entry_init() == 0);
	CHECK(Open().write("77") == 2);
	CHECK(store_attribute("unpinned_number", "78") == 2);
	entry_exit();
	CHECK(number() == "77\n");
	CHECK(unpinned() == "78\n");
	CHECK(set_parameter(entry_parameter_set_number, "79") == 0);
	CHECK(number() == "79\n");
	take_trace();
	REQUIRE(entry_init() == 0);
	CHECK(state() == State{79, 0});
	CHECK(show_attribute("unpinned_number") == "78\n");
	entry_exit();
}
