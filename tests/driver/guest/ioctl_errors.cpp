// SPDX-License-Identifier: MIT
// The errors of each ioctl: which errno, and that nothing has changed and nobody was woken.
#include "catch.hpp"

#include "guest.hpp"

using namespace guest;

namespace
{

// One argument that serves every command; zero throughout, since the first member is the longest.
union Argument {
	rusty_compare_exchange swap;
	rusty_snapshot snapshot;
	rusty_add add;
	rusty_exchange exchange;
	rusty_version version;
	__s64 number;
};

struct Command {
	const char *name;
	unsigned long code;
	bool needs_reading, needs_writing, takes, returns;
};

constexpr Command commands[] = {
	{"VERSION", RUSTY_IOC_VERSION, false, false, false, true},
	{"GET", RUSTY_IOC_GET, true, false, false, true},
	{"SET", RUSTY_IOC_SET, false, true, true, false},
	{"ADD", RUSTY_IOC_ADD, true, true, true, true},
	{"EXCHANGE", RUSTY_IOC_EXCHANGE, true, true, true, true},
	{"COMPARE_EXCHANGE", RUSTY_IOC_COMPARE_EXCHANGE, true, true, true, true},
	{"SNAPSHOT", RUSTY_IOC_SNAPSHOT, true, false, false, true},
};

// Checks, when the block ends, that nothing has happened to the device.
class NothingHappens
{
public:
	~NothingHappens()
	{
		CHECK(state() == before_);
		CHECK_FALSE(witness_.woken());
	}

private:
	Witness witness_;
	State before_ = state();
};

} // namespace

TEST_CASE_METHOD(Loaded, "an unknown command is ENOTTY, through any file", "[ioctl]")
{
	const unsigned long unknown[] = {
		_IO(RUSTY_IOC_MAGIC, 0),
		_IO(RUSTY_IOC_MAGIC, 7),
		_IOR(RUSTY_IOC_MAGIC, 7, __s64),
		_IOWR(RUSTY_IOC_MAGIC, 255, rusty_add),
		_IOR(RUSTY_IOC_MAGIC + 1, 1, __s64),
		_IOW(RUSTY_IOC_MAGIC ^ 0x80, 2, __s64),
		_IOR(0, 1, __s64),
		0,
		1,
		~0UL,
		0x5401, // TCGETS
	};
	Argument argument{};
	NothingHappens check;
	for (int flags : {O_RDWR, O_RDONLY, O_WRONLY}) {
		File any(flags);
		for (unsigned long command : unknown) {
			INFO(std::hex << command);
			CHECK(any.control(command, &argument) == -ENOTTY);
		}
	}
}

TEST_CASE_METHOD(Loaded, "a known number with another size or direction is ENOTTY", "[ioctl]")
{
	Argument argument{};
	NothingHappens check;
	for (const Command &command : commands) {
		INFO(command.name);
		const unsigned number = _IOC_NR(command.code), size = _IOC_SIZE(command.code);
		const unsigned direction = _IOC_DIR(command.code);
		for (unsigned other : {0U, 4U, size - 1, size + 1, size + 8, size - 4, size * 2})
			CHECK(file.control(_IOC(direction, RUSTY_IOC_MAGIC, number, other), &argument) ==
			      -ENOTTY);
		for (unsigned other = 0; other < 4; ++other)
			if (other != direction)
				CHECK(file.control(_IOC(other, RUSTY_IOC_MAGIC, number, size), &argument) ==
				      -ENOTTY);
	}
}

TEST_CASE_METHOD(Loaded, "an operation needs a file open for what it does, else EBADF", "[ioctl]")
{
	const std::uint64_t generation = state().generation;
	unsigned stores = 0;
	for (const Command &command : commands) {
		for (int flags : {O_RDONLY, O_WRONLY, O_ACCMODE, O_RDWR}) {
			INFO(command.name << " through a file with flags " << flags);
			File any(flags);
			const bool reads = flags == O_RDONLY || flags == O_RDWR;
			const bool writes = flags == O_WRONLY || flags == O_RDWR;
			const bool may =
				(reads || !command.needs_reading) && (writes || !command.needs_writing);
			Argument argument{};
			CHECK(any.control(command.code, &argument) == (may ? 0 : -EBADF));
			stores += may && command.needs_writing && command.code != RUSTY_IOC_COMPARE_EXCHANGE;
			if (may && command.code == RUSTY_IOC_COMPARE_EXCHANGE)
				stores += argument.swap.exchanged;
		}
	}
	CHECK(state().generation == generation + stores);
	CHECK(stores >= 4);
}

TEST_CASE_METHOD(Loaded, "a flag or reserved field that is not zero is EINVAL", "[ioctl]")
{
	NothingHappens check;
	for (__u32 flags : {0x2U, 0x3U, 0x80000000U, 0xffffffffU}) {
		rusty_add add{.operand = 1, .result = 0, .flags = flags, .reserved = 0};
		CHECK(file.control(RUSTY_IOC_ADD, &add) == -EINVAL);
	}
	for (__u32 reserved : {1U, 0x80000000U}) {
		for (__u32 flags : {0, RUSTY_ADD_CHECKED}) {
			rusty_add add{.operand = 1, .result = 0, .flags = flags, .reserved = reserved};
			CHECK(file.control(RUSTY_IOC_ADD, &add) == -EINVAL);
		}
		for (std::int64_t expected : {2023, 2024}) { // also where nothing would be stored
			rusty_compare_exchange swap{expected, 1, 0, 0, reserved};
			CHECK(file.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap) == -EINVAL);
		}
	}
}

TEST_CASE_METHOD(Loaded, "a bad pointer is EFAULT", "[ioctl]")
{
	NothingHappens check;
	for (const Command &command : commands)
		for (char *bad : bad_pointers()) {
			INFO(command.name << " at " << static_cast<void *>(bad));
			CHECK(file.control(command.code, bad) == -EFAULT);
		}
	CHECK(file.readable());
}

TEST_CASE_METHOD(Loaded, "an argument that reaches into bad memory is EFAULT", "[ioctl]")
{
	NothingHappens check;
	GuardedPage page;
	for (const Command &command : commands)
		for (std::size_t cut :
		     {std::size_t{1}, std::size_t{4}, std::size_t{_IOC_SIZE(command.code) - 1}}) {
			INFO(command.name << ", the last " << cut << " bytes");
			CHECK(file.control(command.code, page.end() - _IOC_SIZE(command.code) + cut) ==
			      -EFAULT);
		}
	CHECK(file.readable());
}

TEST_CASE_METHOD(Loaded, "an argument that ends with its page is enough", "[ioctl]")
{
	for (const Command &command : commands) {
		INFO(command.name);
		GuardedPage page;
		CHECK(file.control(command.code, page.end() - _IOC_SIZE(command.code)) == 0);
	}
}

TEST_CASE_METHOD(Loaded, "an operation whose answer cannot be stored is EFAULT and has changed nothing",
		 "[ioctl]")
{
	file.number();
	GuardedPage page;
	page.last<rusty_compare_exchange>()->expected = 2023;
	page.make_read_only();
	NothingHappens check;
	for (const Command &command : commands)
		if (command.returns && command.takes) {
			INFO(command.name);
			CHECK(file.control(command.code, page.end() - _IOC_SIZE(command.code)) == -EFAULT);
		}
	CHECK_FALSE(file.readable());
}

TEST_CASE_METHOD(Loaded, "a GET or SNAPSHOT whose answer cannot be stored clears nothing", "[ioctl]")
{
	GuardedPage page;
	page.make_read_only();
	NothingHappens check;
	for (unsigned long command : {RUSTY_IOC_GET, RUSTY_IOC_SNAPSHOT, RUSTY_IOC_VERSION}) {
		CHECK(file.control(command, page.end() - _IOC_SIZE(command)) == -EFAULT);
		CHECK(file.readable());
	}
	__s64 number = 5; // where only reading is needed, a read-only page serves
	CHECK(file.control(RUSTY_IOC_GET, &number) == 0);
	CHECK(number == 2023);
}

TEST_CASE_METHOD(Loaded, "SET takes its number from a read-only page", "[ioctl]")
{
	GuardedPage page;
	*page.last<__s64>() = -17;
	page.make_read_only();
	CHECK(file.control(RUSTY_IOC_SET, page.last<__s64>()) == 0);
	CHECK(state().number == -17);
}
