/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads the module's declarations (NAME.module.h) once more. The includer has defined those of the words that it wants to
 * see; the others mean nothing this time. No include guard: it is included once a purpose. The words are those of the facilities that
 * the module includes, each in its words.h.
 */
#define KERNEL_FACILITY_WORDS
#include "facilities.h"
#include KERNEL_DECLARATIONS
#define KERNEL_WORDS_END
#include "facilities.h"
#undef KERNEL_WORDS_END
#undef KERNEL_FACILITY_WORDS
