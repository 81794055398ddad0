# SPDX-License-Identifier: MIT
"""`make test-build`: how modules are built in this tree and in forks, and the messages about mistakes; the last line is `N passed, N failed`."""

import sys
from typing import Dict

from tests.harness.groups import Group, python_tests, run_groups
from tests.harness.vm.tools import guarded


def main() -> int:
    # (The longest first, so that no CPU is idle at the end.)
    jobs: Dict[str, Group] = {
        "the build and its messages": python_tests("build tests", "tests.build.test_build"),
        "mistakes": python_tests("tests of mistakes", "tests.build.test_mistakes", "Bookworm"),
        "facilities": python_tests("tests of facilities", "tests.build.test_facilities"),
        "clang for kernels of gcc": python_tests("tests of LLVM=1", "tests.build.test_clang"),
        "forks": python_tests("tests of make fork", "tests.build.test_fork"),
        "the checks of sources": python_tests("tests of the source checks", "tests.build.test_sources"),
        "the gates": python_tests("tests of the gates", "tests.build.test_gates"),
        "names in traces": python_tests("tests of names.awk", "tests.build.test_names"),
        "compile_fail.sh": python_tests("tests of compile_fail.sh", "tests.kit.host.test_compile_fail"),
    }
    return run_groups(jobs)


if __name__ == "__main__":
    sys.exit(guarded(main))
