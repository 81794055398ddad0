// SPDX-License-Identifier: GPL-2.0-only
// User memory: bad addresses when the module is loaded, good ones in an ioctl that selftest.sh calls.
#pragma once

#include "kernel/user/user.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// Addresses that no process can use: the page of NULL, the end of everything, and what is the kernel's own.
class BadAddresses
{
public:
	const uintptr_t *begin() const { return addresses_; }
	const uintptr_t *end() const { return addresses_ + sizeof(addresses_) / sizeof(*addresses_); }

private:
	uintptr_t addresses_[4] = {
		0,
		8,
		NumericLimits<uintptr_t>::max() - 7,
#ifdef __s390__ // addresses there say nothing of whose they are
		0,
#else
		reinterpret_cast<uintptr_t>(this),
#endif
	};
};

Outcome reader_refuses_bad_addresses()
{
	for (const uintptr_t address : BadAddresses()) {
		char bytes[16];
		UserReader reader(reinterpret_cast<const char *>(address), sizeof(bytes));
		EXPECT(reader.read(Span<char>(bytes, 8)).error() == errors::bad_address);
		EXPECT(reader.size() == sizeof(bytes));
		EXPECT(reader.read(Span<char>(bytes, 0)).ok() && reader.size() == sizeof(bytes));
	}
	return {};
}

Outcome writer_refuses_bad_addresses()
{
	for (const uintptr_t address : BadAddresses()) {
		UserWriter writer(reinterpret_cast<char *>(address), 16);
		EXPECT(writer.write(Text("12345678")).error() == errors::bad_address);
		EXPECT(writer.size() == 16 && writer.write(Text("")).ok() && writer.size() == 16);
	}
	return {};
}

struct Halves {
	u32 low;
	u32 high;
};

Outcome arguments_refuse_bad_addresses()
{
	for (const unsigned long address : BadAddresses()) {
		EXPECT(UserIn<u64>(address).load().error() == errors::bad_address);
		EXPECT(UserIn<s64>(address).load().error() == errors::bad_address);
		EXPECT(UserIn<u32>(address).load().error() == errors::bad_address);
		EXPECT(UserIn<Halves>(address).load().error() == errors::bad_address);
		EXPECT(UserOut<u64>(address).store(1).error() == errors::bad_address);
		EXPECT(UserOut<s64>(address).store(-1).error() == errors::bad_address);
		EXPECT(UserOut<u32>(address).store(1).error() == errors::bad_address);
		EXPECT(UserOut<Halves>(address).store({1, 2}).error() == errors::bad_address);
		EXPECT(UserInOut<Halves>(address).load().error() == errors::bad_address);
		EXPECT(UserInOut<Halves>(address).store({1, 2}).error() == errors::bad_address);
	}
	return {};
}

constexpr Test user_tests[] = {
	{"user memory: a bad address to read from is EFAULT", reader_refuses_bad_addresses},
	{"user memory: a bad address to write to is EFAULT", writer_refuses_bad_addresses},
	{"user memory: a bad address of an argument is EFAULT", arguments_refuse_bad_addresses},
};

// The rest needs eight bytes that a process owns; they are `last` in the end.
Outcome arguments_arrive(unsigned long address, u64 last)
{
	const auto loaded = [=](u64 value) { return is(UserIn<u64>(address).load(), value); };
	TRY(UserOut<u64>(address).store(0x0123456789abcdef));
	EXPECT(loaded(0x0123456789abcdef) && is(UserIn<s64>(address).load(), 0x0123456789abcdef));
	TRY(UserOut<s64>(address).store(-1));
	EXPECT(loaded(NumericLimits<u64>::max()) && is(UserIn<s32>(address + 4).load(), -1));
	TRY(UserInOut<Halves>(address).store({1, 2}));
	const Halves halves = TRY(UserIn<Halves>(address).load());
	EXPECT(halves.low == 1 && halves.high == 2 && is(UserIn<u32>(address + 4).load(), 2));
	TRY(UserOut<u32>(address).store(3));
	const Halves changed = TRY(UserInOut<Halves>(address).load());
	EXPECT(changed.low == 3 && changed.high == 2);
	TRY(UserOut<u64>(address).store(last));
	EXPECT(loaded(last));
	return {};
}

Outcome buffers_are_bounded(unsigned long address)
{
	UserWriter writer(reinterpret_cast<char *>(address), 8);
	EXPECT(writer.write(Text("123456789")).error() == errors::bad_address && writer.size() == 8);
	EXPECT(writer.write(Text("abc")).ok() && writer.size() == 5 && writer.write(Text("defgh")).ok());
	EXPECT(writer.size() == 0 && writer.write(Text("i")).error() == errors::bad_address &&
	       writer.write(Text("")).ok());

	char bytes[9] = {};
	UserReader reader(reinterpret_cast<const char *>(address), 8);
	EXPECT(reader.read(Span<char>(bytes, 9)).error() == errors::bad_address && reader.size() == 8);
	EXPECT(reader.read(Span<char>(bytes, 3)).ok() && reader.size() == 5);
	EXPECT(reader.read(Span<char>(bytes + 3, 5)).ok() && reader.size() == 0);
	EXPECT(Text(bytes, 9) == Text("abcdefgh\0"));
	EXPECT(reader.read(Span<char>(bytes, 1)).error() == errors::bad_address);
	return {};
}

} // namespace
} // namespace selftest
