// SPDX-License-Identifier: MIT
// Asks libkmod, which knows compressed files and signatures.
#include "module_info.hpp"

#include <unistd.h>

#include "../kmod.hpp"

namespace command::diagnosis
{
namespace
{

ModuleInfo read(kmod_module *module)
{
	ModuleInfo result{kmod_module_get_path(module), {}, {}};
	kmod_list *found = nullptr;
	if (kmod_module_get_info(module, &found) < 0)
		return result;
	const KmodList fields(found, {[](kmod_list *all) { kmod_module_info_free_list(all); }});
	for (kmod_list *item = found; item; item = kmod_list_next(found, item))
		result.fields[kmod_module_info_get_key(item)] = kmod_module_info_get_value(item);
	found = nullptr;
	if (kmod_module_get_dependency_symbols(module, &found) < 0)
		return result;
	const KmodList symbols(found,
			       {[](kmod_list *all) { kmod_module_dependency_symbols_free_list(all); }});
	for (kmod_list *item = found; item; item = kmod_list_next(found, item))
		if (kmod_module_dependency_symbol_get_bind(item) != KMOD_SYMBOL_WEAK)
			result.symbols.push_back({kmod_module_dependency_symbol_get_symbol(item),
						  kmod_module_dependency_symbol_get_crc(item)});
	return result;
}

} // namespace

std::optional<ModuleInfo> module_for(const std::string &kernel)
{
	const KmodContext context = kmod_context(("/lib/modules/" + kernel).c_str());
	const KmodModule module = kmod_lookup(context.get(), "rusty");
	const char *const path = module ? kmod_module_get_path(module.get()) : nullptr;
	// (The index may name a file that has gone.)
	return path && access(path, F_OK) == 0 ? std::optional(read(module.get())) : std::nullopt;
}

std::optional<ModuleInfo> module_at(const std::string &file)
{
	const KmodContext context = kmod_context();
	kmod_module *made = nullptr;
	if (!context || kmod_module_new_from_path(context.get(), file.c_str(), &made) < 0)
		return std::nullopt;
	const KmodModule module(made);
	return read(module.get());
}

} // namespace command::diagnosis
