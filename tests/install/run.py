#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`make test-system`: our packages in real Debian systems, installed and booted: run.py [SUITE ...]"""

import os
import sys
from pathlib import Path
from typing import Dict

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True
for folder in ("vm", "", "install"):
    sys.path.insert(0, str(HERE.parent / folder))

from groups import Group, host_tests, run_groups  # noqa: E402
from packages import built  # noqa: E402
from system import ensure_system  # noqa: E402
from vmkit.tools import VmError, guarded  # noqa: E402

SUITES = ("bookworm", "trixie")


def main() -> int:
    os.umask(0o022)
    suites = sys.argv[1:] or SUITES
    for suite in suites:
        if suite not in SUITES:
            raise VmError(f"there is no system test of {suite}; SUITES may be: {' '.join(SUITES)}")
    jobs: Dict[str, Group] = {}
    for suite in suites:
        ensure_system(suite)
        built(suite)
    # (The machines first: they take longest.)
    for suite in suites:
        jobs[f"machines of Debian {suite}"] = host_tests("boots", sys.executable, "tests/install/test_boot.py", suite)
    if not sys.argv[1:]:
        jobs["packages of all suites"] = host_tests("what is in them", sys.executable, "tests/deb/test_deb.py")
    for suite in suites:
        jobs[f"packages on Debian {suite}"] = host_tests("transactions", sys.executable, "tests/install/test_apt.py", suite)
    return run_groups(jobs)


if __name__ == "__main__":
    sys.exit(guarded(main))
