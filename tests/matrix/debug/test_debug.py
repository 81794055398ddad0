# SPDX-License-Identifier: MIT
"""`make test-debug`: the driver's tests on kernels that look for bugs; the last line is `N passed, N failed`."""

import argparse
import re
import sys
import time
from pathlib import Path
from typing import Dict, List, Sequence

from tests.driver.hostile import use
from tests.harness.counts import Count, build_warnings, count_of
from tests.harness.failures import failed_first, failed_lines
from tests.harness.groups import command
from tests.harness.session import EVERYWHERE, GUEST, MODULES, PROGRAMS, SCRIPT, Session, need_programs, run_session, script_files
from tests.harness.vm.build import build, work_folder
from tests.harness.vm.image import Image, ensure_image
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.tools import VmError, guarded, say
from . import canaries
from .splats import splats

MEMORY = 1024  # megabytes: KASAN's shadow and quarantine
LIMIT = 1500   # seconds
# Leaks that kmemleak has found before are the kernel's own.
BEGIN = canaries.LEAKS + """
for word in scan clear; do
	[ ! -e /sys/kernel/debug/kmemleak ] || echo $word >/sys/kernel/debug/kmemleak
done
"""
TESTS = BEGIN + SCRIPT + """
rmmod rusty 2>/dev/null
for module in """ + " ".join(EVERYWHERE) + """; do
	insmod /t/$module.ko && rmmod $module && echo "1 passed, 0 failed" || echo "0 passed, 1 failed"
done
[ -z "$(lsmod | grep -E '^(""" + "|".join(EVERYWHERE) + """) ')" ]; echo "== load and unload: status $?"
leaks
"""
PARTS = ["selftest", "guest tests", "load and unload"]
# Fewer than on stock kernels, as a call takes ten to thirty times as long.
CALLS, CYCLES, SHORT_CYCLES = 100_000, 100, 10
FAULTS = BEGIN + """
/t/rusty-failnth {parts}; echo "== fault injection: status $?"
leaks
"""
FAULTY = "debug-kasan"  # where faults are injected


def run_guest(kernel: Kernel, image: Image, script: str, files: Dict[str, Path], limit: int = LIMIT) -> Session:
    return run_session(image, work_folder(kernel), script, files, limit, append=canaries.ARGUMENTS, memory=MEMORY)


class Row:
    """One kernel: what passed, what failed, and the figures."""

    def __init__(self, name: str, short: bool, hostile: use.Amount) -> None:
        self.name, self.short, self.hostile = name, short, hostile
        self.passed = self.failed = self.detectors = self.tests = self.points = 0
        self.wrong: List[str] = []  # the lines that name what failed
        self.begun = time.monotonic()

    def count(self, what: str, count: Count, report: str = "", lines: int = 1000) -> None:
        self.passed, self.failed = self.passed + count.passed, self.failed + count.failed
        self.wrong += failed_lines(self.name, [(what, count)], report)
        print(f"{'FAILED' if count.failed else 'ok':6} {self.name}: {what}"
              + (f" ({count.passed} passed, {count.failed} failed)" if count.passed + count.failed > 1 else ""))
        if count.failed and report:
            print("\n".join(f"       | {line}" for line in failed_first(report, lines).splitlines()))
        sys.stdout.flush()

    def check(self, what: str, good: bool, report: str = "") -> bool:
        self.count(what, Count(int(good), int(not good)), report)
        return good

    def run(self) -> None:
        kernel = resolve(self.name)
        image = ensure_image(kernel)
        say(f"{self.name}: building the modules")
        built = build(kernel, (*MODULES, "rusty_canary"))
        # (clang's redzones make large frames, for which KASAN's kernels have the stack.)
        warnings = [line for line in build_warnings(built.log.read_text(errors="replace"))
                    if "-Wframe-larger-than" not in line and not re.match(r"\d+ warnings? generated", line)]
        self.check("modules build without a warning", not warnings, "\n".join(warnings))
        modules = {f"/t/{path.name}": path for path in built.modules}
        self.prove_detectors(kernel, image, modules)
        self.run_tests(kernel, image, modules)
        self.be_hostile(kernel, image, modules)
        if self.name == FAULTY:
            self.inject_faults(kernel, image, modules)

    def prove_detectors(self, kernel: Kernel, image: Image, files: Dict[str, Path]) -> None:
        say(f"{self.name}: one bug of each kind, which must be found")
        guest = run_guest(kernel, image, canaries.script(self.name), files)
        work_folder(kernel).joinpath("console.log").replace(work_folder(kernel) / "canaries.log")
        for canary in canaries.CANARIES[self.name]:
            proven = canaries.fired(canary, guest.console)
            self.detectors += proven
            self.check(f"detector {canary.detector} {'fires' if proven else 'did not fire'} on {canary.bug}", proven,
                       f"its report, with a frame of the canary, is not in {work_folder(kernel)}/canaries.log\n"
                       f"{guest.text}\n{guest.verdict.trouble}")

    def run_tests(self, kernel: Kernel, image: Image, modules: Dict[str, Path]) -> None:
        say(f"{self.name}: the tests")
        files = {**script_files(list(modules.values())), **{f"/t/{name}": GUEST / name for name in PROGRAMS}}
        self.judge(run_guest(kernel, image, TESTS, files), PARTS)

    def be_hostile(self, kernel: Kernel, image: Image, modules: Dict[str, Path]) -> None:
        say(f"{self.name}: hostile use")
        files = {**modules, **{f"/t/{name}": GUEST / name for name in use.PROGRAMS}}
        script = BEGIN + self.hostile.script() + "leaks\n"
        guest = run_guest(kernel, image, script, files, self.hostile.seconds(LIMIT))
        for line in filter(use.FIGURES.match, guest.text.splitlines()):
            say(f"{self.name}: {line}")
        self.judge(guest, list(use.PARTS))

    def inject_faults(self, kernel: Kernel, image: Image, modules: Dict[str, Path]) -> None:
        say(f"{self.name}: a fault at every place")
        files = {**modules, "/t/rusty-failnth": GUEST / "rusty-failnth"}
        script = FAULTS.replace("{parts}", "calls" if self.short else "")
        guest = run_guest(kernel, image, script, files)
        self.points = sum(int(number) for number in re.findall(r"^(\d+) points$", guest.text, re.M))
        self.judge(guest, ["fault injection"], faults=True)

    def judge(self, guest: Session, parts: List[str], faults: bool = False) -> None:
        for part, count, output in guest.counts(parts):
            self.tests += count.passed
            self.count(part, count, output, 100)
        self.check("the guest finished", not guest.verdict.trouble, guest.verdict.trouble)
        found = splats(guest.console, faults)
        self.check(f"no report of a bug during {', '.join(parts)}", not found, "\n--\n".join(found[:10]))

    def figures(self) -> str:
        return (f"{self.name}: {self.detectors} of {len(canaries.CANARIES[self.name])} detectors proven, {self.tests} tests passed, "
                f"{self.hostile.calls} random calls, {self.hostile.cycles} cycles, "
                f"{f'{self.points} faults injected, ' if self.points else ''}{time.monotonic() - self.begun:.0f} s")


def debug_rows(names: Sequence[str], short: bool, hostile: use.Amount) -> List[Row]:
    rows: List[Row] = []
    for name in names:
        row = Row(name, short, hostile)
        rows.append(row)
        try:
            row.run()
        except VmError as error:
            row.check("could be run", False, str(error))
        print(row.figures())
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernel", nargs="*", help=f"these alone of {', '.join(canaries.CANARIES)}")
    parser.add_argument("--short", action="store_true",
                        help="no faults while modules load and unload, fewer cycles: what takes the longest")
    use.add_options(parser, CALLS, CYCLES)
    options = parser.parse_args()
    hostile = use.amount_of(options, CALLS, SHORT_CYCLES if options.short else CYCLES)
    names = options.kernel or list(canaries.CANARIES)
    unknown = [name for name in names if name not in canaries.CANARIES]
    if unknown:
        raise VmError(f"there is no debug kernel {unknown[0]}; name one of {', '.join(canaries.CANARIES)}")
    need_programs("tests/driver/guest/guest.mk", "tests/driver/hostile/hostile.mk", "tests/driver/faults/faults.mk")
    judge = Row("this machine", options.short, hostile)
    status, output = command(sys.executable, "-m", "tests.matrix.debug.test_judge")
    judge.count("tests of how a log is judged", count_of(output, status), output)
    rows = debug_rows(names, options.short, hostile)
    for row in rows:
        print(row.figures())
    rows.insert(0, judge)
    failed = sum(row.failed for row in rows)
    print(*(line for row in rows for line in row.wrong), f"{sum(row.passed for row in rows)} passed, {failed} failed", sep="\n")
    return int(failed != 0)


if __name__ == "__main__":
    sys.exit(guarded(main))
