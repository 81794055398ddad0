// SPDX-License-Identifier: MIT
// write: which texts are stored, which are refused and how; a store is one change, which is traced and logged and wakes pollers.
#include <cerrno>
#include <cstdint>
#include <string>

#include "loaded.hpp"
#include "tests/driver/guest/texts.hpp"

using namespace driver;

namespace
{

struct Writing : Loaded {
	Open file{writing, GENERATE(Way::buffer, Way::vectors)};
	Open reader{reading};
	fake::Poller poller;

	Writing()
	{
		CHECK(reader.read() == "2023\n");
		reader.poll(poller.table());
	}
	// Checks that this is refused: nothing has changed and nobody was woken.
	void check_refused(std::string_view text, int error)
	{
		CAPTURE(text);
		CHECK(file.write(text) == -error);
		check_untouched();
		CHECK(poller.woken() == 0);
		CHECK(file.position == 0);
	}
};

} // namespace

TEST_CASE_METHOD(Writing, "a number is stored as a whole, whatever its base, sign and white space")
{
	for (const auto &[text, number] : guest::accepted) {
		CAPTURE(text);
		CHECK(file.write(text) == static_cast<long>(text.size()));
		check_stored(number);
		CHECK(poller.woken() == readable_events);
		CHECK(file.position == 0);
	}
}

TEST_CASE_METHOD(Writing, "what is no number is refused and changes nothing")
{
	for (const auto &[text, error] : guest::refused)
		check_refused(text, error);
	for (const auto &[text, error] : guest::refused_with_nul)
		check_refused(text, error);
}

TEST_CASE_METHOD(Writing,
		 "RUSTY_TEXT_MAX bytes are taken, one more is EMSGSIZE, even where there is no memory")
{
	const std::string spaces(RUSTY_TEXT_MAX - 1, ' ');
	CHECK(file.write(spaces + "7") == RUSTY_TEXT_MAX);
	check_stored(7);
	CHECK(poller.woken() != 0);
	CHECK(file.write("0x" + std::string(RUSTY_TEXT_MAX - 3, '0') + "8") == RUSTY_TEXT_MAX);
	check_stored(8);
	CHECK(poller.woken() != 0);
	check_refused("7 " + spaces, EMSGSIZE);
	check_refused(std::string(RUSTY_TEXT_MAX + 1, 'x'), EMSGSIZE);
	CHECK(file.write_from(nullptr, RUSTY_TEXT_MAX + 1) == -EMSGSIZE);
	CHECK(file.write_from(nullptr, SIZE_MAX / 2) == -EMSGSIZE);
	check_untouched();
}

TEST_CASE_METHOD(Writing, "an empty write stores nothing, from a bad address too")
{
	CHECK(file.write("") == 0);
	CHECK(file.write_from(nullptr, 0) == 0);
	check_untouched();
	CHECK(poller.woken() == 0);
}

TEST_CASE_METHOD(Writing, "a text that cannot be read to its end is EFAULT")
{
	const std::string text = "1234567";
	CHECK(file.write_from(nullptr, 3) == -EFAULT);
	CHECK(file.write_from(text.data(), 3) == -EFAULT); // the kernel's own memory
	for (const std::size_t good : {0, 1, 2, 3, 6}) {
		fake::forbid(text.data() + good, 8);
		check_refused(text, EFAULT);
	}
	fake::forbid(text.data(), 8, fake::Forbidden::writes);
	CHECK(file.write(text) == 7);
	check_stored(1234567);
}

TEST_CASE_METHOD(Writing, "an equal number is a store like any other")
{
	CHECK(file.write("2023") == 4);
	check_stored(2023);
	CHECK(poller.woken() == readable_events);
	CHECK(file.write("2023\n") == 5);
	check_stored(2023);
}

TEST_CASE_METHOD(Writing, "the offset is neither used nor moved")
{
	file.position = 3;
	CHECK(file.write("17") == 2);
	check_stored(17);
	CHECK(file.position == 3);
}

TEST_CASE_METHOD(Writing, "only pollers are woken, and nobody if there is none")
{
	CHECK(file.write("1") == 1);
	check_stored(1);
	CHECK(fake::wake_ups() == 1);
	CHECK(fake::last_wake_events() == readable_events);
	{
		fake::Poller room(writable_events); // polls for room, which there always is
		reader.poll(room.table());
		CHECK(file.write("2") == 1);
		CHECK(room.woken() == 0);
		CHECK(poller.woken() == readable_events);
	}
	check_stored(2);
}

TEST_CASE_METHOD(Loaded, "without a poller no wake-up is even tried")
{
	CHECK(Open().write("5") == 1);
	CHECK(fake::wake_ups() == 0);
}

TEST_CASE_METHOD(Loaded, "each change is a debug line with the address of the number and what it is now")
{
	Open file;
	CHECK(file.write("1") == 1);
	CHECK(fake::take_log().empty());
	fake::log_debug(true);
	CHECK(file.write("-20232023") == 9);
	CHECK(file.write("x") == -EINVAL);
	CHECK(file.write("7") == 1);
	CHECK(fake::take_log() ==
	      std::vector<fake::Line>{{'7', "Updated Rusty Number @ 0x0000000000000001 to -20232023"},
				      {'7', "Updated Rusty Number @ 0x0000000000000001 to 7"}});
}
