// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/user/user.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Padded {
	u32 small;
	u64 large;
};
struct Packed {
	u64 large;
	u32 small;
	u32 reserved;
};

[[maybe_unused]] void arguments()
{
	(void)UserOut<Packed>(0).store({});
	(void)UserIn<Packed>(0).load();
	(void)UserOut<Padded>(0).store({}); // FAULT: (constraint|WithoutPadding)
	(void)UserIn<Padded>(0).load(); // FAULT: (constraint|WithoutPadding)
	(void)UserInOut<Padded>(0).load(); // FAULT: (constraint|WithoutPadding)
	(void)UserIn<int *>(0).load(); // FAULT: (constraint|is_address)
	(void)UserOut<Text>(0).store({}); // FAULT: (constraint|is_address)
	(void)UserIn<Packed>(0).store({}); // FAULT: no member named .store.
	(void)UserOut<Packed>(0).load(); // FAULT: no member named .load.
	UserIn<Packed> in(0);
	UserInOut<Packed> both(0);
	(void)in.load(); // FAULT: (discards qualifiers|is an lvalue)
	(void)both.load(); // FAULT: (discards qualifiers|is an lvalue)
	(void)(in.load().ok() && in.load().ok()); // FAULT: (discards qualifiers|is an lvalue)
	(void)kernel::move(both).load();
	both.store({}); // FAULT: ignoring
	(void)both.store({});
}

[[maybe_unused]] void texts()
{
	char memory[4];
	int number = 1;
	UserReader reader(memory, 4);
	UserWriter writer(memory, 4);
	const Span<const char> span(memory, 4);
	(void)writer.write(span);
	(void)reader.read<u32>();
	(void)reader.write(Text("text")); // FAULT: no member named .write.
	(void)writer.read(Span<char>(memory)); // FAULT: no member named .read.
	(void)writer.write(Padded()); // FAULT: no matching
	(void)writer.write(&number); // FAULT: no matching
	(void)writer.write(&memory[0]); // FAULT: no matching
	(void)writer.write(Span<int>(&number, 1)); // FAULT: no matching
	(void)reader.read<Padded>(); // FAULT: no matching
	(void)reader.read<Span<char>>(); // FAULT: no matching
	(void)reader.read<void *>(); // FAULT: no matching
}

} // namespace
