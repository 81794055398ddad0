// SPDX-License-Identifier: MIT
// The vectors of a readv or writev: up to five pieces of memory, of which one may be bad.
#ifndef RUSTY_HOSTILE_VECTORS_HPP
#define RUSTY_HOSTILE_VECTORS_HPP

#include <algorithm>
#include <string>

#include <sys/uio.h>

#include "places.hpp"

namespace hostile
{

class Vectors
{
public:
	// In all `size` bytes.
	Vectors(Places &places, Random &random, std::size_t size) : size_(size)
	{
		char *next = places.good().address;
		for (std::size_t left = size; count_ < most && (left != 0 || random.one_in(4)); ++count_) {
			const std::size_t piece = count_ + 1 == most ? left : random.below(left + 1);
			vectors_[count_] = {next, piece};
			next += piece + random.below(16);
			left -= piece;
		}
		if (random.one_in(4) && count_ > 0) {
			const std::size_t index = random.below(static_cast<std::size_t>(count_));
			const Place place = places.any(random, vectors_[index].iov_len);
			if (place.writable == 0 && place.readable == 0 && vectors_[index].iov_len != 0) {
				vectors_[index].iov_base = place.address;
				bad_ = index;
				of_kernel_ = place.of_kernel;
			}
		}
		if (random.one_in(50))
			asked_ = random.one_in(2) ? -1 : 1025;
	}

	const iovec *data() const { return vectors_; }
	int count() const { return asked_ != 0 ? asked_ : count_; }
	bool count_is_valid() const { return asked_ == 0; }
	std::size_t size() const { return count_is_valid() ? size_ : 0; }
	bool of_kernel() const { return of_kernel_; }
	// Bytes before the bad piece.
	std::size_t usable() const
	{
		std::size_t sum = 0;
		for (std::size_t i = 0; i < static_cast<std::size_t>(count_) && i != bad_; ++i)
			sum += vectors_[i].iov_len;
		return sum;
	}
	// The first bytes, as many as came.
	std::string gather(long came) const
	{
		std::string all;
		std::size_t left = came < 0 ? 0 : std::min(static_cast<std::size_t>(came), usable());
		for (std::size_t i = 0; left != 0; ++i) {
			const std::size_t piece = std::min(left, vectors_[i].iov_len);
			all.append(static_cast<const char *>(vectors_[i].iov_base), piece);
			left -= piece;
		}
		return all;
	}
	void scatter(std::string_view text)
	{
		for (std::size_t i = 0; i < static_cast<std::size_t>(count_); ++i) {
			if (i != bad_)
				text.copy(static_cast<char *>(vectors_[i].iov_base), vectors_[i].iov_len);
			text.remove_prefix(vectors_[i].iov_len);
		}
	}

private:
	static constexpr int most = 5;
	iovec vectors_[most] = {};
	std::size_t size_, bad_ = most;
	int count_ = 0, asked_ = 0;
	bool of_kernel_ = false;
};

} // namespace hostile

#endif
