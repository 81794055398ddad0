# SPDX-License-Identifier: MIT
"""Runs the tests of tests/driver/guest on the twin, built under the name rusty: costs can be compared only if both do the same work."""

from pathlib import Path
from typing import Tuple

from tests.harness.failures import failed_first
from tests.harness.session import guest_programs, guest_tests, run_session, script_files
from tests.harness.vm import cache
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel
from .counting import PROGRAMS
from .modules import make_module, sources

SCRIPT = guest_tests("sample")  # of our other modules, which have no twin
LIMIT = 600  # seconds


def twin_called_rusty(kernel: Kernel) -> Path:
    folder = sources(kernel, name="contract")
    with cache.locked(cache.lock_name("bench", folder)):
        return make_module(kernel, folder, "tests/bench/twin", "rusty", "NAME=rusty")


def keeps_contract(kernel: Kernel) -> Tuple[int, int]:
    """How many of the tests passed, and how many failed."""
    files = {**script_files([twin_called_rusty(kernel)]), **guest_programs()}
    guest = run_session(ensure_image(kernel), PROGRAMS / kernel.release / "boot-contract", SCRIPT, files, LIMIT)
    (_, count, output), = guest.counts(["guest tests"])
    print(f"{'FAILED' if count.failed else 'ok    '} the twin, called rusty, in rusty's tests: "
          f"{count.passed} passed, {count.failed} failed")
    if count.failed:
        print(failed_first(f"{output}\n{guest.verdict.trouble}", 60))
    return count
