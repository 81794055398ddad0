# SPDX-License-Identifier: MIT
"""`make test-system`: our packages in real Debian systems, installed and booted. Arguments: [SUITE ...]"""

import os
import sys
from typing import Dict

from tests.harness.groups import Group, python_tests, run_groups
from tests.harness.vm.tools import VmError, guarded
from .packages import built
from .system import ensure_system

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
        jobs[f"machines of Debian {suite}"] = python_tests("boots", "tests.packaging.machines.test_boot", suite)
    # (Of all suites that have packages, unless some are asked for.)
    jobs["what is in the packages"] = python_tests("what is in them", "tests.packaging.deb.test_deb", *sys.argv[1:])
    for suite in suites:
        jobs[f"packages on Debian {suite}"] = python_tests("transactions", "tests.packaging.machines.test_apt", suite)
    return run_groups(jobs)


if __name__ == "__main__":
    sys.exit(guarded(main))
