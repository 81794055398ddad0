# SPDX-License-Identifier: MIT
"""The edu driver on two cards of QEMU's, in a guest: with message-signalled interrupts, loaded by the cards' alias, then with lines."""

import argparse
import sys
from typing import List, Tuple

from tests.harness.counts import Count, kernel_complaints
from tests.harness.session import GUEST, need_programs, run_session, warnings_of
from tests.harness.vm.build import build, work_folder
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.tools import guarded

LIMIT, PATIENCE = 300, 120  # seconds
CARDS = ("-device", "edu", "-device", "edu")
# As udev does it: of the card's alias, by what depmod found in the module.
BY_ALIAS = """
folder=/lib/modules/$(uname -r)
mkdir -p $folder && cp /t/edu.ko $folder && depmod
modprobe "$(cat /sys/bus/pci/devices/*/modalias | grep -m 1 v00001234d000011E8)"
[ -e /dev/edu0 ] && [ -e /dev/edu1 ] && rmmod edu && echo "1 passed, 0 failed"; echo "== by alias: status $?"
"""
TESTS = """
/t/rusty-guest-tests '[edu]'; echo "== tests: status $?"
dmesg | grep -q "edu 0000:.* interrupts by {kind}" && echo "1 passed, 0 failed"; echo "== interrupts: status $?"
"""


def check(kernel: Kernel) -> Tuple[Count, str]:
    """Builds it, boots twice."""
    need_programs("tests/driver/guest/guest.mk")
    built = build(kernel, ["edu"])
    passed, failed, reports = 0, 0, warnings_of(built)  # type: int, int, List[str]
    failed += len(reports)
    work = work_folder(kernel) / "edu"
    work.mkdir(exist_ok=True)
    files = {"/t/edu.ko": built.modules[0], "/t/rusty-guest-tests": GUEST / "rusty-guest-tests"}
    for kind, append, script, parts in (("message", "", BY_ALIAS, ["by alias"]), ("line", "pci=nomsi", "", [])):
        guest = run_session(ensure_image(kernel), work, script + TESTS.format(kind=kind), files, LIMIT, append=append, patience=PATIENCE,
                            machine=CARDS)
        counts = [count for _, count, _ in guest.counts([*parts, "tests", "interrupts"])]
        complaints = kernel_complaints(guest.console)
        passed += sum(count.passed for count in counts)
        wrong = sum(count.failed for count in counts) + len(complaints) + bool(guest.verdict.trouble)
        failed += wrong
        if wrong:
            reports += [f"interrupts by {kind}:", guest.text, *complaints, guest.verdict.trouble]
    return Count(passed, failed), "\n".join(reports)


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
