// SPDX-License-Identifier: GPL-2.0-only
// What is read from /proc/acpi/call: the answer to the last call, as text.
//
//     not called                nothing was called since the last answer was read
//     Error: AE_NOT_FOUND       what ACPI says against the call
//     ok                        a method that returns nothing
//     0x2a                      an integer, its lower 32 bits
//     "text"   {0x01, 0xff}     a string, a buffer
//     [0x1, ["a"]]              a package
//     Object type 0x6           anything else, with a line's end
//
// It is cut after 255 characters. Of a buffer there are as many bytes as fit, with 6 characters for each; if these are not all, a comma
// ends the answer.
#pragma once

#include "kernel/acpi/value.hpp"
#include "kernel/format/format.hpp"

namespace acpi_call
{
namespace
{

using namespace kernel;

inline void append_hex(TextWriter &text, u32 number, unsigned int least_digits)
{
	text.append("0x");
	unsigned int digits = 8;
	while (digits > least_digits && (number >> (4 * (digits - 1))) == 0)
		--digits;
	while (digits-- != 0)
		text.append("0123456789abcdef"[(number >> (4 * digits)) & 0xf]);
}

class Answer : Pinned
{
public:
	void set(const AcpiResult<AcpiObject> &result)
	{
		TextWriter text(Span<char>(text_, longest));
		if (!result.ok()) {
			text.append("Error: ");
			text.append(result.error().name());
		} else if (!result.value().has_value()) {
			text.append("ok");
		} else {
			(void)append(text, result.value().value(), 0);
		}
		size_ = text.text().size();
		text_[size_++] = '\0';
	}
	void forget() { size_ = 0; }

	// With a NUL at the end.
	Text text() const
	{
		constexpr const char(&none)[11] = "not called";
		return size_ == 0 ? Text(none, sizeof(none)) : Text(text_, size_);
	}

private:
	static constexpr size_t longest = 255;
	// (Packages in packages: no firmware has so many, and each costs stack.)
	static constexpr unsigned int deepest = 32;

	// False: it did not fit, and nothing follows.
	static bool append(TextWriter &text, AcpiValue value, unsigned int depth)
	{
		if (const auto integer = value.integer(); integer.ok()) {
			append_hex(text, static_cast<u32>(integer.value()), 1);
		} else if (const auto string = value.string(); string.ok()) {
			text.append('"');
			text.append(string.value());
			text.append('"');
		} else if (const auto buffer = value.buffer(); buffer.ok()) {
			return append_bytes(text, buffer.value());
		} else if (const auto package = value.package(); package.ok()) {
			return depth != deepest && append_elements(text, package.value(), depth + 1);
		} else {
			text.append("Object type ");
			append_hex(text, static_cast<u32>(value.type()), 1);
			text.append('\n');
		}
		return !text.full();
	}

	static bool append_bytes(TextWriter &text, Span<const u8> bytes)
	{
		const Span<const u8> shown = bytes.first((longest + 1 - text.text().size()) / 6);
		text.append('{');
		for (const u8 &byte : shown) {
			if (&byte != shown.begin())
				text.append(", ");
			append_hex(text, byte, 2);
		}
		text.append(shown.size() == bytes.size() ? '}' : ',');
		return shown.size() == bytes.size() && !text.full();
	}

	static bool append_elements(TextWriter &text, AcpiPackage package, unsigned int depth)
	{
		text.append('[');
		for (size_t index = 0; index < package.size(); ++index) {
			if (index != 0)
				text.append(", ");
			const auto element = package.at(index);
			if (!element.ok() || !append(text, element.value(), depth))
				return false;
		}
		text.append(']');
		return !text.full();
	}

	char text_[longest + 1];
	size_t size_ = 0;
};

} // namespace
} // namespace acpi_call
