// SPDX-License-Identifier: MIT
// What stands in a module's file: compressed ones too.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace command::diagnosis
{

struct NeededSymbol {
	std::string name;
	std::uint64_t version; // the checksum of CONFIG_MODVERSIONS, or 0
};

struct ModuleInfo {
	std::string path;
	std::map<std::string, std::string> fields; // as modinfo shows them; none if the file is damaged
	std::vector<NeededSymbol> symbols;

	std::string field(const std::string &name) const
	{
		const auto found = fields.find(name);
		return found == fields.end() ? std::string() : found->second;
	}
};

// rusty, as modprobe would find it for that kernel.
std::optional<ModuleInfo> module_for(const std::string &kernel);
std::optional<ModuleInfo> module_at(const std::string &file);

} // namespace command::diagnosis
