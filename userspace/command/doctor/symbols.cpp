// SPDX-License-Identifier: MIT
// What the module needs of the kernel: whether it is there, and whether it is still the same.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fmt/format.h>
#include <map>
#include <string_view>
#include <unordered_set>

#include "build_needs.hpp"
#include "files.hpp"

namespace command::diagnosis
{
namespace
{

namespace fs = std::filesystem;

// What a table of the kernel's symbols says about those that the module needs.
struct Table {
	std::string file;
	std::size_t size;					 // symbols in all
	std::map<std::string, std::uint64_t, std::less<>> found; // and their checksums
};

std::uint64_t hexadecimal(std::string_view text)
{
	std::uint64_t value = 0;
	text.remove_prefix(text.starts_with("0x") ? 2 : 0);
	std::from_chars(text.data(), text.data() + text.size(), value, 16);
	return value;
}

// A kernel has some 200000: each line is looked at where it stands, and no further than to the name.
Table look_up(const ModuleInfo &module, const fs::path &file, bool exported)
{
	Table table{file, 0, {}};
	std::unordered_set<std::string_view> needed;
	for (const NeededSymbol &symbol : module.symbols)
		needed.insert(symbol.name);
	const std::string text = text_of(file).value_or("");
	for (std::string_view rest = text; !rest.empty();) {
		const auto end = std::min(rest.find('\n'), rest.size());
		const std::string_view line = rest.substr(0, end);
		rest.remove_prefix(std::min(end + 1, rest.size()));
		// 0x1e1dfe5f<tab>misc_register<tab>..., or: ffffffff81000000 T misc_register
		const auto begin = exported ? line.find('\t') : line.find(' ', line.find(' ') + 1);
		if (begin == std::string_view::npos)
			continue;
		++table.size;
		const std::string_view name = line.substr(begin + 1, line.find('\t', begin + 1) - begin - 1);
		if (needed.contains(name))
			table.found[std::string(name)] = exported ? hexadecimal(line.substr(0, begin)) : 0;
	}
	return table;
}

// The headers' is exact; the running kernel lists names; a System.map does where it is not Debian's empty one.
Table table_of(const Subject &subject, const ModuleInfo &module)
{
	constexpr std::size_t plausible = 10;
	Table table = look_up(module, headers_of(subject.kernel) / "Module.symvers", true);
	if (table.size < plausible && subject.running)
		table = look_up(module, "/proc/kallsyms", false);
	if (table.size < plausible)
		table = look_up(module, "/boot/System.map-" + subject.kernel, false);
	if (table.size < plausible)
		table.size = 0;
	return table;
}

Finding known(const Subject &subject, const ModuleInfo &module, const Table &table)
{
	Lines unknown;
	for (const NeededSymbol &symbol : module.symbols)
		if (!table.found.contains(symbol.name))
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
	const bool checksums =
		std::ranges::any_of(table.found, [](const auto &symbol) { return symbol.second != 0; });
	if (!checksums)
		return unseen("modversions", "whether the symbols' checksums agree",
			      {"the kernel's headers have them, in Module.symvers"},
			      install_headers(subject.kernel));
	Lines differing;
	for (const NeededSymbol &symbol : module.symbols) {
		const auto found = table.found.find(symbol.name);
		if (symbol.version != 0 && found != table.found.end() && found->second != symbol.version)
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
	const auto &module = subject.module;
	if (!module || module->symbols.empty())
		return {};
	const Table table = table_of(subject, *module);
	if (table.size == 0)
		return {unseen("symbols", "whether this kernel has what the module needs",
			       {"neither its headers nor a table of its symbols can be read"},
			       install_headers(subject.kernel))};
	return {known(subject, *module, table), versions(subject, *module, table)};
}

} // namespace command::diagnosis
