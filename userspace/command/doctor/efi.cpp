// SPDX-License-Identifier: MIT
// Reads efivarfs.
#include "efi.hpp"

#include <charconv>

#include "files.hpp"

namespace command::diagnosis
{
namespace
{

constexpr const char *variables = "/sys/firmware/efi/efivars";
constexpr std::size_t attributes = 4; // bytes before the content

} // namespace

bool efi_present()
{
	return there("/sys/firmware/efi");
}

std::optional<std::string> efi_variable(const std::string &name)
{
	for (const auto &file : entries_of(variables)) {
		if (!file.filename().string().starts_with(name + "-"))
			continue;
		const auto content = text_of(file);
		if (content && content->size() > attributes)
			return content->substr(attributes);
	}
	return std::nullopt;
}

bool holds_certificate(std::string_view certificates, std::string_view serial)
{
	std::string number;
	for (std::size_t place = 0; place + 2 <= serial.size(); place += 3) {
		unsigned int byte = 0;
		std::from_chars(serial.data() + place, serial.data() + place + 2, byte, 16);
		number += static_cast<char>(byte);
	}
	if (number.empty())
		return false;
	// An INTEGER: its tag, its length, and a zero before what would look negative.
	if ((static_cast<unsigned char>(number[0]) & 0x80U) != 0)
		number.insert(number.begin(), '\0');
	const std::string encoded = '\2' + std::string(1, static_cast<char>(number.size())) + number;
	return certificates.find(encoded) != std::string_view::npos;
}

} // namespace command::diagnosis
