// SPDX-License-Identifier: GPL-2.0-only
// Module parameters: typed, validated, safe to be called before module_init and after module_exit. Each is a
// static object parameters::<name> for a PARAMETER(<name>, ...) of the module's declarations, of one of these
// types or of any other with set(Text) and get(TextWriter &) or, for a number, s64 shown() const: that is a live callback, which may
// have a set() too, for its name without a value. More types: bounded.hpp, hexint.hpp, invbool.hpp.
//
// All set and get calls of a module run under one lock of the kernel's, which ParameterLock takes for
// everyone else:
//
//   namespace parameters { namespace {
//   constinit kernel::Parameter<int> times{1};                // PARAMETER(times, "int", 0644, "how often")
//   constinit kernel::StringParameter<31> greeting{"hello"};  // PARAMETER(greeting, "string", 0444, "what")
//   }}
//
//   ParameterLock lock;
//   pr_info("{} {}", parameters::greeting.text(), parameters::times.value(lock));
#pragma once

#include "kernel/core/annotations.hpp"
#include "kernel/core/parse.hpp"
#include "kernel/core/table.hpp"
#include "kernel/format/format.hpp"
#include "kernel/param/shim.h"

namespace kernel
{
namespace
{

/// The module's parameter lock by name, for clang's analysis.
class CAPABILITY("parameter lock") ParameterLockName
{
};
[[maybe_unused]] constexpr ParameterLockName parameter_lock;

/// Holds the module's parameter lock; sleeps. Never from within set or get, which have it.
class GUARD_CLASS ParameterLock
{
public:
	ParameterLock() ACQUIRE(parameter_lock) { shim_kernel_param_lock(&__this_module); }
	~ParameterLock() RELEASE() { shim_kernel_param_unlock(&__this_module); }
	ParameterLock(const ParameterLock &) = delete;
	ParameterLock &operator=(const ParameterLock &) = delete;
};

/// What modinfo calls the types.
template <Integer T>
constexpr Text modinfo_integer()
{
	constexpr Text names[2][4] = {{"byte", "ushort", "uint", "ullong"},
				      {"byte", "short", "int", "long long"}};
	if constexpr (is_same<T, unsigned long>)
		return "ulong";
	else if constexpr (is_same<T, long>)
		return "long";
	else
		return names[SignedInteger<T>][sizeof(T) == 1	? 0
					       : sizeof(T) == 2 ? 1
					       : sizeof(T) == 4 ? 2
								: 3];
}

/// Whether a parameter's C++ object has this type for modinfo; an object of the driver's own need not have one.
template <typename Object>
constexpr bool has_modinfo_type(Text type)
{
	if constexpr (requires { Object::modinfo_type(type); })
		return Object::modinfo_type(type);
	else
		return true;
}

template <typename T>
constexpr Result<void> accept_all(const T &)
{
	return {};
}

/// One integer, or a bool.
template <typename T>
class Parameter;

/// One integer. EINVAL: not a number; ERANGE: not a T; or what `validate` says, and the value then is as
/// before.
template <Integer T>
class Parameter<T>
{
public:
	using Validate = Result<void> (*)(const T &);
	static constexpr bool modinfo_type(Text said) { return said == modinfo_integer<T>(); }
	constexpr explicit Parameter(T initial, Validate validate = accept_all<T>)
		: value_(initial), validate_(validate)
	{
	}

	Result<void> set(Text text)
	{
		const T parsed = TRY(parse<T>(text));
		TRY(validate_(parsed));
		value_ = parsed;
		return {};
	}
	void get(TextWriter &writer) const { writer.append(value_); }
	/// Sleeps. Takes the lock, so never while a ParameterLock stands: then value(lock).
	T value() const EXCLUDES(parameter_lock)
	{
		ParameterLock lock;
		return value_;
	}
	T value(const ParameterLock &) const { return value_; }

protected:
	// For set and get.
	T number() const { return value_; }

private:
	T value_;
	Validate validate_;
};

/// Y or N: modinfo's bool. It takes what the kernel's own do: y, Y, 1, on; n, N, 0, off; and its name alone, as in
/// `modprobe module verbose`, is Y. EINVAL: something else.
template <>
class Parameter<bool>
{
public:
	static constexpr bool modinfo_type(Text said) { return said == "bool"; }
	// cppcheck-suppress uninitMemberVar ; of the other kind of Parameter
	constexpr explicit Parameter(bool initial) : value_(initial) {}

	Result<void> set(Text text)
	{
		value_ = TRY(parse_bool(text));
		return {};
	}
	/// Without a value.
	Result<void> set()
	{
		value_ = true;
		return {};
	}
	void get(TextWriter &writer) const { writer.append(value_ ? 'Y' : 'N'); }
	/// As those of an integer.
	bool value() const EXCLUDES(parameter_lock)
	{
		ParameterLock lock;
		return value_;
	}
	bool value(const ParameterLock &) const { return value_; }

private:
	bool value_;
};

/// One to `most` integers between commas. Also EINVAL: none, or too many.
template <Integer T, size_t most>
class ArrayParameter
{
public:
	static constexpr bool modinfo_type(Text said)
	{
		constexpr Text array_of("array of ");
		return said.first(array_of.size()) == array_of &&
		       said.from(array_of.size()) == modinfo_integer<T>();
	}
	template <size_t count>
	constexpr explicit ArrayParameter(const T (&initial)[count]) : size_(count)
	{
		static_assert(count >= 1 && count <= most);
		for (size_t index = 0; index < count; ++index)
			items_[index] = initial[index];
	}

	Result<void> set(Text text)
	{
		T parsed[most] = {};
		T *end = parsed;
		size_t begin = 0;
		for (size_t index = 0; index <= text.size(); ++index) {
			if (index != text.size() && text.data()[index] != ',')
				continue;
			if (end == parsed + most)
				return errors::invalid;
			*end++ = TRY(parse<T>(Text(text.data() + begin, index - begin)));
			begin = index + 1;
		}
		__builtin_memcpy(items_, parsed, sizeof(items_));
		size_ = static_cast<size_t>(end - parsed);
		return {};
	}
	void get(TextWriter &writer) const { writer.append_list(items(), ","); }
	/// What it shows stands while a ParameterLock is held, or if nobody can set it any more (mode 0444).
	Span<const T> items() const { return {items_, size_}; }

private:
	T items_[most] = {};
	size_t size_;
};

/// Text of up to `most` bytes, without the newline that echo adds. ENOSPC: longer.
template <size_t most>
class StringParameter
{
public:
	static constexpr bool modinfo_type(Text said) { return said == "charp" || said == "string"; }
	template <size_t size>
	constexpr explicit StringParameter(const char (&initial)[size]) : size_(size - 1)
	{
		static_assert(size - 1 <= most);
		for (size_t index = 0; index < size_; ++index)
			text_[index] = initial[index];
	}

	Result<void> set(Text text)
	{
		if (!text.empty() && *(text.end() - 1) == '\n')
			text = text.first(text.size() - 1);
		if (text.size() > most)
			return errors::no_space;
		for (size_t index = 0; index < text.size(); ++index)
			text_[index] = text.data()[index];
		size_ = text.size();
		return {};
	}
	void get(TextWriter &writer) const { writer.append(text()); }
	/// What it shows stands while a ParameterLock is held, or if nobody can set it any more (mode 0444).
	Text text() const { return Text(text_, size_); }

private:
	char text_[most] = {};
	size_t size_;
};

} // namespace
} // namespace kernel
