// SPDX-License-Identifier: GPL-2.0-only
// HexParameter: a module parameter that shows its number in hexadecimal.
#pragma once

#include "kernel/param/parameter.hpp"

namespace kernel
{
namespace
{

/// modinfo's hexint: a u32 that is shown as 0x00002a, such as a mask. It is set as any Parameter is, in hexadecimal as 0x2a.
class HexParameter : public Parameter<u32>
{
public:
	static constexpr bool modinfo_type(Text said) { return said == "hexint"; }
	using Parameter<u32>::Parameter;

	// (As the kernel's own: at least six digits.)
	void get(TextWriter &writer) const
	{
		u32 rest = number();
		char digits[8];
		size_t first = sizeof(digits);
		while (first > 2 || rest != 0) {
			digits[--first] = "0123456789abcdef"[rest % 16];
			rest /= 16;
		}
		writer.append("0x");
		writer.append(Text(digits + first, sizeof(digits) - first));
	}
};

} // namespace
} // namespace kernel
