# SPDX-License-Identifier: MIT
"""One kernel: the modules are built for it, it boots, and the self-test and the guest tests run there."""

import re
import sys
import time
from pathlib import Path
from typing import Callable, Dict, List, Optional, Tuple

from tests.harness.counts import Count, kernel_complaints
from tests.harness.failures import failed_first, failed_lines
from tests.harness.session import MODULES, SCRIPT, run_session, script_files, warnings_of
from tests.harness.vm.build import build, work_folder
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.root import ensure_root
from tests.harness.vm.tools import VmError, say
from .results import Result, today

LIMIT = 1200    # seconds
PATIENCE = 120  # seconds, for a boot that takes 2 to 15 on an idle machine
Programs = Callable[[Kernel], Dict[str, Path]]  # by their places in the guest
Check = Callable[[Kernel], Tuple[Count, str]]   # a further test, in a guest of its own; with a report, if anything failed


class Row:
    """The results for one kernel so far."""

    def __init__(self, kernel: Kernel, forward: bool = False) -> None:
        self.kernel, self.forward = kernel, forward
        self.built = self.booted = ""
        self.passed = self.failed = 0
        self.reports: List[str] = []
        self.wrong: List[str] = []

    def count(self, what: str, count: Count, report: str) -> None:
        self.passed, self.failed = self.passed + count.passed, self.failed + count.failed
        if count.failed:
            self.reports.append(f"{what}: {count.passed} passed, {count.failed} failed\n{failed_first(report, 60)}")
            self.wrong += failed_lines(f"{self.kernel.release}, {self.kernel.compiler}", [(what, count)], report)

    def check(self, what: str, report: str) -> None:
        """Passes if there is nothing to report."""
        self.count(what, Count(int(not report), int(bool(report))), report)

    def result(self) -> Result:
        kernel = self.kernel
        return Result(kernel.suite, kernel.release, kernel.arch, kernel.compiler, self.built, self.booted, self.passed,
                      self.failed, today(), self.forward, tuple(self.wrong))


def test(kernel: Kernel, programs: Programs, forward: bool = False, script: str = SCRIPT, besides: Optional[Dict[str, Check]] = None) -> Result:
    """Any error is a failed test of this row, and of no other; `programs` builds the guest's test programs."""
    row = Row(kernel, forward)
    say(f"{kernel.release}, {kernel.compiler}")
    try:
        _test(row, programs, script)
        for name, check in (besides or {}).items():
            row.count(name, *check(kernel))
    except VmError as error:
        row.check("could be run", str(error))
    result = row.result()
    print(f"{'ok' if result.good else 'FAILED':6} {kernel.release} ({kernel.suite}, {kernel.compiler}): "
          f"{result.passed} passed, {result.failed} failed")
    for report in row.reports:
        print("\n".join(f"       | {line}" for line in report.splitlines()))
    sys.stdout.flush()
    return result


def _test(row: Row, programs: Programs, script: str) -> None:
    kernel = row.kernel
    ensure_root(kernel)
    image = ensure_image(kernel)
    begun = time.monotonic()
    built = build(kernel, MODULES)
    row.built = f"{time.monotonic() - begun:.1f}"
    row.check("builds without a warning", "\n".join(warnings_of(built)))

    guest = run_session(image, work_folder(kernel), script, {**script_files(built.modules), **programs(kernel)}, LIMIT,
                        patience=PATIENCE)
    row.booted = f"{guest.verdict.booted:.1f}" if guest.verdict.booted else ""
    for part, count, output in guest.counts(re.findall(r"== (.*): status", script)):
        row.count(part, count, output)
    row.check("the kernel did not complain", "\n".join(kernel_complaints(guest.console)))
    row.check("the guest finished", guest.verdict.trouble)
