// SPDX-License-Identifier: GPL-2.0-only
// DeviceName: what a device is called, a literal or made of one.
#pragma once

#include "kernel/format/format.hpp"

namespace kernel
{
namespace
{

/// What a device is called: up to 31 bytes, without a slash.
class DeviceName
{
public:
	static constexpr size_t most = 31;

	/// A literal that is too long, or empty, does not compile.
	template <size_t size>
	consteval DeviceName(const char (&literal)[size])
	{
		static_assert(size > 1 && size - 1 <= most, "a device's name has 1 to 31 bytes");
		for (size_t index = 0; index < size; ++index)
			text_[index] = literal[index];
	}
	/// A format with its {} replaced: DeviceName::format("lamp{}", 3). ENAMETOOLONG.
	template <typename... Arguments>
	static Result<DeviceName> format(FormatString<Identity<Arguments>...> format,
					 const Arguments &...arguments)
	{
		DeviceName name;
		TextWriter writer(Span<char>(name.text_, most));
		writer.print(format, arguments...);
		if (writer.full())
			return errors::name_too_long;
		return name;
	}

	/// Ends with a NUL.
	const char *text() const { return text_; }

private:
	constexpr DeviceName() = default;

	char text_[most + 1] = {};
};

} // namespace
} // namespace kernel
