// SPDX-License-Identifier: GPL-2.0-only
// Bitmaps: each bit is its own, at the ends of words and of the bitmap too.
#include "kernel/bitmap/atomic_bitmap.hpp"
#include "kernel/bitmap/bitmap.hpp"

#include <cstdint>
#include <vector>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

// (As memory holds it.)
template <typename Bits>
unsigned long word_of(const Bits &bits, size_t index)
{
	return reinterpret_cast<const unsigned long *>(&bits)[index];
}

template <size_t size>
Bit<size> bit(size_t number)
{
	return Bit<size>::at(number).value();
}

template <size_t size>
std::vector<size_t> walk(const Bitmap<size> &bits)
{
	std::vector<size_t> seen;
	for (const auto bit : bits)
		seen.push_back(bit.number());
	return seen;
}

constexpr bool constant_bits()
{
	Bitmap<70> bits;
	bits.set(0);
	bits.set(69);
	bits.clear(0);
	return !bits.test(0) && bits.test(69) && !bits.test(68) && bits.at(69).ok() && !bits.at(70).ok();
}
static_assert(constant_bits());
static_assert(sizeof(Bitmap<1>) == sizeof(long) && sizeof(Bitmap<8 * sizeof(long)>) == sizeof(long));
static_assert(sizeof(Bitmap<8 * sizeof(long) + 1>) == 2 * sizeof(long));
static_assert(sizeof(AtomicBitmap<64>) == 8);

template <size_t size>
void each_bit()
{
	CAPTURE(size);
	for (size_t number = 0; number < size; ++number) {
		Bitmap<size> bits;
		bits.set(bit<size>(number));
		CHECK(word_of(bits, number / bits_per_long) == 1UL << number % bits_per_long);
		for (size_t other = 0; other < size; ++other)
			CHECK(bits.test(bit<size>(other)) == (other == number));
		CHECK(bits.weight() == 1);
		CHECK(bits.find_first().value().number() == number);
		CHECK(bits.find_next(number).value().number() == number);
		CHECK(bits.find_next(number + 1).error() == Errno(ENOENT));
		CHECK(walk(bits) == std::vector<size_t>{number});
		bits.fill();
		bits.clear(bit<size>(number));
		CHECK(bits.weight() == size - 1);
		CHECK(bits.find_first_zero().value().number() == number);
		CHECK(walk(bits).size() == size - 1);
	}
}

template <size_t size>
void each_atomic_bit()
{
	CAPTURE(size);
	for (size_t number = 0; number < size; ++number) {
		AtomicBitmap<size> bits;
		const auto one = bit<size>(number);
		bits.set_bit(one);
		CHECK(word_of(bits, number / bits_per_long) == 1UL << number % bits_per_long);
		for (size_t other = 0; other < size; ++other)
			CHECK(bits.test_bit(bit<size>(other)) == (other == number));
		CHECK(bits.find_first().value() == one);
		CHECK(bits.test_and_set_bit(one));
		CHECK(bits.test_and_clear_bit(one));
		CHECK_FALSE(bits.test_and_clear_bit(one));
		CHECK(bits.find_first().error() == Errno(ENOENT));
		CHECK_FALSE(bits.test_and_set_bit(one));
		CHECK(bits.test_bit_acquire(one));
		bits.clear_bit(one);
		CHECK_FALSE(bits.test_and_set_bit_lock(one));
		CHECK(bits.test_and_set_bit_lock(one));
		bits.clear_bit_unlock(one);
		CHECK_FALSE(bits.test_bit(one));
		// Its neighbours are left alone.
		for (size_t other = 0; other < size; ++other)
			bits.set_bit(bit<size>(other));
		CHECK(bits.find_first_zero().error() == errors::no_space);
		bits.clear_bit(one);
		CHECK(bits.find_first_zero().value() == one);
		CHECK_FALSE(bits.test_and_set_bit(one));
		CHECK(bits.test_and_clear_bit(one));
		CHECK_FALSE(bits.test_and_set_bit_lock(one));
		bits.clear_bit_unlock(one);
		for (size_t other = 0; other < size; ++other)
			CHECK(bits.test_bit(bit<size>(other)) == (other != number));
	}
}

} // namespace

TEST_CASE_METHOD(Fresh, "each bit of a bitmap is set, cleared and found for itself, where the kernel has it")
{
	each_bit<1>();
	each_bit<31>();
	each_bit<32>();
	each_bit<33>();
	each_bit<64>();
	each_bit<65>();
	each_bit<128>();
	each_bit<130>();
}

TEST_CASE_METHOD(Fresh, "each bit of an atomic bitmap is changed for itself, and says what it was")
{
	each_atomic_bit<1>();
	each_atomic_bit<31>();
	each_atomic_bit<33>();
	each_atomic_bit<64>();
	each_atomic_bit<65>();
	each_atomic_bit<130>();
}

TEST_CASE_METHOD(Fresh, "a bitmap is empty at first, full when it is filled, and empty again")
{
	Bitmap<70> bits;
	CHECK(bits.weight() == 0);
	CHECK(bits.find_first().error() == Errno(ENOENT));
	CHECK(bits.find_first_zero().value().number() == 0);
	CHECK(walk(bits).empty());
	bits.fill();
	CHECK(bits.weight() == 70);
	CHECK(walk(bits).size() == 70);
	CHECK(bits.find_first_zero().error() == errors::no_space);
	bits.zero();
	CHECK(bits.weight() == 0);
	const AtomicBitmap<70> atomic;
	CHECK(atomic.find_first().error() == Errno(ENOENT));
}

TEST_CASE_METHOD(Fresh, "a number that a bitmap has no bit for is an error")
{
	using Bits = Bitmap<70>;
	CHECK(Bits::at(69).value().number() == 69);
	CHECK(Bits::at(70).error() == errors::out_of_range);
	CHECK(Bits::at(SIZE_MAX).error() == errors::out_of_range);
	CHECK(AtomicBitmap<3>::at(3).error() == errors::out_of_range);
	Bits bits;
	bits.fill();
	CHECK(bits.find_next(69).value().number() == 69);
	CHECK(bits.find_next(70).error() == Errno(ENOENT));
	CHECK(bits.find_next(SIZE_MAX).error() == Errno(ENOENT));
}

TEST_CASE_METHOD(Fresh, "a walk over a bitmap may change it meanwhile")
{
	Bitmap<130> bits;
	for (const size_t number : {0, 1, 63, 64, 129})
		bits.set(bit<130>(number));
	std::vector<size_t> seen;
	for (const auto each : bits) {
		seen.push_back(each.number());
		bits.clear(each);
		if (each.number() == 1) {
			bits.clear(63);
			bits.set(100);
		}
	}
	CHECK(seen == std::vector<size_t>{0, 1, 64, 100, 129});
	CHECK(bits.weight() == 0);
}
