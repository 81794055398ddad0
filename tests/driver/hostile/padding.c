// SPDX-License-Identifier: MIT
/* The contract, compiled as C with -Wpadded -Werror for 64 and 32 bits: no structure has a hole, whose bytes nobody sets. */
#include "rusty.h"

#define SAME_EVERYWHERE(type, size) _Static_assert(sizeof(struct type) == (size), #type)
SAME_EVERYWHERE(rusty_version, 16);
SAME_EVERYWHERE(rusty_add, 24);
SAME_EVERYWHERE(rusty_exchange, 16);
SAME_EVERYWHERE(rusty_compare_exchange, 32);
SAME_EVERYWHERE(rusty_snapshot, 32);
SAME_EVERYWHERE(rusty_page, 24);
