// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/bitmap/atomic_bitmap.hpp"
#include "kernel/bitmap/bitmap.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Device {
	Bitmap<64> bits;
	AtomicBitmap<8> flags;
	void constant() { bits.set(3); }
	void last() { flags.set_bit(7); }
	void behind() { flags.set_bit(8); } // FAULT: bitmap_has_no_such_bit
};

[[maybe_unused]] void bits(Bitmap<64> &bits, Bitmap<65> &more, AtomicBitmap<8> &flags, size_t number)
{
	bits.set(63);
	bits.set(64); // FAULT: bitmap_has_no_such_bit
	bits.clear(64); // FAULT: bitmap_has_no_such_bit
	(void)bits.test(-1); // FAULT: bitmap_has_no_such_bit
	flags.clear_bit(8); // FAULT: bitmap_has_no_such_bit
	(void)flags.test_and_set_bit(8); // FAULT: bitmap_has_no_such_bit
	bits.set(number); // FAULT: (is not a constant expression|not usable in a constant)
	flags.set_bit(number); // FAULT: (is not a constant expression|not usable in a constant)
	bits.at(number); // FAULT: ignoring (return value|returned value of type).*nodiscard
	bits.set(bits.at(number)); // FAULT: (no matching|cannot convert|could not convert|no viable)
	bits.set(more.at(number).value()); // FAULT: (no matching|cannot convert|could not convert|no viable)
	flags.test_and_set_bit_lock(0); // FAULT: (ignoring|nodiscard)
	auto copy = flags; // FAULT: (deleted|ill-formed|implicitly)
	Bitmap<0> none; // FAULT: a bitmap has at least one bit
}

} // namespace
