// SPDX-License-Identifier: MIT
// The ioctls: the right answer, or the right error with nothing changed, in the argument neither.
#include "user.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace hostile
{

namespace
{

// One argument that serves every command.
union Argument {
	rusty_compare_exchange swap;
	rusty_snapshot snapshot;
	rusty_add add;
	rusty_exchange exchange;
	rusty_version version;
	__s64 number;
	char bytes[32];
};

constexpr unsigned long commands[] = {RUSTY_IOC_VERSION,
				      RUSTY_IOC_GET,
				      RUSTY_IOC_SET,
				      RUSTY_IOC_SET,
				      RUSTY_IOC_ADD,
				      RUSTY_IOC_ADD,
				      RUSTY_IOC_ADD,
				      RUSTY_IOC_EXCHANGE,
				      RUSTY_IOC_EXCHANGE,
				      RUSTY_IOC_SNAPSHOT,
				      RUSTY_IOC_SNAPSHOT,
				      RUSTY_IOC_COMPARE_EXCHANGE,
				      RUSTY_IOC_COMPARE_EXCHANGE,
				      RUSTY_IOC_COMPARE_EXCHANGE};

bool takes(unsigned long command)
{
	return (_IOC_DIR(command) & _IOC_WRITE) != 0;
}
bool returns(unsigned long command)
{
	return (_IOC_DIR(command) & _IOC_READ) != 0;
}

// Mostly zero.
__u32 wrong_bits(Random &random)
{
	return random.one_in(10)
		       ? random.one_in(2) ? 1U << random.below(32) : static_cast<__u32>(random.next())
		       : 0;
}

Argument filled(unsigned long command, Judge &judge, Random &random)
{
	Argument argument;
	for (char &byte : argument.bytes)
		byte = static_cast<char>(random.next());
	switch (command) {
	case RUSTY_IOC_SET:
		argument.number = judge.fresh(random);
		break;
	case RUSTY_IOC_ADD:
		argument.add.operand = judge.operand(random);
		argument.add.flags = random.one_in(2) ? RUSTY_ADD_CHECKED : 0;
		// (With several threads nothing may wrap around, as a number could then be stored twice.)
		if (!judge.exact() && argument.add.operand == INT64_MAX)
			argument.add.flags = RUSTY_ADD_CHECKED;
		argument.add.flags ^= random.one_in(10) ? wrong_bits(random) & ~1U : 0;
		argument.add.reserved = wrong_bits(random);
		break;
	case RUSTY_IOC_EXCHANGE:
		argument.exchange.desired = judge.fresh(random);
		break;
	case RUSTY_IOC_COMPARE_EXCHANGE:
		argument.swap.expected = judge.likely(random);
		argument.swap.desired = judge.fresh(random);
		argument.swap.reserved = wrong_bits(random);
		break;
	default:
		break;
	}
	return argument;
}

bool has_wrong_bits(unsigned long command, const Argument &argument)
{
	if (command == RUSTY_IOC_ADD)
		return (argument.add.flags & ~static_cast<__u32>(RUSTY_ADD_CHECKED)) != 0 ||
		       argument.add.reserved != 0;
	return command == RUSTY_IOC_COMPARE_EXCHANGE && argument.swap.reserved != 0;
}

} // namespace

// A file has seen the number together with its generation.
void User::see(OpenFile &file, const guest::State &state, bool generation_known)
{
	const guest::State *exact = judge_.exact();
	file.seen = {true, true, state.number,
		     generation_known || !exact ? state.generation : exact->generation, ++looks_};
}

void User::control()
{
	operate(any_file(), random_.pick(commands));
}

void User::operate(OpenFile &file, unsigned long command)
{
	const std::size_t size = _IOC_SIZE(command);
	const bool changes = takes(command), answers = returns(command) && command != RUSTY_IOC_VERSION;
	const Place place = any_place(size);
	const Argument before = filled(command, judge_, random_);
	if (place.alias)
		std::memcpy(place.alias, before.bytes, std::min(size, place.readable));
	note("ioctl", &file, &place, size, changes ? before.number : 0, command);
	judge_.begin();
	const long outcome = guest::Outcome::of(::ioctl(file.fd, command, place.address)).value();
	over();
	Argument after = before;
	if (place.alias)
		std::memcpy(after.bytes, place.alias, std::min(size, place.readable));

	Errors may;
	may.add_if(file.fd < 0 || (answers && !file.readable) || (changes && !file.writable), EBADF);
	may.add_if((takes(command) && place.readable < size) || (returns(command) && place.writable < size),
		   EFAULT);
	may.add_if(has_wrong_bits(command, before), EINVAL);
	if (may.none() && outcome == -EOVERFLOW && command == RUSTY_IOC_ADD &&
	    before.add.flags == RUSTY_ADD_CHECKED)
		judge_.overflowed(before.add.operand, when_);
	else if (!may.check(outcome)) {
		expect_equal("outcome", 0L, outcome);
		switch (command) {
		case RUSTY_IOC_VERSION:
			expect_equal("ABI", __u32{RUSTY_ABI_VERSION}, after.version.abi);
			for (__u32 reserved : after.version.reserved)
				expect_equal("reserved", __u32{0}, reserved);
			return;
		case RUSTY_IOC_GET:
			judge_.saw(after.number, when_);
			return see(file, {after.number, 0}, false);
		case RUSTY_IOC_SNAPSHOT:
			judge_.saw({after.snapshot.number, after.snapshot.generation}, when_);
			for (__u64 reserved : after.snapshot.reserved)
				expect_equal("reserved", __u64{0}, reserved);
			return see(file, {after.snapshot.number, after.snapshot.generation}, true);
		case RUSTY_IOC_SET:
			judge_.stored(before.number, when_);
			break;
		case RUSTY_IOC_ADD: {
			const auto old = static_cast<std::uint64_t>(after.add.result) -
					 static_cast<std::uint64_t>(before.add.operand);
			std::int64_t sum = 0;
			if (before.add.flags == RUSTY_ADD_CHECKED &&
			    __builtin_add_overflow(static_cast<std::int64_t>(old), before.add.operand, &sum))
				throw Violation{"-EOVERFLOW", std::to_string(after.add.result)};
			judge_.replaced(static_cast<std::int64_t>(old), after.add.result, when_);
			after.add.result = before.add.result;
			break;
		}
		case RUSTY_IOC_EXCHANGE:
			judge_.replaced(after.exchange.previous, before.exchange.desired, when_);
			after.exchange.previous = before.exchange.previous;
			break;
		case RUSTY_IOC_COMPARE_EXCHANGE: {
			const bool same = after.swap.previous == before.swap.expected;
			expect_equal("exchanged", __u32{same}, after.swap.exchanged);
			if (same)
				judge_.replaced(after.swap.previous, before.swap.desired, when_);
			else
				judge_.saw(after.swap.previous, when_);
			after.swap.previous = before.swap.previous;
			after.swap.exchanged = before.swap.exchanged;
			break;
		}
		default:
			break;
		}
	}
	// (An answer that ends in bad memory may have begun in good memory.)
	if (takes(command))
		expect(std::memcmp(before.bytes, after.bytes, sizeof(before)) == 0,
		       "an argument whose other fields are untouched", "changed ones");
}

// Makes threads overlap: stores and reads of the state, with hardly anything in between.
void User::burst()
{
	static constexpr std::size_t length = 50;
	rusty_exchange exchanges[length];
	rusty_snapshot snapshots[length];
	Bounds bounds[length];
	OpenFile &file = any_file();
	note("ioctls without a pause", &file, nullptr, length);
	if (!file.readable || !file.writable)
		return control();
	for (std::size_t i = 0; i < length; ++i) {
		exchanges[i] = {judge_.fresh(random_), 0};
		judge_.begin();
		const long exchanged = ::ioctl(file.fd, RUSTY_IOC_EXCHANGE, &exchanges[i]);
		const long looked = ::ioctl(file.fd, RUSTY_IOC_SNAPSHOT, &snapshots[i]);
		bounds[i] = over();
		expect(exchanged == 0 && looked == 0, "success",
		       std::to_string(exchanged) + ", " + std::to_string(looked));
		judge_.replaced(exchanges[i].previous, exchanges[i].desired, bounds[i]);
		if (judge_.exact())
			bounds[i] = judge_.end();
		judge_.saw({snapshots[i].number, snapshots[i].generation}, bounds[i]);
	}
	see(file, {snapshots[length - 1].number, snapshots[length - 1].generation}, true);
	more_ = 2 * length - 1;
}

void User::unknown_control()
{
	OpenFile &file = any_file();
	// (Not all magic numbers: some commands are the kernel's own, for any file.)
	const auto magic =
		static_cast<unsigned>(random_.one_in(3) ? 0xC0 + random_.below(16) : RUSTY_IOC_MAGIC);
	const auto number = static_cast<unsigned>(random_.one_in(8) ? random_.below(256) : random_.below(9));
	const unsigned long known = random_.pick(commands);
	unsigned long command = _IOC(static_cast<unsigned>(random_.below(4)), magic, number,
				     static_cast<unsigned>(random_.below(64)));
	if (random_.one_in(3)) // one bit of a known one changed, but not in its magic number
		command = known ^ (1UL << (random_.one_in(2) ? random_.below(8) : 16 + random_.below(16)));
	for (unsigned long each : commands)
		if (command == each)
			return operate(file, command);
	const Place place = any_place(32);
	note("an unknown ioctl", &file, &place, 0, 0, command);
	judge_.begin();
	const long outcome = guest::Outcome::of(::ioctl(file.fd, command, place.address)).value();
	over();
	expect_equal("outcome", static_cast<long>(file.fd < 0 ? -EBADF : -ENOTTY), outcome);
}

} // namespace hostile
