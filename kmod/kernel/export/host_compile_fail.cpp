// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/export/exports.hpp"

// (A fault is a line.)
// clang-format off
struct Shown {
	int number;
};

s64 defined_before(s64 by) { return by; } // FAULT: (conflicting declaration of .* with .C. linkage|different language linkage)

EXPORTED(s64, exported_add, s64 by)
EXPORTED(s64, defined_before, s64 by)
EXPORTED(Shown, exported_object, void) // FAULT: takes and returns what C has too
EXPORTED(void, exported_reference, Shown &shown) // FAULT: takes and returns what C has too
EXPORTED(void, exported_text, const char *text, Shown shown) // FAULT: takes and returns what C has too

int exported_add(s64 by) { return 0; } // FAULT: (ambiguating new declaration|conflicting declaration|differ only in their return type)
s64 exported_add(s64 by) { return by; }
