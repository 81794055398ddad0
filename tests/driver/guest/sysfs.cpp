// SPDX-License-Identifier: MIT
// The device's files in sysfs and its node: contents, modes, and the same state as through read and write.
#include "catch.hpp"

#include "guest.hpp"
#include "texts.hpp"

#include <grp.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace guest;

TEST_CASE("the node is a misc device that all may read and the group may write", "[sysfs]")
{
	Module module;
	struct stat status {
	};
	REQUIRE(::stat(device.c_str(), &status) == 0);
	CHECK(S_ISCHR(status.st_mode));
	CHECK((status.st_mode & 07777) == 0664);
	CHECK(status.st_uid == 0);
	CHECK(major(status.st_rdev) == 10);
	CHECK(get(sysfs + "dev") == "10:" + std::to_string(minor(status.st_rdev)) + "\n");
	CHECK(get("/proc/misc").find(std::to_string(minor(status.st_rdev)) + " rusty\n") !=
	      std::string::npos);
}

TEST_CASE_METHOD(Loaded, "a user who is neither root nor in the group can read, but cannot store", "[sysfs]")
{
	const State before = state();
	CHECK(Child([] {
		      if (::setgroups(0, nullptr) != 0 || ::setgid(65534) != 0 || ::setuid(65534) != 0)
			      return 1;
		      File reader(O_RDONLY);
		      if (reader.read() != "2023\n" || Mapping(reader).read().number != 2023)
			      return 2;
		      if (get(sysfs + "number") != "2023\n" || get(parameters + "number") != "2023\n")
			      return 3;
		      for (const std::string &path : {device, sysfs + "number", sysfs + "unpinned_number",
						      parameters + "number", parameters + "unpinned_number"})
			      for (int flags : {O_WRONLY, O_RDWR})
				      if (!(open_outcome(path, flags) == -EACCES))
					      return 4;
		      return 0;
	      }).wait() == 0);
	CHECK(state() == before);
}

TEST_CASE("the files hold the defaults after a plain load", "[sysfs]")
{
	Module module;
	CHECK(get(sysfs + "number") == "2023\n");
	CHECK(get(sysfs + "unpinned_number") == "3202\n");
	CHECK(get(sysfs + "numbers") == "72,108,200\n");
	CHECK(get(sysfs + "generation") == "0\n");
}

TEST_CASE_METHOD(Loaded, "number and unpinned_number can be written, numbers and generation not", "[sysfs]")
{
	for (const char *name : {"number", "unpinned_number"}) {
		CHECK((mode(sysfs + name) & 07777) == 0644);
		CHECK(open_outcome(sysfs + name, O_WRONLY) == 0);
	}
	for (const char *name : {"numbers", "generation"}) {
		CHECK((mode(sysfs + name) & 07777) == 0444);
		CHECK(open_outcome(sysfs + name, O_WRONLY) == -EACCES);
	}
}

TEST_CASE_METHOD(Loaded, "number shows what the device holds, and generation counts", "[sysfs]")
{
	const std::uint64_t before = state().generation;
	REQUIRE(file.write("-9223372036854775808") == 20);
	CHECK(get(sysfs + "number") == "-9223372036854775808\n");
	CHECK(get(sysfs + "generation") == std::to_string(before + 1) + "\n");
	CHECK(file.add(-1) == INT64_MAX);
	CHECK(get(sysfs + "number") == "9223372036854775807\n");
	CHECK(get(sysfs + "generation") == std::to_string(before + 2) + "\n");
	CHECK(get(sysfs + "unpinned_number") == "3202\n");
}

TEST_CASE_METHOD(Loaded, "a store through sysfs number is a store to the device", "[sysfs]")
{
	File waiting(O_RDONLY);
	waiting.read();
	Witness witness;
	const State before = state();
	CHECK(put(sysfs + "number", " -0x10\n") == 7);
	CHECK(state() == State{-16, before.generation + 1});
	CHECK(witness.woken());
	CHECK(waiting.readable());
	CHECK(waiting.read_at(0) == "-16\n");
	CHECK(put(sysfs + "number", "-16\n") == 4);
	CHECK(state() == State{-16, before.generation + 2});
}

TEST_CASE_METHOD(Loaded, "sysfs number takes and refuses the same texts as write(2)", "[sysfs]")
{
	File attribute(O_WRONLY, sysfs + "number");
	for (const Accepted &each : accepted) {
		INFO(quoted(each.text));
		const State before = state();
		CHECK(attribute.write(each.text) == static_cast<long>(each.text.size()));
		CHECK(state() == State{each.number, before.generation + 1});
		attribute.rewind();
	}
	Witness witness;
	const State before = state();
	const auto refuses = [&](const Refused &each) {
		INFO(quoted(each.text));
		CHECK(attribute.write(each.text) == -each.error);
		CHECK(state() == before);
	};
	for (const Refused &each : refused)
		refuses(each);
	for (const Refused &each : refused_with_nul)
		refuses(each);
	refuses({std::string(RUSTY_TEXT_MAX, ' ') + "1", EMSGSIZE});
	refuses({std::string(3000, '1'), EMSGSIZE});
	CHECK(Outcome::of(::write(attribute.fd(), bad_pointers()[1], 4)) == -EFAULT);
	CHECK(attribute.write("") == 0);
	CHECK(state() == before);
	CHECK_FALSE(witness.woken());
}

TEST_CASE_METHOD(Loaded, "sysfs unpinned_number takes and refuses the same texts as write(2)", "[sysfs]")
{
	Witness witness;
	const State before = state();
	File attribute(O_WRONLY, sysfs + "unpinned_number");
	for (const Accepted &each : accepted) {
		INFO(quoted(each.text));
		CHECK(attribute.write(each.text) == static_cast<long>(each.text.size()));
		CHECK(get(sysfs + "unpinned_number") == std::to_string(each.number) + "\n");
		attribute.rewind();
	}
	REQUIRE(attribute.write("3202") == 4);
	const auto refuses = [&](const Refused &each) {
		INFO(quoted(each.text));
		CHECK(attribute.write(each.text) == -each.error);
		CHECK(get(sysfs + "unpinned_number") == "3202\n");
	};
	for (const Refused &each : refused)
		refuses(each);
	for (const Refused &each : refused_with_nul)
		refuses(each);
	refuses({std::string(RUSTY_TEXT_MAX, ' ') + "1", EMSGSIZE});
	CHECK(state() == before);
	CHECK_FALSE(witness.woken());
}

TEST_CASE_METHOD(Loaded, "unpinned_number is a number of its own: no generation, no wake-up, no read",
		 "[sysfs]")
{
	file.read();
	Witness witness;
	const State before = state();
	CHECK(put(sysfs + "unpinned_number", "32023202\n") == 9);
	CHECK(get(sysfs + "unpinned_number") == "32023202\n");
	CHECK(state() == before);
	CHECK(get(sysfs + "number") == "2023\n");
	CHECK_FALSE(witness.woken());
	CHECK_FALSE(file.readable());
}
