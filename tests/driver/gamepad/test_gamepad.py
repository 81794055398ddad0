# SPDX-License-Identifier: MIT
"""The gamepad driver on a device of /dev/uhid, in a guest: reports, hostile ones, the light, coming and going under load."""

import argparse
import sys
from typing import Tuple

from tests.driver.originals.shipped import shipped_modules
from tests.harness.counts import Count, kernel_complaints
from tests.harness.session import GUEST, need_programs, run_session, warnings_of
from tests.harness.vm.build import build, work_folder
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.tools import guarded

LIMIT, PATIENCE = 400, 200  # seconds
SCRIPT = """
insmod /t/shipped/hid.ko; insmod /t/shipped/uhid.ko; insmod /t/shipped/evdev.ko
insmod /t/gamepad.ko && /t/rusty-gamepad; echo "== reports: status $?"
rmmod gamepad && echo "1 passed, 0 failed"; echo "== rmmod with a device: status $?"
"""


def check(kernel: Kernel) -> Tuple[Count, str]:
    """Builds it, boots once."""
    need_programs("tests/driver/gamepad/gamepad.mk")
    built = build(kernel, ["gamepad"])
    reports = warnings_of(built)
    work = work_folder(kernel) / "gamepad"
    work.mkdir(exist_ok=True)
    guest = run_session(ensure_image(kernel), work, SCRIPT, {
        **shipped_modules(kernel, "hid", "uhid", "evdev"), "/t/gamepad.ko": built.modules[0],
        "/t/rusty-gamepad": GUEST / "rusty-gamepad"}, LIMIT, patience=PATIENCE)
    counts = [count for _, count, _ in guest.counts(["reports", "rmmod with a device"])]
    reports += [*kernel_complaints(guest.console), *filter(None, [guest.verdict.trouble])]
    passed, failed = sum(count.passed for count in counts), sum(count.failed for count in counts) + len(reports)
    return Count(passed, failed), "\n".join([guest.text, *reports] if failed else [])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernel", nargs="*", default=["bookworm"], help="suite or version (tests/harness/vm.sh list)")
    results = [check(resolve(kernel)) for kernel in parser.parse_args().kernel]
    for _, report in results:
        if report:
            print(report)
    passed, failed = sum(count.passed for count, _ in results), sum(count.failed for count, _ in results)
    print(f"{passed} passed, {failed} failed")
    return int(failed != 0)


if __name__ == "__main__":
    sys.exit(guarded(main))
