// SPDX-License-Identifier: MIT
// What the module needs of the kernel: whether it is there, and whether it is still the same.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fmt/format.h>
#include <map>

#include "build_needs.hpp"
#include "files.hpp"
#include "module_info.hpp"

namespace command::diagnosis
{
namespace
{

namespace fs = std::filesystem;

struct Table {
	std::string file;
	std::map<std::string, std::uint64_t, std::less<>> symbols; // and their checksums
	bool checksums;
};

std::uint64_t hexadecimal(std::string_view text)
{
	std::uint64_t value = 0;
	text.remove_prefix(text.starts_with("0x") ? 2 : 0);
	std::from_chars(text.data(), text.data() + text.size(), value, 16);
	return value;
}

// 0x1e1dfe5f	misc_register	vmlinux	EXPORT_SYMBOL
Table exported(const fs::path &file)
{
	Table table{file, {}, false};
	for (const std::string &line : lines_of(file)) {
		const Lines words = split_words(line);
		if (words.size() < 2)
			continue;
		const std::uint64_t checksum = hexadecimal(words[0]);
		table.symbols[words[1]] = checksum;
		table.checksums = table.checksums || checksum != 0;
	}
	return table;
}

// ffffffff81000000 T misc_register
Table defined(const fs::path &file)
{
	Table table{file, {}, false};
	for (const std::string &line : lines_of(file)) {
		const Lines words = split_words(line);
		if (words.size() >= 3)
			table.symbols[words[2]] = 0;
	}
	return table;
}

// The headers' is exact; the running kernel tells names; a System.map does where it is not Debian's empty one.
Table table_of(const Subject &subject)
{
	constexpr std::size_t plausible = 1000;
	Table table = exported(headers_of(subject.kernel) / "Module.symvers");
	if (table.symbols.empty() && subject.running)
		table = defined("/proc/kallsyms");
	if (table.symbols.empty())
		table = defined("/boot/System.map-" + subject.kernel);
	if (table.symbols.size() < plausible)
		table.symbols.clear();
	return table;
}

Finding known(const Subject &subject, const ModuleInfo &module, const Table &table)
{
	Lines unknown;
	for (const NeededSymbol &symbol : module.symbols)
		if (!table.symbols.contains(symbol.name))
			unknown.push_back(symbol.name);
	if (unknown.empty())
		return ok("symbols",
			  fmt::format("this kernel has all {} symbols that the module needs",
				      module.symbols.size()),
			  {table.file});
	return problem("symbols-unknown",
		       fmt::format("this kernel lacks what the module needs (not in {})", table.file),
		       std::move(unknown), build_it(subject.kernel));
}

Finding versions(const Subject &subject, const ModuleInfo &module, const Table &table)
{
	const bool has = std::ranges::any_of(module.symbols,
					     [](const NeededSymbol &symbol) { return symbol.version != 0; });
	if (!has)
		return ok("modversions", "the module carries no checksums of symbols");
	if (!table.checksums)
		return unseen("modversions", "whether the symbols' checksums agree",
			      {"the kernel's headers have them, in Module.symvers"},
			      install_headers(subject.kernel));
	Lines differing;
	for (const NeededSymbol &symbol : module.symbols) {
		const auto found = table.symbols.find(symbol.name);
		if (symbol.version != 0 && found != table.symbols.end() && found->second != symbol.version)
			differing.push_back(
				fmt::format("{}: the module wants {:#010x}, the kernel has {:#010x}",
					    symbol.name, symbol.version, found->second));
	}
	if (differing.empty())
		return ok("modversions", "the symbols' checksums agree", {table.file});
	return problem("modversions-differ",
		       "the module was built for a kernel whose symbols have other checksums",
		       std::move(differing), build_it(subject.kernel));
}

} // namespace

Findings symbols(const Subject &subject)
{
	const auto module = module_for(subject.kernel);
	if (!module || module->symbols.empty())
		return {};
	const Table table = table_of(subject);
	if (table.symbols.empty())
		return {unseen("symbols", "whether this kernel has what the module needs",
			       {"neither its headers nor a table of its symbols can be read"},
			       install_headers(subject.kernel))};
	return {known(subject, *module, table), versions(subject, *module, table)};
}

} // namespace command::diagnosis
