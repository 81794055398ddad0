// SPDX-License-Identifier: GPL-2.0-only
// What is written to /proc/acpi/call: a path, and what it is called with. A call is a line:
//
//     \_SB.DEV0.METH 12 0x1f "a text" b0102ff {1, 0x2, 3}
//
// A space ends the path and each argument that is no text and no list; more spaces say no more than one. Numbers are decimal or, behind
// 0x, hexadecimal, may begin with -, and end where their digits do: what has none is 0. After b come bytes, two digits each. A list
// holds the lowest byte of each number in it that begins with a digit; the rest is left out. What has no end ends with the line. The
// line ends at a NUL.
#pragma once

#include "kernel/acpi/argument.hpp"
#include "kernel/core/parse.hpp"
#include "kernel/user/user.hpp"

namespace acpi_call
{
namespace
{

using namespace kernel;

inline bool begins_with(Text text, Text start)
{
	return text.first(start.size()) == start;
}

// What is left of a line, from whose front it is taken.
class Line
{
public:
	explicit Line(Text text) : rest_(text) {}

	bool empty() const { return rest_.empty(); }
	bool begins_with(Text start) const { return acpi_call::begins_with(rest_, start); }
	void skip(size_t count) { rest_ = rest_.from(count); }
	// Up to the first of these characters, or all of it.
	Text take_until(Text ends)
	{
		size_t size = 0;
		while (size < rest_.size() && !is_one_of(rest_.data()[size], ends))
			++size;
		const Text taken = rest_.first(size);
		skip(size);
		return taken;
	}

private:
	static bool is_one_of(char c, Text characters)
	{
		for (const char other : characters)
			if (c == other)
				return true;
		return false;
	}

	Text rest_;
};

// The number that a text begins with, and 0 if there is none. ERANGE: over 64 bits, whatever its sign.
inline Result<u64> leading_number(Text text, unsigned int base)
{
	const bool negative = begins_with(text, "-");
	text = text.from(negative ? 1 : 0);
	if (base == 16 && (begins_with(text, "0x") || begins_with(text, "0X")))
		text = text.from(2);
	u64 value = 0;
	for (const char c : text) {
		const unsigned int digit = digit_value(c);
		if (digit >= base)
			break;
		if (value > last_before_overflow(base) || value * base + digit < digit)
			return errors::out_of_range;
		value = value * base + digit;
	}
	return negative ? u64{0} - value : value;
}

inline Result<u64> number(Text text)
{
	return begins_with(text, "0x") ? leading_number(text.from(2), 16) : leading_number(text, 10);
}

class Call : Pinned
{
public:
	static constexpr size_t longest = 511;
	static constexpr size_t most_arguments = 16;

	// ENOSPC, EFAULT; E2BIG, EINVAL, ERANGE as in write().
	Result<void> read(UserReader from)
	{
		const size_t size = from.size();
		if (size > longest)
			return errors::no_space;
		TRY(from.read(Span<char>(text_, size)));
		count_ = bytes_used_ = 0;
		const Text written = Text(text_, size != 0 && text_[size - 1] == '\n' ? size - 1 : size);
		Line line(Line(written).take_until("\0"));
		const size_t path_size = line.take_until(" ").size();
		const Result<void> parsed = parse_arguments(line);
		text_[path_size] = '\0';
		return parsed;
	}

	// Ends with a NUL.
	const char *path() const { return text_; }
	Span<AcpiArgument> arguments() { return Span<AcpiArgument>(arguments_).first(count_); }

private:
	Result<void> parse_arguments(Line &line)
	{
		while (!line.empty()) {
			if (line.begins_with(" ")) {
				line.skip(1);
				continue;
			}
			if (count_ == most_arguments)
				return Errno(E2BIG);
			// (Where a text or a list goes on without a space, what follows takes its place.)
			while (!line.empty() && !line.begins_with(" "))
				arguments_[count_] = TRY(take_argument(line));
			++count_;
		}
		return {};
	}

	Result<AcpiArgument> take_argument(Line &line)
	{
		if (line.begins_with("\""))
			return take_text(line);
		if (line.begins_with("{"))
			return take_list(line);
		if (line.begins_with("b"))
			return take_digits(line);
		return AcpiArgument(TRY(number(line.take_until(" "))));
	}

	// (Two quotes at the end are taken for one.)
	static AcpiArgument take_text(Line &line)
	{
		line.skip(1);
		const Text text = line.take_until("\"");
		line.skip(line.begins_with("\"\"") ? 2 : 1);
		return AcpiArgument(text);
	}

	Result<AcpiArgument> take_digits(Line &line)
	{
		line.skip(1);
		Text digits = line.take_until(" ");
		if (digits.size() % 2 != 0)
			return errors::invalid;
		const size_t first = bytes_used_;
		for (; !digits.empty(); digits = digits.from(2))
			add_byte(TRY(leading_number(digits.first(2), 16)));
		return bytes_from(first);
	}

	Result<AcpiArgument> take_list(Line &line)
	{
		const size_t first = bytes_used_;
		bool goes_on = true;
		while (goes_on && !line.empty()) {
			line.skip(1); // the brace, a comma or a space
			const Text item = line.take_until(" ,}");
			if (!item.empty() && digit_value(*item.begin()) < 10)
				add_byte(TRY(number(item)));
			goes_on = !line.begins_with("}");
		}
		line.skip(1);
		return bytes_from(first);
	}

	// (There is room: each has taken two characters of the text at least.)
	void add_byte(u64 byte) { bytes_[bytes_used_++] = static_cast<u8>(byte); }
	AcpiArgument bytes_from(size_t first) const
	{
		return AcpiArgument(Span<const u8>(bytes_ + first, bytes_used_ - first));
	}

	char text_[longest + 1];
	AcpiArgument arguments_[most_arguments];
	size_t count_ = 0;
	u8 bytes_[longest / 2 + 1];
	size_t bytes_used_ = 0;
};

} // namespace
} // namespace acpi_call
