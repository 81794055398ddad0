// SPDX-License-Identifier: GPL-2.0-only
// Errors that exist inside the kernel only. (All such constants differ from a real kernel's on purpose: a number written down fails here.)
#pragma once

#define LAYOUT_ERESTARTSYS 1512
