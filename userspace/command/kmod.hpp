// SPDX-License-Identifier: MIT
// libkmod's objects, released by themselves.
#pragma once

#include <libkmod.h>
#include <memory>

namespace command
{

struct ReleaseKmod {
	void operator()(kmod_ctx *context) const { kmod_unref(context); }
	void operator()(kmod_module *module) const { kmod_module_unref(module); }
};
using KmodContext = std::unique_ptr<kmod_ctx, ReleaseKmod>;
using KmodModule = std::unique_ptr<kmod_module, ReleaseKmod>;

// A list of libkmod's is released by a function of its own kind.
struct ReleaseKmodList {
	void (*how)(kmod_list *);
	void operator()(kmod_list *list) const { how(list); }
};
using KmodList = std::unique_ptr<kmod_list, ReleaseKmodList>;

// Silent. For the modules in `folder` (/lib/modules/VERSION); null: those of the running kernel.
inline KmodContext kmod_context(const char *folder = nullptr)
{
	KmodContext context(kmod_new(folder, nullptr));
	if (context)
		kmod_set_log_priority(context.get(), 0);
	return context;
}

// What modprobe would load; null if there is none.
inline KmodModule kmod_lookup(kmod_ctx *context, const char *name)
{
	kmod_list *found = nullptr;
	if (!context || kmod_module_new_from_lookup(context, name, &found) < 0 || !found)
		return {};
	const KmodList list(found, {[](kmod_list *all) { kmod_module_unref_list(all); }});
	return KmodModule(kmod_module_get_module(found));
}

} // namespace command
