// SPDX-License-Identifier: GPL-2.0-only
// User memory: what is taken and given, how far, and what is left when a part of it cannot be touched.
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/kit/host/fresh.hpp"
#include "kernel/user/user.hpp"

using namespace kernel;

namespace
{

struct Struct {
	u64 wide;
	u32 narrow[2];
	bool operator==(const Struct &) const = default;
};

struct UserTest : Fresh {
	char memory[16] = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
	char kernel_side[16] = {};
	iov_iter::Segment segments[4] = {{fake::user(memory), 3},
					 {fake::user(memory + 3), 0},
					 {fake::user(memory + 3), 4},
					 {fake::user(memory + 7), 3}};
	iov_iter vectors{segments};

	std::string taken(size_t size) { return std::string(kernel_side, size); }
	std::string in_memory() { return std::string(memory, sizeof(memory)); }
	Span<char> room(size_t size) { return Span<char>(kernel_side, size); }
};

// The same of both readers: 10 bytes, of which those from the eighth on may be forbidden.
template <typename Reader>
void check_reader(UserTest &test, Reader reader)
{
	CHECK(reader.size() == 10);
	CHECK(reader.read(test.room(0)).ok());
	CHECK(reader.read(test.room(2)).ok());
	CHECK(test.taken(2) == "01");
	CHECK(reader.size() == 8);
	CHECK(reader.read(test.room(3)).ok());
	CHECK(test.taken(3) == "234");
	CHECK(reader.read(test.room(6)).error() == errors::bad_address);
	CHECK(reader.size() == 5);
	fake::forbid(test.memory + 8, 8);
	CHECK(reader.read(test.room(5)).error() == errors::bad_address);
	CHECK(reader.size() == 5);
	CHECK(reader.read(test.room(3)).ok());
	CHECK(test.taken(3) == "567");
	fake::forbid(nullptr, 0);
	CHECK(reader.read(test.room(2)).ok());
	CHECK(test.taken(2) == "89");
	CHECK(reader.size() == 0);
	CHECK(reader.read(test.room(1)).error() == errors::bad_address);
	CHECK(reader.read(test.room(0)).ok());
}

template <typename Writer>
void check_writer(UserTest &test, Writer writer)
{
	CHECK(writer.size() == 10);
	CHECK(writer.write(Text("")).ok());
	CHECK(writer.write(Text("AB")).ok());
	CHECK(writer.size() == 8);
	CHECK(writer.write(Text("CDE")).ok());
	CHECK(writer.write(Text("123456")).error() == errors::bad_address);
	CHECK(writer.size() == 5);
	fake::forbid(test.memory + 8, 8, fake::Forbidden::writes);
	CHECK(writer.write(Text("FGHIJ")).error() == errors::bad_address);
	CHECK(writer.size() == 5);
	fake::forbid(nullptr, 0);
	CHECK(writer.write(Text("VWXYZ")).ok());
	CHECK(writer.size() == 0);
	CHECK(writer.write(Text("-")).error() == errors::bad_address);
	CHECK(test.in_memory() == "ABCDEVWXYZabcdef");
}

} // namespace

TEST_CASE_METHOD(UserTest, "a reader takes what it was given and no byte more")
{
	check_reader(*this, UserReader(fake::user(memory), 10));
}

TEST_CASE_METHOD(UserTest, "a reader of vectors does the same over their borders")
{
	check_reader(*this, UserReader(nullptr, size_of(&vectors), &vectors));
	CHECK(vectors.done == 10);
}

TEST_CASE_METHOD(UserTest, "a writer fills what it was given and no byte more")
{
	check_writer(*this, UserWriter(fake::user(memory), 10));
}

TEST_CASE_METHOD(UserTest, "a writer of vectors does the same over their borders")
{
	check_writer(*this, UserWriter(nullptr, size_of(&vectors), &vectors));
	CHECK(vectors.done == 10);
}

TEST_CASE_METHOD(UserTest, "an address of the kernel's, or none, is EFAULT in either direction")
{
	for (char *bad : {static_cast<char *>(nullptr), memory}) {
		const auto address = reinterpret_cast<unsigned long>(bad);
		CHECK(UserReader(bad, 4).read(room(4)).error() == errors::bad_address);
		CHECK(UserWriter(bad, 4).write(Text("4444")).error() == errors::bad_address);
		CHECK(UserIn<u64>(address).load().error() == errors::bad_address);
		CHECK(UserOut<u64>(address).store(1).error() == errors::bad_address);
		CHECK(UserIn<Struct>(address).load().error() == errors::bad_address);
		CHECK(UserOut<Struct>(address).store({}).error() == errors::bad_address);
	}
	CHECK(in_memory() == "0123456789abcdef");
}

TEST_CASE_METHOD(UserTest, "the argument of an ioctl goes either way as a whole")
{
	const Struct value = {0x1122334455667788, {1, 2}};
	Struct there = {};
	const unsigned long address = fake::user_address(&there);
	CHECK(UserInOut<Struct>(address).store(value).ok());
	CHECK(there == value);
	CHECK(UserInOut<Struct>(address).load().value() == value);
	u64 natural = 0;
	s64 integer = 0;
	CHECK(UserOut<u64>(fake::user_address(&natural)).store(UINT64_MAX).ok());
	CHECK(UserOut<s64>(fake::user_address(&integer)).store(INT64_MIN).ok());
	CHECK(natural == UINT64_MAX);
	CHECK(integer == INT64_MIN);
	CHECK(UserIn<u64>(fake::user_address(&natural)).load().value() == UINT64_MAX);
	CHECK(UserIn<s64>(fake::user_address(&integer)).load().value() == INT64_MIN);
	u32 narrow = 7;
	CHECK(UserIn<u32>(fake::user_address(&narrow)).load().value() == 7);
	CHECK(UserOut<u32>(fake::user_address(&narrow)).store(8).ok());
	CHECK(narrow == 8);
}

TEST_CASE_METHOD(
	UserTest,
	"an argument whose last byte cannot be touched is EFAULT; one that is only read-only can be taken")
{
	Struct there = {1, {2, 3}};
	u64 number = 4;
	UserInOut<Struct> both(fake::user_address(&there));
	fake::forbid(reinterpret_cast<char *>(&there + 1) - 1, 1);
	CHECK(std::move(both).load().error() == errors::bad_address);
	CHECK(both.store({}).error() == errors::bad_address);
	fake::forbid(reinterpret_cast<char *>(&number + 1) - 1, 1);
	CHECK(UserIn<u64>(fake::user_address(&number)).load().error() == errors::bad_address);
	CHECK(UserOut<u64>(fake::user_address(&number)).store(1).error() == errors::bad_address);
	fake::forbid(&there, sizeof(there), fake::Forbidden::writes);
	CHECK(std::move(both).load().ok());
	CHECK(both.store({}).error() == errors::bad_address);
}

TEST_CASE_METHOD(UserTest, "values go either way between texts, whole or not at all")
{
	const Struct value = {7, {8, 9}};
	UserWriter writer(fake::user(memory), sizeof(memory));
	CHECK(writer.write(value).ok());
	CHECK(writer.size() == 0);
	CHECK(writer.write(u8{1}).error() == errors::bad_address);
	UserReader reader(fake::user(memory), sizeof(memory));
	CHECK(reader.read<Struct>().value() == value);
	CHECK(reader.read<u8>().error() == errors::bad_address);
	UserReader parts(fake::user(memory), sizeof(memory));
	CHECK(parts.read<u64>().value() == 7);
	CHECK(parts.read<Struct>().error() == errors::bad_address);
	CHECK(parts.read<u32>().value() == 8);
	CHECK(parts.size() == 4);

	UserWriter of_vectors(nullptr, size_of(&vectors), &vectors);
	CHECK(of_vectors.write(u64{0x3736353433323130}).ok());
	CHECK(of_vectors.size() == 2);
	CHECK(in_memory().substr(0, 8) == "01234567");
	fake::forbid(memory + 9, 1);
	CHECK(of_vectors.write(u16{0}).error() == errors::bad_address);
	CHECK(of_vectors.size() == 2);
}

TEST_CASE_METHOD(UserTest, "a text is written as its characters, whatever it is called")
{
	const char literal[] = "AB";
	UserWriter writer(fake::user(memory), 10);
	CHECK(writer.write("12").ok());
	CHECK(writer.write(literal).ok());
	CHECK(writer.write(Text("CD")).ok());
	CHECK(writer.write(Text("EFG").from(1)).ok());
	CHECK(writer.write(Span<const char>("HI", 2)).ok());
	CHECK(in_memory() == "12ABCDFGHIabcdef");
}
