// SPDX-License-Identifier: GPL-2.0-only
// Calling a member function with those of the values at hand that it asks for, found by type: an operation of a device takes what it
// needs, and no more.
#pragma once

#include "kernel/core/traits.hpp"

namespace kernel
{
namespace
{

// What a function returns and takes.
template <typename Function>
struct Signature;
template <typename R, typename... Args>
struct Signature<R (*)(Args...)> {
	using Returned = R;
	template <template <typename...> typename List>
	using Arguments = List<Args...>;
	static constexpr bool is_member = false;
};
template <typename R, typename T, typename... Args>
struct Signature<R (T::*)(Args...)> : Signature<R (*)(Args...)> {
	static constexpr bool is_member = true;
};
template <typename R, typename T, typename... Args>
struct Signature<R (T::*)(Args...) const> : Signature<R (T::*)(Args...)> {
};

template <typename... Types>
struct TypeList {
};

// Whether each of the Wanted is among the Available, reference or not.
template <typename List, typename... Available>
constexpr bool are_available = false;
template <typename... Wanted, typename... Available>
constexpr bool are_available<TypeList<Wanted...>, Available...> =
	(is_one_of<RemoveConstReference<Wanted>, RemoveConstReference<Available>...> && ...);

// A value that is made in its place, the parameter of the function that asks for it, instead of being copied there.
template <typename T, typename Make>
struct Later {
	Make make;
};
template <typename T, typename Make>
KERNEL_ALWAYS_INLINE constexpr Later<T, Make> later(Make make)
{
	return {make};
}
template <typename Wanted, typename Value>
constexpr bool is_value = is_same<RemoveConstReference<Wanted>, RemoveConstReference<Value>>;
template <typename Wanted, typename T, typename Make>
constexpr bool is_value<Wanted, Later<T, Make>> = is_same<RemoveConstReference<Wanted>, T>;

template <typename Value>
KERNEL_ALWAYS_INLINE constexpr Value &take(Value &value)
{
	return value;
}
template <typename T, typename Make>
KERNEL_ALWAYS_INLINE constexpr T take(Later<T, Make> &value)
{
	return value.make();
}

template <typename Wanted, typename First, typename... Rest>
KERNEL_ALWAYS_INLINE constexpr decltype(auto) pick(First &first, Rest &...rest)
{
	if constexpr (is_value<Wanted, First>)
		return take(first);
	else
		return pick<Wanted>(rest...);
}

template <auto method>
using ArgumentsOf = typename Signature<decltype(method)>::template Arguments<TypeList>;
template <auto method>
using ReturnedBy = typename Signature<decltype(method)>::Returned;

template <auto method, typename List = ArgumentsOf<method>>
struct CallWith;
template <auto method, typename... Wanted>
struct CallWith<method, TypeList<Wanted...>> {
	// (The function is named here, not handed on: it stays one that the compiler can change the parameters of.)
	template <typename T, typename... Available>
	KERNEL_ALWAYS_INLINE static constexpr auto call(T &object, Available &...available)
	{
		if constexpr (Signature<decltype(method)>::is_member)
			return (object.*method)(pick<Wanted>(available...)...);
		else
			return method(pick<Wanted>(available...)...);
	}
};

// object.*method with those of the available values that it takes.
template <auto method, typename T, typename... Available>
KERNEL_ALWAYS_INLINE constexpr auto call_with(T &object, Available &&...available)
{
	return CallWith<method>::call(object, available...);
}

} // namespace
} // namespace kernel
