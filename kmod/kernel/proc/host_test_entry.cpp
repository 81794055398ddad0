// SPDX-License-Identifier: GPL-2.0-only
// Files in /proc that are read and written: what is called, with what, and that it ends.
#include "kernel/proc/proc_entry.hpp"

#include "tests/kit/host/fresh.hpp"

using kernel::Errno;
using kernel::Position;
using kernel::Result;
using kernel::Span;
using kernel::Text;
using kernel::UserReader;
using kernel::UserWriter;
namespace errors = kernel::errors;

namespace
{

// Keeps up to four bytes.
class Keeper
{
public:
	Result<size_t> read(UserWriter to, Position position)
	{
		const Text rest = Text(kept, size).from(position.get());
		const Text part = rest.first(to.size());
		TRY(to.write(part));
		position.advance(part.size());
		return part.size();
	}
	Result<size_t> write(UserReader from, Position)
	{
		if (from.size() > sizeof(kept))
			return errors::no_space;
		size = from.size();
		TRY(from.read(Span<char>(kept, size)));
		return size;
	}
	char kept[4] = {};
	size_t size = 0;
	kernel::ProcEntry<&Keeper::read, &Keeper::write> entry{*this};
};

} // namespace

TEST_CASE_METHOD(Fresh, "a file in /proc is read and written by its object, until either goes")
{
	{
		Keeper keeper;
		REQUIRE(keeper.entry.create("acpi/keeper", 0660).ok());
		CHECK(fake::mode_of_proc("acpi/keeper") == 0660);
		CHECK(keeper.entry.create("acpi/keeper", 0660).error() == errors::busy);
		CHECK(fake::write_proc("acpi/keeper", "abcd") == 4);
		loff_t position = 0;
		CHECK(fake::pread_proc("acpi/keeper", 3, position) == "abc");
		CHECK(fake::pread_proc("acpi/keeper", 3, position) == "d");
		CHECK(fake::pread_proc("acpi/keeper", 3, position).empty());
		CHECK(position == 4);
		keeper.entry.remove();
		CHECK(fake::pread_proc("acpi/keeper", 3, position) == "no such file");
		REQUIRE(keeper.entry.create("again", 0200).ok());
	}
	CHECK(fake::mode_of_proc("again") == 0);
}

TEST_CASE_METHOD(Fresh, "what a read or a write returns is its errno, and so is what cannot be made")
{
	Keeper keeper, other;
	CHECK(keeper.entry.create("keeper", 0755).error() == errors::invalid);
	fake::fail_allocation(1);
	CHECK(keeper.entry.create("keeper", 0600).error() == errors::no_memory);
	REQUIRE(keeper.entry.create("keeper", 0600).ok());
	CHECK(other.entry.create("keeper", 0600).error() == errors::no_memory);
	CHECK(fake::write_proc("keeper", "abcde") == -ENOSPC);
	const std::string text = "abc";
	fake::forbid(text.data(), text.size());
	CHECK(fake::write_proc("keeper", text) == -EFAULT);
}
