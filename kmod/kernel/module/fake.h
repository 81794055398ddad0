// SPDX-License-Identifier: GPL-2.0-only
// The fake of the module itself.
#pragma once

#include <cstddef>

struct module {
	char name[12];
	unsigned int state;
};

#define LAYOUT_MODULE_STATE offsetof(::module, state)
#define LAYOUT_MODULE_STATE_LIVE 7

namespace fake
{

// Whether the module is neither being loaded nor being unloaded. At first it is not: it is being loaded.
void module_lives(bool live);

} // namespace fake
