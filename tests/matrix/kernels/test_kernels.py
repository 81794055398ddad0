# SPDX-License-Identifier: MIT
"""`make test-kernels`: the driver on every kernel that Debian publishes for this machine; the last line is `N passed, N failed`."""

import argparse
import functools
import sys
from typing import List, Sequence

from tests.build.test_mistakes import test_others
from tests.driver.originals.acpi_call import test_acpi_call
from tests.harness.session import GUEST, PROGRAMS, guest_programs
from tests.harness.vm.apt import SUITES
from tests.harness.vm.kernels import Kernel, kernels_of, order, resolve
from tests.harness.vm.tools import VmError, guarded, say
from .guest import test
from .results import Result, collect, finish, table

FORWARD = "experimental"  # where Debian puts release candidates


def published() -> List[Kernel]:
    """The newest kernel of each suite and flavour, as the archive lists them now: the oldest suite first, its default flavour first."""
    found: List[Kernel] = []
    for suite in SUITES:
        try:
            kernels = kernels_of(suite)
        except VmError as error:  # a mirror may have archived a suite
            say(str(error))
            continue
        # (The list has the newest first.)
        newest = {kernel.flavour: kernel for kernel in reversed(kernels)}
        found += sorted(newest.values(), key=lambda kernel: (kernel.flavour != "amd64", kernel.flavour))
    return found


def newest_compiler(kernels: List[Kernel]) -> Kernel:
    """A kernel of the first suite that has the newest compiler."""
    return max(kernels, key=lambda kernel: (order(kernel.compiler), -SUITES.index(kernel.suite)))


def with_newest(kernels: List[Kernel], newest: Kernel) -> List[Kernel]:
    """Each kernel with its own suite's compiler, then with the newest compiler, as on a machine whose user has upgraded it."""
    rows: List[Kernel] = []
    for kernel in kernels:
        rows.append(kernel)
        if kernel.compiler != newest.compiler:
            rows.append(kernel._replace(compiler=newest.compiler, toolchain=newest.built_in))
    return rows


def rows(names: Sequence[str] = ()) -> List[Kernel]:
    every = published()
    chosen = [resolve(name) for name in names] or every
    return with_newest(chosen, newest_compiler([kernel for kernel in every if kernel.suite != FORWARD]))


def test_row(kernel: Kernel) -> Result:
    return test(kernel, lambda _: {f"/t/{name}": GUEST / name for name in PROGRAMS}, forward=kernel.suite == FORWARD,
                besides={"acpi_call beside the C module": test_acpi_call.check})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernel", nargs="*", help="these alone: suite, suite-flavour (forky-rt) or version (tests/harness/vm.sh list)")
    options = parser.parse_args()
    # The coming kernels first: they may fail, and then show what to correct before their release.
    wanted = sorted(rows(options.kernel), key=lambda kernel: kernel.suite != FORWARD)
    guest_programs()
    results = collect("kernels.tsv", [functools.partial(test_row, kernel) for kernel in wanted], full=not options.kernel)
    ahead = [result for result in results if result.forward]
    if ahead:
        print("The forward test, on kernels that are not released yet (it may fail):")
        print(table(ahead), end="\n\n")
    return finish([result for result in results if not result.forward], *test_others())


if __name__ == "__main__":
    sys.exit(guarded(main))
