// SPDX-License-Identifier: GPL-2.0-only
// A member function as a template argument: Timer<&Device::tick>.
#pragma once

#include "kernel/core/traits.hpp"

namespace kernel
{
namespace
{

struct NoClass {
};
template <typename Function>
struct MemberFunction {
	using Class = NoClass;
	using Type = void;
};
template <typename R, typename D, typename... Args>
struct MemberFunction<R (D::*)(Args...)> {
	using Class = D;
	using Type = R(Args...);
};
template <typename R, typename D, typename... Args>
struct MemberFunction<R (D::*)(Args...) noexcept> : MemberFunction<R (D::*)(Args...)> {
};
template <typename R, typename D, typename... Args>
struct MemberFunction<R (D::*)(Args...) const> {
	using Class = D;
	using Type = R(Args...) const;
};

// The class of `&Class::function`; NoClass of anything else.
template <auto function>
using ClassOf = typename MemberFunction<decltype(function)>::Class;

// Whether it is a member function of this type: `void()`, `int(char) const`.
template <auto function, typename Type>
constexpr bool is_member_of_type = is_same<typename MemberFunction<decltype(function)>::Type, Type>;

} // namespace
} // namespace kernel
