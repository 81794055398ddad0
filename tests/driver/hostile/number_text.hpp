// SPDX-License-Identifier: MIT
// The texts of numbers: a second implementation of the contract's grammar, and good and bad texts.
#ifndef RUSTY_HOSTILE_NUMBER_TEXT_HPP
#define RUSTY_HOSTILE_NUMBER_TEXT_HPP

#include <cstdint>
#include <string>
#include <string_view>

#include "random.hpp"

namespace hostile
{

struct Parsed {
	int error; // 0, EINVAL, ERANGE or EMSGSIZE
	std::int64_t number;
};

// What a store of this text (not an empty one) does.
Parsed parse(std::string_view text);

// How read(2) shows it.
std::string shown(std::int64_t number);

// A text that means the number, in any of the contract's ways to write it.
std::string text_of(std::int64_t number, Random &random);

// Some bytes, seldom a number.
std::string wrong_text(Random &random);

// Numbers near the ends and near zero, or any.
std::int64_t edge_number(Random &random);

} // namespace hostile

#endif
