# SPDX-License-Identifier: MIT
"""What a debug kernel prints when it has found something, and whether that is ours."""

import re
from typing import List

# The first line of each kind of report.
SPLAT = re.compile(
    r"BUG: |kernel BUG at |WARNING: |Oops: |general protection fault|Kernel panic|KASAN: |UBSAN: |CFI failure|"
    r"possible .*(locking|deadlock|lock order)|suspicious RCU|inconsistent lock state|Invalid wait context|"
    r"bad unlock balance|still held|sleeping function called|blocked for more than|detected stalls?|soft lockup|"
    r"ODEBUG: |list_(add|del) corruption|refcount_t: |kmemleak: .*(new suspected|unreferenced object)|"
    r"Object already free|Redzone overwritten|Poison overwritten|cannot create duplicate|DEBUG_LOCKS_WARN_ON")
# The self-test's own: its warning, which it looks for itself, and the name that it registers twice.
ON_PURPOSE = re.compile(r"WARNING: .*\bshim_warn\+\S+ \[rusty_selftest\]|cannot create duplicate filename '\S*/rusty_selftest_b'")
# KCSAN finds races of the kernel's own, too: those with no frame of ours are not for us to mend.
RACE = "BUG: KCSAN: "
OURS = re.compile(r"\[(rusty|cpp_out_of_tree|rusty_selftest)\]")
BAR = re.compile(r"\] =+$")
SHOWN = 40  # lines of a report


def uninterrupted(race: str) -> str:
    """The report without what an interrupt happened to interrupt: each stack as far down as the interrupt."""
    kept: List[str] = []
    below = False
    for line in race.splitlines():
        below = below and bool(re.search(r"\]  \S", line))
        if not below:
            kept.append(line)
        below = below or "asm_sysvec_" in line
    return "\n".join(kept)


def splats(console: str) -> List[str]:
    """The reports in a console log that are about us, or for which nobody but us can be the reason."""
    lines = console.splitlines()
    found: List[str] = []
    at = 0
    while at < len(lines):
        if not SPLAT.search(lines[at]) or ON_PURPOSE.search(lines[at]):
            at += 1
            continue
        end = next((row for row in range(at + 1, min(at + 4 * SHOWN, len(lines))) if BAR.search(lines[row])), at + SHOWN)
        end = min(end, at + SHOWN, len(lines))
        report = "\n".join(lines[at:end])
        if RACE not in lines[at]:
            found.append(report)
            at += 1
        else:
            found += [report] if OURS.search(uninterrupted(report)) else []
            at = end
    return found
