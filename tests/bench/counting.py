# SPDX-License-Identifier: MIT
"""One boot in which instructions are counted, and what was counted there."""

import re
from pathlib import Path
from typing import Dict, List, Sequence

from tests.harness.vm.boot import COUNTING, COUNTING_ARGUMENTS, hear
from tests.harness.vm.build import TREE
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.tools import VmError, tail

# For each row, the count of each column.
Rows = Dict[str, Dict[str, int]]

PROGRAMS = TREE / "build" / "bench"
# (The kernel's background work at boot must have ended; a line of the log on the serial port costs thousands of instructions.)
QUIET = "dmesg -n 1\nsleep 5\n"
SCRIPT = QUIET + "/t/counts modules && insmod /t/rusty.ko && insmod /t/ctwin.ko && /t/counts calls wakeups\n"


def run_guest(kernel: Kernel, work: Path, script: str, files: Dict[str, Path], counted: bool = True) -> List[str]:
    verdict, lines = hear(ensure_image(kernel), work, script, files, 300, append=COUNTING_ARGUMENTS if counted else "",
                          cpu=COUNTING if counted else ())
    if not verdict.passed:
        raise VmError(verdict.trouble or "counting failed:\n" + tail("\n".join(lines), 20))
    return lines


def rows_of(lines: Sequence[str]) -> Rows:
    rows: Rows = {}
    for line in lines:
        found = re.fullmatch(r"count\t([^\t]+)\t(\w+)\t(-?\d+)", line)
        if found:
            rows.setdefault(found[1], {})[found[2]] = int(found[3])
    return rows


def count(kernel: Kernel, modules: Dict[str, Path]) -> Rows:
    """All rows; `modules` by the names of their files in the guest."""
    files = {"/t/counts": PROGRAMS / "counts", **{f"/t/{name}.ko": path for name, path in modules.items()}}
    return rows_of(run_guest(kernel, PROGRAMS / kernel.release / "boot", SCRIPT, files))
