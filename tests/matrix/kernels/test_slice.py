# SPDX-License-Identifier: MIT
"""`make test-slice`, for CI: one kernel and one architecture of those that `make test` leaves out, different ones each time.

The number of commits selects them, so that each push takes the next ones and the same commit takes the same; SLICE= selects by hand."""

import argparse
import os
import subprocess
import sys
import time
from typing import List

from tests.build.test_mistakes import test_others
from tests.harness.vm.build import TREE
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.machines import MACHINES
from tests.harness.vm.root import ensure_root
from tests.harness.vm.tools import VmError, guarded, say
from tests.run import ROWS
from . import test_arches
from . import test_kernels
from .results import finish


def turn() -> int:
    chosen = os.environ.get("SLICE", "")
    if chosen:
        if not chosen.isdigit():
            raise VmError(f"SLICE={chosen} is no number")
        return int(chosen)
    done = subprocess.run(["git", "-c", f"safe.directory={TREE}", "-C", str(TREE), "rev-list", "--count", "HEAD"], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    # (A copy without its history, or with its last commit alone, takes the next ones each day.)
    commits = int(done.stdout) if done.returncode == 0 else 0
    return commits if commits > 1 else int(time.time()) // 86400


def left_out() -> List[Kernel]:
    """What `make test` does not run, in an order in which neighbours differ as much as possible."""
    run_anyway = {resolve(suite).release for suite, _ in ROWS}
    rows = [kernel for kernel in test_kernels.rows() if kernel.toolchain or kernel.release not in run_anyway]
    return sorted(rows, key=lambda kernel: (kernel.flavour, kernel.toolchain))


def at_hand(machines: List[str], number: int) -> str:
    """The architecture whose turn it is; the next, if the mirror lists its kernel and does not have it."""
    for arch in machines[number % len(machines):] + machines[:number % len(machines)]:
        kernel = test_arches.kernel_of(arch)
        try:
            ensure_root(kernel)
            ensure_image(kernel)
            return arch
        except VmError as error:
            if "404  Not Found" not in str(error):
                return arch  # its row reports the failure
            say(f"{arch}: {error}")
    raise VmError("the mirror has no kernel of any other architecture")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="print each turn, and run nothing")
    options = parser.parse_args()
    kernels, machines = left_out(), list(MACHINES)
    if options.list:
        for number, kernel in enumerate(kernels):
            print(f"{number:3}  {kernel.release} ({kernel.suite}, {kernel.compiler}), {machines[number % len(machines)]}")
        return 0
    number = turn()
    kernel, arch = kernels[number % len(kernels)], at_hand(machines, number)
    say(f"turn {number}: {kernel.release} with {kernel.compiler}, and {arch}; all come within {len(kernels)} turns")
    test_kernels.guest_programs()
    return finish([test_kernels.test_row(kernel), test_arches.test_row(arch)], *test_others(number))


if __name__ == "__main__":
    sys.exit(guarded(main))
