// SPDX-License-Identifier: MIT
// What the firmware reports about Secure Boot.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace command::diagnosis
{

bool efi_present();
// The content of a variable (db-..., SecureBoot-...) by the beginning of its name; nothing if it cannot be read.
std::optional<std::string> efi_variable(const std::string &name);
// Whether a list of certificates (X.509, DER) holds one with that serial number, as modinfo writes it (5E:1F:...).
bool holds_certificate(std::string_view certificates, std::string_view serial);

} // namespace command::diagnosis
