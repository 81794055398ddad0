# SPDX-License-Identifier: MIT
"""The reports of a debug kernel, and which of them are about our code."""

import re
from typing import List

from tests.harness.counts import ON_PURPOSE
from tests.harness.session import MODULES

# The first line of each kind of report.
SPLAT = re.compile(
    r"BUG: |kernel BUG at |WARNING: |Oops: |general protection fault|Kernel panic|KASAN: |UBSAN: |CFI failure|"
    r"possible .*(locking|deadlock|lock order)|suspicious RCU|inconsistent lock state|Invalid wait context|"
    r"bad unlock balance|still held|sleeping function called|blocked for more than|detected stalls?|soft lockup|"
    r"ODEBUG: |list_(add|del) corruption|refcount_t: |kmemleak: .*(new suspected|unreferenced object)|"
    r"Object already free|Redzone overwritten|Poison overwritten|cannot create duplicate|DEBUG_LOCKS_WARN_ON")
# KCSAN finds races of the kernel's own, too. Ours are those whose access our function makes, or what it calls, or what that calls:
# further down, the queue of a mutex, poll()'s flag and lockdep's stacks race with themselves under calls of ours (seen on 6.12). So does
# a work that is queued while it is cancelled, which is allowed: 6.12 reads its word without a mark there.
RACE = "BUG: KCSAN: "
KERNELS_RACE = re.compile(r"data-race in (\S+ / )?clear_pending_if_disabled\b")
DEPTH = 3  # frames
ACCESS = re.compile(r" by (task|interrupt) ")
FRAME = re.compile(r"\]  \S")
OURS = re.compile(rf"\[({'|'.join(MODULES)})\]")
OUR_FRAME = re.compile(r"\+0x\w+/0x\w+ " + OURS.pattern)
KERNELS_OWN = re.compile(r"WARNING: CPU: |kmemleak: ")
BAR = re.compile(r"\] =+$")
SHOWN = 40  # lines of a report


def whole(lines: List[str]) -> List[str]:
    """A warning with its stack, or one object of kmemleak's."""
    end = next((row for row, line in enumerate(lines) if row and ("</TASK>" in line or "unreferenced object" in line)), len(lines))
    return lines[:end]


def race_is_ours(race: str) -> bool:
    """Whether one of its accesses is ours: by its topmost frames, down to an interrupt, since the interrupted code is not part of it."""
    depth = DEPTH
    for line in race.splitlines():
        if ACCESS.search(line):
            depth = 0
        elif FRAME.search(line):
            if depth < DEPTH and OURS.search(line):
                return True
            depth = DEPTH if "asm_sysvec_" in line else depth + 1
    return False


def splats(console: str, faults: bool = False) -> List[str]:
    """The reports in a console log that are about our code, or that only our code can have caused.

    Where faults are injected, parts of the kernel warn that they got no memory (dynamic debug, tracing), and may lose some:
    then only those warnings and leaks count that have a frame of ours."""
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
            if not (faults and KERNELS_OWN.search(lines[at])) or OUR_FRAME.search("\n".join(whole(lines[at:at + 3 * SHOWN]))):
                found.append(report)
            at += 1
        else:
            found += [report] if race_is_ours(report) and not KERNELS_RACE.search(lines[at]) else []
            at = end
    return found
