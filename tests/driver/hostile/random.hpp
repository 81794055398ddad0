// SPDX-License-Identifier: MIT
// Numbers from a seed: the same seed, the same calls. (splitmix64: one word of state, no seed is a bad one.)
#ifndef RUSTY_HOSTILE_RANDOM_HPP
#define RUSTY_HOSTILE_RANDOM_HPP

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace hostile
{

class Random
{
public:
	explicit Random(std::uint64_t seed) : state_(seed) {}

	std::uint64_t next()
	{
		state_ += 0x9e3779b97f4a7c15;
		std::uint64_t mixed = state_;
		mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
		mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
		return mixed ^ (mixed >> 31);
	}
	// 0 to limit - 1.
	std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }
	bool one_in(std::size_t chances) { return below(chances) == 0; }
	template <typename Array>
	const auto &pick(const Array &array)
	{
		return array[below(std::size(array))];
	}

private:
	std::uint64_t state_;
};

} // namespace hostile

#endif
