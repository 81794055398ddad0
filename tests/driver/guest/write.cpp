// SPDX-License-Identifier: MIT
// How write(2) stores: all or nothing, one store a call, the offset left alone.
#include "catch.hpp"

#include "guest.hpp"

#include <cstring>

#include <sys/uio.h>
#include <unistd.h>

using namespace guest;

namespace
{

iovec vector_of(const char *text)
{
	return {const_cast<char *>(text), std::strlen(text)};
}

} // namespace

TEST_CASE_METHOD(Loaded, "a write stores the number and adds one to the generation", "[write]")
{
	const std::uint64_t before = state().generation;
	CHECK(file.write("-42\n") == 4);
	CHECK(state() == State{-42, before + 1});
	CHECK(file.write("43") == 2);
	CHECK(state() == State{43, before + 2});
}

TEST_CASE_METHOD(Loaded, "a store of an equal number is a store", "[write]")
{
	const std::uint64_t before = state().generation;
	CHECK(file.write("2023") == 4);
	CHECK(state() == State{2023, before + 1});
}

TEST_CASE_METHOD(Loaded, "an empty write returns 0 and stores nothing", "[write]")
{
	Witness witness;
	const State before = state();
	CHECK(file.write("") == 0);
	CHECK(Outcome::of(::writev(file.fd(), nullptr, 0)) == 0);
	const iovec empty[] = {vector_of(""), vector_of("")};
	CHECK(Outcome::of(::writev(file.fd(), empty, 2)) == 0);
	CHECK(state() == before);
	CHECK_FALSE(witness.woken());
}

TEST_CASE_METHOD(Loaded, "a write neither uses nor moves the offset", "[write]")
{
	CHECK(file.write("71") == 2);
	CHECK(file.offset() == 0);
	CHECK(file.read() == "71\n");
	CHECK(file.write("72") == 2);
	CHECK(file.offset() == 3);
	CHECK(Outcome::of(::pwrite(file.fd(), "73", 2, 1000)) == 2);
	CHECK(file.offset() == 3);
	CHECK(state().number == 73);
	File appending(O_RDWR | O_APPEND | O_TRUNC | O_CREAT);
	CHECK(appending.write("74") == 2);
	CHECK(appending.read() == "74\n");
}

TEST_CASE_METHOD(Loaded, "two writes are two stores, a number is not put together from them", "[write]")
{
	const std::uint64_t before = state().generation;
	CHECK(file.write("1") == 1);
	CHECK(file.write("2") == 1);
	CHECK(state() == State{2, before + 2});
}

TEST_CASE_METHOD(Loaded, "a writev is one write, wherever it is split", "[write]")
{
	std::uint64_t generation = state().generation;
	const iovec digits[] = {vector_of("1"), vector_of(""), vector_of("2"), vector_of("3")};
	CHECK(Outcome::of(::writev(file.fd(), digits, 4)) == 3);
	CHECK(state() == State{123, ++generation});
	const iovec prefix[] = {vector_of(" -"), vector_of("0"), vector_of("x"), vector_of("1f"),
				vector_of("\n")};
	CHECK(Outcome::of(::writev(file.fd(), prefix, 5)) == 7);
	CHECK(state() == State{-31, ++generation});
	const iovec line[] = {vector_of("64"), vector_of("\n")};
	CHECK(Outcome::of(::pwritev(file.fd(), line, 2, 50)) == 3);
	CHECK(state() == State{64, ++generation});
}

TEST_CASE_METHOD(Loaded, "a writev that fails in any vector stores nothing", "[write]")
{
	const std::string spaces(RUSTY_TEXT_MAX - 1, ' ');
	GuardedPage page;
	Witness witness;
	const State before = state();
	const iovec words[] = {vector_of("1"), vector_of(" "), vector_of("2")};
	CHECK(Outcome::of(::writev(file.fd(), words, 3)) == -EINVAL);
	const iovec too_long[] = {vector_of("1"), vector_of(spaces.c_str()), vector_of(" ")};
	CHECK(Outcome::of(::writev(file.fd(), too_long, 3)) == -EMSGSIZE);
	const iovec bad[] = {vector_of("1"), {page.end(), 1}};
	CHECK(Outcome::of(::writev(file.fd(), bad, 2)) == -EFAULT);
	CHECK(state() == before);
	CHECK_FALSE(witness.woken());

	const iovec just[] = {vector_of("1"), vector_of(spaces.c_str())};
	CHECK(Outcome::of(::writev(file.fd(), just, 2)) == RUSTY_TEXT_MAX);
	CHECK(state() == State{1, before.generation + 1});
}

TEST_CASE_METHOD(Loaded, "a write from bad memory is EFAULT and stores nothing", "[write]")
{
	GuardedPage page;
	page.end()[-1] = '7';
	Witness witness;
	const State before = state();
	for (char *bad : bad_pointers()) {
		CHECK(Outcome::of(::write(file.fd(), bad, 1)) == -EFAULT);
		CHECK(Outcome::of(::write(file.fd(), bad, 4)) == -EFAULT);
	}
	CHECK(Outcome::of(::write(file.fd(), page.end() - 1, 2)) == -EFAULT);
	CHECK(state() == before);
	CHECK_FALSE(witness.woken());
	CHECK(Outcome::of(::write(file.fd(), page.end() - 1, 1)) == 1);
	CHECK(state() == State{7, before.generation + 1});
}
