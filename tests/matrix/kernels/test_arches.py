# SPDX-License-Identifier: MIT
"""`make test-arches`: the driver on other architectures, cross-built, in emulated machines; the last line is `N passed, N failed`."""

import argparse
import functools
import sys

from tests.harness.session import SELFTEST, guest_tests
from tests.harness.vm.apt import SUITES
from tests.harness.vm.kernels import Kernel, kernels_of
from tests.harness.vm.machines import MACHINES
from tests.harness.vm.tools import VmError, guarded
from . import cross
from .guest import test
from .results import Result, collect, finish

# Random calls against the contract find torn numbers best; as many as an emulated machine makes in a minute.
RANDOM_CALLS = """
/t/rusty-hostile-fuzz --threads 1 --calls 10000 && /t/rusty-hostile-fuzz --threads 4 --calls 20000
echo "== random calls: status $?"
"""


def kernel_of(name: str) -> Kernel:
    """The kernel that is most used on that architecture, of its newest stable release or of another suite (forky-arm64)."""
    suite, _, arch = name.rpartition("-")
    if arch not in MACHINES or suite not in ("", *SUITES):
        raise VmError(f"there is no machine {name}; name one of {', '.join(MACHINES)}, or with a suite (forky-arm64)")
    machine = MACHINES[arch]
    for kernel in kernels_of(suite or machine.suite, arch):
        if kernel.flavour == machine.flavour:
            return kernel
    raise VmError(f"Debian {suite or machine.suite} has no kernel {machine.flavour} for {arch}")


def script(arch: str) -> str:
    """On machines without 32-bit programs their tests do not run, and do not count."""
    callers = MACHINES[arch].bits == 32 or MACHINES[arch].caller32
    return SELFTEST + (guest_tests() if callers else guest_tests("compat")) + RANDOM_CALLS


def test_row(name: str) -> Result:
    kernel = kernel_of(name)
    return test(kernel, cross.programs, script=script(kernel.arch))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("arch", nargs="*", help=f"these alone of {', '.join(MACHINES)}; or of another suite (forky-arm64)")
    options = parser.parse_args()
    wanted = [functools.partial(test_row, arch) for arch in options.arch or MACHINES]
    return finish(collect("arches.tsv", wanted, full=not options.arch))


if __name__ == "__main__":
    sys.exit(guarded(main))
