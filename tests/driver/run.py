# SPDX-License-Identifier: MIT
"""`make test-drivers`: the example drivers, each with its tests, on the kernels of bookworm, trixie and forky; the last line is
`N passed, N failed`."""

import argparse
import sys
from typing import Dict

from tests.driver.originals.ring import test_ring
from tests.driver.originals.vpoll import test_vpoll
from tests.harness.groups import Group, python_tests, run_groups
from tests.harness.vm.kernels import resolve
from tests.harness.vm.tools import guarded

SUITES = ("bookworm", "trixie", "forky")
# Those that run on any kernel; the others are compared with a C module that builds for one kernel only.
DRIVERS = {
    "usb": ("tests of USB", "tests.kit.usb.test_usb"),
    "edu": ("tests of edu", "tests.driver.edu.test_edu"),
    "gamepad": ("tests of gamepad", "tests.driver.gamepad.test_gamepad"),
    "tablet": ("events of tablet", "tests.driver.tablet.test_tablet"),
    "laptop": ("tests of laptop", "tests.driver.laptop.test_laptop"),
    "lm75": ("answers of lm75", "tests.driver.originals.lm75.test_lm75"),
    "acpi_call": ("calls of ACPI", "tests.driver.originals.acpi_call.test_acpi_call"),
}
OF_ONE_KERNEL = {
    "vpoll": ("answers to libvpoll", "tests.driver.originals.vpoll.test_vpoll", test_vpoll.KERNEL),
    "ring": ("answers of ring", "tests.driver.originals.ring.test_ring", test_ring.KERNEL),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernel", nargs="?", help="this kernel alone: suite or version (tests/harness/vm.sh list)")
    asked = parser.parse_args().kernel
    jobs: Dict[str, Group] = {}
    for suite in [asked] if asked else SUITES:
        resolve(suite)  # a wrong name is reported before anything runs
        for driver, (what, module) in DRIVERS.items():
            jobs[f"{driver} on {suite}"] = python_tests(what, module, suite)
    for driver, (what, module, suite) in OF_ONE_KERNEL.items():
        if asked in (None, suite):
            jobs[f"{driver} on {suite}"] = python_tests(what, module)
    return run_groups(jobs)


if __name__ == "__main__":
    sys.exit(guarded(main))
