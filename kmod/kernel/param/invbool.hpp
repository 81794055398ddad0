// SPDX-License-Identifier: GPL-2.0-only
// InvertedParameter: a module parameter that says no to what the module has a yes for.
#pragma once

#include "kernel/param/parameter.hpp"

namespace kernel
{
namespace
{

/// modinfo's invbool: `nocache=Y` is a value() of false. Its first value is the module's: {true} shows N.
class InvertedParameter
{
public:
	static constexpr bool modinfo_type(Text said) { return said == "invbool"; }
	constexpr explicit InvertedParameter(bool initial) : said_(!initial) {}

	Result<void> set(Text text) { return said_.set(text); }
	void get(TextWriter &writer) const { said_.get(writer); }
	/// As those of an integer.
	bool value() const { return !said_.value(); }
	bool value(const ParameterLock &lock) const { return !said_.value(lock); }

private:
	Parameter<bool> said_;
};

} // namespace
} // namespace kernel
