// SPDX-License-Identifier: GPL-2.0-only
// An open file and its offset, as the operations see them.
#include "kernel/file/file.hpp"
#include "kernel/file/host.hpp"

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

TEST_CASE_METHOD(Fresh, "a file says how it is open, and keeps the layer's word")
{
	int first = 0;
	int second = 0;
	file raw = {};
	raw.private_data = &first;
	const File file(&raw);
	CHECK_FALSE(file.readable());
	CHECK_FALSE(file.writable());
	raw.f_mode = LAYOUT_FMODE_READ;
	CHECK((file.readable() && !file.writable()));
	raw.f_mode = ~0u & ~LAYOUT_FMODE_READ;
	CHECK((!file.readable() && file.writable()));
	CHECK_FALSE(file.nonblocking());
	raw.f_flags = ~0u & ~LAYOUT_O_NONBLOCK;
	CHECK_FALSE(file.nonblocking());
	raw.f_flags = LAYOUT_O_NONBLOCK;
	CHECK(file.nonblocking());
	CHECK(file.private_data() == &first);
	CHECK(file.compare_exchange_private_data(&second, nullptr) == &first);
	CHECK(file.private_data() == &first);
	CHECK(file.compare_exchange_private_data(&first, &second) == &first);
	CHECK(raw.private_data == &second);
	file.set_private_data(&first);
	CHECK(raw.private_data == &first);
	CHECK(file.raw() == &raw);
}

TEST_CASE_METHOD(Fresh, "the file and the offset of a readv are those of its call")
{
	file raw = {};
	kiocb call = {{}, 40, &raw};
	CHECK(file_of(&call) == &raw);
	Position position(*position_of(&call));
	position.advance(2);
	CHECK(position.get() == 42);
	CHECK(call.ki_pos == 42);
}

namespace
{

// As 64 bits are on 32-bit machines.
struct alignas(2 * sizeof(void *)) Wide {
	explicit Wide(int value) : value(value) {}
	int value;
};

} // namespace

TEST_CASE("a file's own state has the host's address in the word before it, whatever its alignment")
{
	struct Host : kernel::FileHost {
	} host;
	const auto check = [&](auto &owner) {
		CHECK(reinterpret_cast<uintptr_t>(&owner.state) % alignof(decltype(owner.state)) == 0);
		CHECK(kernel::host_of(&owner.state) == &host);
		CHECK(owner.of(&owner.state) == &owner);
	};
	kernel::BehindHost<Wide> wide(&host, 42);
	kernel::BehindHost<char> narrow(&host, 'x');
	check(wide);
	check(narrow);
	CHECK(wide.state.value == 42);
	CHECK(narrow.state == 'x');
}
