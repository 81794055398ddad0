// SPDX-License-Identifier: GPL-2.0-only
// IndexSequence: 0, 1, ... as template arguments, to do something for each entry of a constant array.
#pragma once

#include "kernel/core/types.hpp"

namespace kernel
{
namespace
{

template <typename T, T... indices>
struct IntegerSequence {
	// function(Index<0>), function(Index<1>), ...
	template <typename Function>
	static constexpr void for_each(Function function);
};

template <size_t index>
struct Index {
	static constexpr size_t value = index;
};

template <typename T, T... indices>
template <typename Function>
constexpr void IntegerSequence<T, indices...>::for_each([[maybe_unused]] Function function)
{
	(function(Index<indices>()), ...);
}

#if defined(__clang__)
template <size_t count>
using IndexSequence = __make_integer_seq<IntegerSequence, size_t, count>;
#else
template <size_t count>
using IndexSequence = IntegerSequence<size_t, __integer_pack(count)...>;
#endif

} // namespace
} // namespace kernel
