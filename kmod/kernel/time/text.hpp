// SPDX-License-Identifier: GPL-2.0-only
// DurationText: a duration as a line of the log shows it.
#pragma once

#include "kernel/format/format.hpp"
#include "kernel/time/duration.hpp"

namespace kernel
{
namespace
{

/// What Duration::text() makes: the text and its memory, for an argument of pr_info and the like.
class DurationText
{
public:
	explicit DurationText(Duration duration)
	{
		TextWriter writer(Span<char>(text_, sizeof(text_)));
		const s64 number = duration.in_nanoseconds();
		u64 magnitude = number < 0 ? u64{0} - static_cast<u64>(number) : static_cast<u64>(number);
		if (number < 0)
			writer.append('-');
		const char *const larger_units[] = {" us", " ms", " s"};
		const char *unit = " ns";
		u64 thousandths = 0;
		// (Each step leaves three digits behind the point.)
		for (const char *larger : larger_units) {
			if (magnitude < 1000)
				break;
			const u64 whole = div_u64(magnitude, 1000);
			thousandths = magnitude - whole * 1000;
			magnitude = whole;
			unit = larger;
		}
		writer.append(magnitude);
		if (thousandths != 0) {
			writer.append('.');
			for (u64 least = 100; least > thousandths; least = div_u64(least, 10))
				writer.append('0');
			writer.append(thousandths);
		}
		writer.append(Text::terminated(unit));
		size_ = writer.text().size();
	}

	operator Text() const { return Text(text_, size_); }

private:
	// -9223372036.854 s
	char text_[24] = {};
	size_t size_ = 0;
};

inline DurationText Duration::text() const
{
	return DurationText(*this);
}

} // namespace
} // namespace kernel
