// SPDX-License-Identifier: GPL-2.0-only
// Bugs for UBSAN and kCFI: undefined behaviour of the language.
#pragma once

#include "hidden.hpp"

namespace canary
{
namespace
{

BUG Result<void> shift_too_far()
{
	used(1 << hidden(40));
	return {};
}

// (Within the whole, so that nothing but the index is wrong.)
BUG Result<void> index_too_large()
{
	struct {
		int items[4];
		int rest[4];
	} numbers = {};
	anything_may_happen();
	used(&numbers);
	used(numbers.items[hidden(5)]);
	return {};
}

BUG Result<void> bool_of_two()
{
	const u8 two = 2;
	used(*hidden(reinterpret_cast<const volatile bool *>(&two)));
	return {};
}

enum Answer { no, yes };

BUG Result<void> enum_of_nothing()
{
	const unsigned int seven = 7;
	used(*hidden(reinterpret_cast<const volatile Answer *>(&seven)));
	return {};
}

void takes_text(const char *text)
{
	used(text);
}

BUG Result<void> wrong_function_type()
{
	using TakesNumber = int (*)(int);
	const auto function = reinterpret_cast<TakesNumber>(hidden(reinterpret_cast<void *>(takes_text)));
	used(function(2023));
	return {};
}

} // namespace
} // namespace canary
